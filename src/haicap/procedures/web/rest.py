"""The catalogue over the API: public, read-only, cursor pagination."""

from dataclasses import replace
from datetime import date

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, refuse
from haicap.procedures.contract import Level, ProcedureCard
from haicap.procedures.selectors import catalogue
from haicap.procedures.selectors.versions import version_on

router = Router(tags=["procedures"])
MOST = 100


class LimitOut(Schema):
    """A published limit."""

    amount: int
    unit: str


class VariantOut(Schema):
    """A limit with the case it applies to; `limit` is null where none is published."""

    key: str
    limit: LimitOut | None
    condition: str
    certainty: str


class ComponentOut(Schema):
    """A paper of the dossier."""

    key: str
    name: str
    name_en: str
    kind: str
    quantity: int
    mandatory: bool
    certainty: str


class StepOut(Schema):
    """An internal step."""

    order: int
    name: str
    name_en: str
    role: str
    share_percent: int


class ProcedureLine(Schema):
    """One line of the list."""

    code: str
    name: str
    name_en: str
    field: str
    field_key: str
    levels: list[str]
    certainty: str


class ProcedureOut(ProcedureLine):
    """One procedure as in force on a day."""

    id: int
    version: int
    source: str
    valid_from: date
    valid_to: date | None
    variants: list[VariantOut]
    on_supplement: str
    fee_vnd: int | None
    fee_rule: str
    fee_note: str
    components: list[ComponentOut]
    result_name: str
    result_name_en: str
    steps: list[StepOut]
    note: str


class ProcedureList(Schema):
    """A page; `next` is the cursor of the following one, null on the last."""

    items: list[ProcedureLine]
    next: str | None


class Asked(Schema):
    """What is asked of the list."""

    q: str = Field("", max_length=200, description="Name, code or everyday words, accents or not")
    level: Level | None = None
    field: str = Field("", max_length=200, description="Key of a field")
    on: date | None = Field(None, description="Day in force; today where left out")
    cursor: str = Field("", max_length=20, description="`next` of the page before")
    limit: int = Field(25, ge=1, le=MOST)


@router.get("/procedures", response=ProcedureList, operation_id="listProcedures", summary="Find procedures")
def find(request: HttpRequest, asked: Query[Asked]) -> ProcedureList:
    """Procedures in force on a day, best match first; all by code where nothing is asked."""
    levels = [asked.level] if asked.level else None
    cards = catalogue.in_force(asked.q, day=asked.on or clock.today(), levels=levels, field=asked.field)
    start = _after(cards, asked.cursor)
    page = cards[start : start + asked.limit]
    more = start + asked.limit < len(cards)
    return ProcedureList(items=[_line(card) for card in page], next=page[-1].code if more else None)


@router.get(
    "/procedures/{code}",
    response=ProcedureOut,
    operation_id="getProcedure",
    summary="One procedure, complete",
)
def show(request: HttpRequest, code: str, on: date | None = None) -> ProcedureCard:
    """The version in force on the day `on` (today where left out); 404 unknown, 409 none in force that day."""
    try:
        return version_on(code, on or clock.today())
    except RefusalError as refused:
        # here the code is the address, not an input to be mended
        raise RefusalError(*(replace(each, field=None) for each in refused.refusals)) from refused


def _after(cards: list[ProcedureCard], cursor: str) -> int:
    """Where the page after the procedure `cursor` starts; a cursor of another list is refused."""
    if not cursor:
        return 0
    places = {card.code: place for place, card in enumerate(cards, start=1)}
    if cursor not in places:
        raise refuse("procedures.cursor_strange", field="cursor", cursor=cursor)
    return places[cursor]


def _line(card: ProcedureCard) -> ProcedureLine:
    return ProcedureLine(
        code=card.code,
        name=card.name,
        name_en=card.name_en,
        field=card.field,
        field_key=card.field_key,
        levels=sorted(card.levels),
        certainty=card.certainty,
    )
