"""The dossier's number: `<agency code>-YYMMDD-NNNN` (the shape in use), dense per receiving agency and local day."""

from datetime import date

_DIGITS = 4


def prefix(agency_code: str, day: date) -> str:
    """All of the number but its last part, e.g. `H36.25000-260105-`."""
    return f"{agency_code}-{day:%y%m%d}-"


def number(agency_code: str, day: date, sequence: int) -> str:
    """The whole number. The 10,000th of a day gets a fifth digit: it never wraps and stays unique."""
    return f"{prefix(agency_code, day)}{sequence:0{_DIGITS}d}"
