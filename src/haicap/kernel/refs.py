"""How a record names another it may not enter: by kind, id and a label that stays readable for ever."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordRef:
    """`RecordRef("dossier", "0198…", "H36.25000-260105-0001")`."""

    kind: str
    id: str
    label: str
