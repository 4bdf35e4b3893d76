"""The import format (docs/reference/import.md): one dossier as another system tells it. Only shape; sense: `replay`."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from haicap.dossiers.contract import Channel
from haicap.kernel.clock import local
from haicap.kernel.errors import Refusal, RefusalError
from haicap.kernel.stops import StopKind
from haicap.kernel.text import clean, has_forbidden, is_plain
from haicap.parties.contract import Applicant

Kind = TypeVar("Kind", bound=StrEnum)
_LONGEST = 1000


class EventType(StrEnum):
    """Event types of the format."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    SUPPLEMENTED = "supplemented"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    EXTENDED = "extended"
    RETURNED = "returned"
    REFUSED = "refused"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    VOID = "void"
    TRANSFERRED = "transferred"
    RESOLVED = "resolved"
    HANDED_OVER = "handed_over"


class Event(NamedTuple):
    """One thing that happened; facts beside type and time depend on the type."""

    type: EventType
    at: datetime
    reason: str = ""
    note: str = ""
    new_due_at: datetime | None = None
    to: str = ""
    kind: StopKind = StopKind.FINANCIAL_OBLIGATION


class Record(NamedTuple):
    """One dossier of another system. `number` empty: we number; `due_at` None: we compute."""

    source: str
    external_id: str
    number: str
    procedure: str
    received_by: str
    competent: str
    channel: Channel
    applicant: Applicant
    due_at: datetime | None
    events: tuple[Event, ...]
    subject: str = ""


FIELDS = frozenset(
    {
        "source",
        "external_id",
        "number",
        "procedure",
        "received_by",
        "competent",
        "channel",
        "applicant",
        "due_at",
        "subject",
        "events",
    }
)


def parse(told: Any) -> Record:
    """A record from one JSON value; all that is wrong with its shape is refused at once.

    Codes: `import.not_an_object`, `import.field_missing`, `import.not_text`, `import.text_forbidden`,
    `import.too_long`, `import.choice_unknown`, `import.time_unreadable`, `import.time_without_zone`,
    `import.events_missing`.
    """
    if not isinstance(told, dict):
        raise RefusalError(Refusal("import.not_an_object"))
    reader = _Reader(told)
    applicant = _Reader(reader.object("applicant"), "applicant.")
    record = Record(
        source=reader.text("source"),
        external_id=reader.text("external_id"),
        number=reader.text("number", required=False),
        procedure=reader.text("procedure"),
        received_by=reader.text("received_by"),
        competent=reader.text("competent"),
        channel=reader.choice("channel", Channel, Channel.COUNTER),
        applicant=Applicant(
            name=applicant.text("name"),
            id_number=applicant.text("id_number", required=False),
            phone=applicant.text("phone", required=False),
            email=applicant.text("email", required=False),
            address=applicant.text("address", required=False),
            unit=applicant.text("unit", required=False),
        ),
        due_at=reader.moment("due_at", required=False),
        events=tuple(_events(told.get("events"), reader)),
        subject=reader.text("subject", required=False),
    )
    wrong = [*reader.wrong, *applicant.wrong]
    if wrong:
        raise RefusalError(*wrong)
    return record


def _events(told: Any, outer: "_Reader") -> list[Event]:
    if not isinstance(told, list) or not told:
        outer.refuse("import.events_missing", "events")
        return []
    events = []
    for index, one in enumerate(told):
        reader = _Reader(one if isinstance(one, dict) else {}, f"events[{index}].")
        kind = reader.choice("type", EventType, EventType.RECEIVED)
        at = reader.moment("at")
        event = Event(
            type=kind,
            at=at or datetime.min,  # noqa: DTZ901 - never used: the reader has refused the record
            reason=reader.text("reason", required=False),
            note=reader.text("note", required=False),
            new_due_at=reader.moment("new_due_at", required=kind is EventType.EXTENDED),
            to=reader.text("to", required=kind is EventType.TRANSFERRED),
            kind=reader.choice("kind", StopKind, StopKind.FINANCIAL_OBLIGATION, required=False),
        )
        outer.wrong.extend(reader.wrong)
        events.append(event)
    return events


class _Reader:
    """Takes fields out of an object and gathers what is wrong with them, each under its path."""

    def __init__(self, told: Mapping[str, Any], path: str = "") -> None:
        self.told = told
        self.path = path
        self.wrong: list[Refusal] = []

    def refuse(self, code: str, name: str, **facts: Any) -> None:
        self.wrong.append(Refusal(code, {"name": self.path + name, **facts}, self.path + name))

    def object(self, name: str) -> Mapping[str, Any]:
        value = self.told.get(name)
        if not isinstance(value, dict):
            self.refuse("import.field_missing", name)
            return {"name": "?"}
        return value

    def text(self, name: str, *, required: bool = True) -> str:
        value = self.told.get(name)
        if value is None or value == "":
            if required:
                self.refuse("import.field_missing", name)
            return ""
        if not isinstance(value, str):
            self.refuse("import.not_text", name)
            return ""
        plain = is_plain(value)
        if not plain and has_forbidden(value):
            self.refuse("import.text_forbidden", name)
            return ""
        if len(value) > _LONGEST:
            self.refuse("import.too_long", name, most=_LONGEST)
            return ""
        text = value if plain else clean(value)
        if required and not text:
            self.refuse("import.field_missing", name)
        return text

    def choice(self, name: str, kinds: type[Kind], default: Kind, *, required: bool = True) -> Kind:
        value = self.text(name, required=required)
        if not value:
            return default
        try:
            return kinds(value)
        except ValueError:
            self.refuse("import.choice_unknown", name, value=value, known=", ".join(kinds))
            return default

    def moment(self, name: str, *, required: bool = True) -> datetime | None:
        value = self.text(name, required=required)
        if not value:
            return None
        try:
            moment = datetime.fromisoformat(value)
            return local(moment)
        except OverflowError:
            self.refuse("import.time_unreadable", name, value=value)
        except ValueError:
            zoneless = _is_zoneless(value)
            self.refuse(
                "import.time_without_zone" if zoneless else "import.time_unreadable", name, value=value
            )
        return None


def _is_zoneless(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is None
    except ValueError:
        return False
