"""The index of service quality (Decision 766/QĐ-TTg) on screen: each number opens what won or lost the point."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpResponse
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haicap.desk.web.boards.page import month, months
from haicap.desk.web.office import filters
from haicap.desk.web.office.described import span
from haicap.dossiers.contract import QUALITY_LISTS, ListFilter, Period
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import PROVINCE_WIDE_ROLES, Actor, AgencyId, Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.procedures.contract import ProcedureCard
from haicap.reporting import api as reporting
from haicap.reporting.contract import Edition, FrozenIndex, GroupScore, ItemScore, Score
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard
from haicap.ui.http import fragment, refusal
from haicap.ui.sheets import download
from haicap.ui.templatetags.ui import bilingual

LEADERS = (Role.CHAIR, Role.CENTRE_DIRECTOR, Role.DIVISION_HEAD)
PROVINCE = tuple(PROVINCE_WIDE_ROLES)
READERS = (*LEADERS, Role.DEPARTMENT_HEAD, *PROVINCE)
ALL = 100  # per cent
LONGEST_ID = 12  # digits
PARTS = ("published", "complete", "incomplete")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose index is asked for: a commune, a body of the province, or (neither) the whole province."""

    unit: str = ""
    body: AgencyId | None = None

    @property
    def query(self) -> dict[str, str]:
        """What an address says of it."""
        if self.body is not None:
            return {"co-quan": str(self.body)}
        return {"don-vi": self.unit} if self.unit else {}


@dataclass(frozen=True, slots=True)
class Count:
    """A number with the address of exactly its rows (`ui.counting.Counted`)."""

    value: int
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the index with its numbers; `full` is the share that gives all points, None where it is all."""

    score: ItemScore
    weight: float | None
    full: float | None
    points: float | None = None
    share: float | None = None
    numerator: Count | None = None
    denominator: Count | None = None
    lost: Count | None = None

    @property
    def counted(self) -> tuple[int | None, int | None]:
        """What it is counted from."""
        return self.score.numerator, self.score.denominator


@dataclass(frozen=True, slots=True)
class Block:
    """One group of the index; points as they are read."""

    score: GroupScore
    points: str
    attainable: str
    weight: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Rank:
    """One row of the ranking; equal shares have equal ranks, who has none has no rank."""

    rank: int | None
    score: Score
    address: str
    groups: tuple[Block, ...]
    points: str
    attainable: str
    share: float | None


@official_required(*READERS)
@require_safe
def show(request: OfficialRequest) -> HttpResponse:
    """The index of the commune of `?don-vi=`, of the body of `?co-quan=`, else of one's own; month of `?thang=`."""
    try:
        period, whose = month(request), _whose(request)
        score = _score(request.actor, whose, period)
        edition = reporting.edition_of(period)
        frozen = reporting.frozen_index(actor=request.actor, body=_body_of(whose), period=period)
    except RefusalError as refused:
        return refusal(request, refused)
    context = {
        **_shared(request, period, frozen.edition if frozen else edition),
        **_told(score, frozen, whose, period),
        "whose": whose,
        "choices": _communes(request.actor) if request.actor.whole_province else (),
    }
    return fragment(request, "desk/office/index766.html", context)


@official_required(*PROVINCE)
@require_safe
def ranking(request: OfficialRequest) -> HttpResponse:
    """The province, its communes from the best reached share down, and its departments."""
    now = clock.now()
    try:
        period = month(request)
        edition = reporting.edition_of(period)
        total = reporting.index_of_province(actor=request.actor, period=period, now=now)
        communes = reporting.index_of_units(
            actor=request.actor, units=_communes(request.actor), period=period, now=now
        )
        departments = reporting.index_of_departments(actor=request.actor, period=period, now=now)
        own = territory.require_unit(request.actor.province_code, clock.today()).code
        frozen = reporting.frozen_index(actor=request.actor, body=_body_of(Whose(unit=own)), period=period)
    except RefusalError as refused:
        return refusal(request, refused)
    if frozen:
        edition = frozen.edition
        departments = tuple((each.body, each.score) for each in frozen.lines if each.body is not None)
        communes = tuple(each.score for each in frozen.lines[1:] if each.body is None)
    bodies = [(score, _address("office:index766", Whose(body=body), period)) for body, score in departments]
    units = [(score, _address("office:index766", Whose(unit=score.code), period)) for score in communes]
    context = {
        **_shared(request, period, edition),
        **_told(total, frozen, Whose(), period),
        "groups": edition.groups,
        "units": _ranked(units),
        "departments": _ranked(bodies),
    }
    return fragment(request, "desk/office/index766_province.html", context)


@official_required(*READERS)
@require_safe
def published(request: OfficialRequest) -> HttpResponse:
    """The procedures behind item 1.3: `?phan=` all, complete or incomplete ones; `?tep=csv` or `xlsx` as a file."""
    part = request.GET.get("phan", PARTS[0])
    try:
        if part not in PARTS:
            raise refuse("desk.filter_unreadable", field="phan", name="phan", value=part[:20])
        period, whose = month(request), _whose(request, at_home=False)
        rows, kind = _procedures(request.actor, whose, period, part), filters.wanted_file(request.GET)
    except RefusalError as refused:
        return refusal(request, refused)
    if kind:
        return download(_sheet(rows), kind, "thu-tuc")
    query = urlencode({**whose.query, "thang": f"{period.start:%Y-%m}", "phan": part})
    context = {"rows": rows, "part": part, "query": query, "span": span(period)}
    return fragment(request, "desk/office/index766_procedures.html", context)


def _shared(request: OfficialRequest, period: Period, edition: Edition) -> dict[str, object]:
    return {
        "period": period,
        "span": span(period),
        "months": months(),
        "edition": edition,
        "is_over": period.end < clock.today(),
        "whole": request.actor.whole_province,
    }


def _whose(request: OfficialRequest, *, at_home: bool = True) -> Whose:
    """What is asked for; nobody but the province's readers may ask for another than their own.

    Refuses `territory.unknown_unit`, `organisation.unknown_agency`, `desk.filter_unreadable`.
    """
    actor = request.actor
    if not actor.whole_province:
        own = organisation.agency(actor.committee_id)
        provincial = territory.require_unit(own.unit_code, clock.today()).is_province
        return Whose(body=own.id) if provincial else Whose(unit=own.unit_code)
    unit, body = request.GET.get("don-vi", ""), request.GET.get("co-quan", "")
    if body:
        if not body.isdecimal() or len(body) > LONGEST_ID:
            raise refuse("desk.filter_unreadable", field="co-quan", name="co-quan", value=body[:20])
        return Whose(body=organisation.agency(AgencyId(int(body))).id)
    if unit:
        return Whose(unit=territory.require_unit(unit, clock.today()).code)
    return Whose(unit=_communes(actor)[0].code) if at_home else Whose()


def _score(actor: Actor, whose: Whose, period: Period) -> Score:
    now = clock.now()
    if whose.body is not None:
        told = dict(reporting.index_of_departments(actor=actor, period=period, now=now))
        if whose.body not in told:
            raise refuse("desk.filter_unreadable", field="co-quan", name="co-quan", value=str(whose.body))
        return told[whose.body]
    unit = territory.require_unit(whose.unit, clock.today())
    (score,) = reporting.index_of_units(actor=actor, units=[unit], period=period, now=now)
    return score


def _body_of(whose: Whose) -> AgencyId:
    """Whoever reports for what is asked for."""
    if whose.body is not None:
        return whose.body
    unit = territory.require_unit(whose.unit, clock.today())
    return organisation.committee_of_unit(unit.unit_id).id


def _told(live: Score, frozen: FrozenIndex | None, whose: Whose, period: Period) -> dict[str, object]:
    """The index: the frozen one where there is one, and then what of the live one differs from it by now."""

    def rows_of(name: str) -> str:
        return _rows_of(name, whose, period)

    now = [_block(each, rows_of) for each in live.groups]
    if frozen is None:
        return {**_summary(live), "blocks": now, "frozen": None}
    total = frozen.total
    address = reverse("reporting_periodic_index", args=[frozen.report.id])

    def frozen_rows_of(name: str) -> str:
        return f"{address}?dong={total.line}&muc={name}"

    then = [_block(each, frozen_rows_of) for each in total.score.groups]
    current = {line.score.item.key: line for block in now for line in block.lines}
    pairs = [
        (line, current[line.score.item.key])
        for block in then
        for line in block.lines
        if line.score.item.key in current
    ]
    later = [(was, is_) for was, is_ in pairs if was.counted != is_.counted]
    return {**_summary(total.score), "blocks": then, "frozen": frozen, "later": later}


def _summary(score: Score) -> dict[str, object]:
    told = {"points": _read(score.points), "attainable": _read(score.attainable)}
    return {"score": score, "sum": told}


def _block(score: GroupScore, rows_of: Callable[[str], str]) -> Block:
    lines = tuple(_line(each, rows_of) for each in score.items)
    return Block(score, _read(score.points), _read(score.attainable), _read(score.group.points), lines)


def _line(score: ItemScore, rows_of: Callable[[str], str]) -> Line:
    item = score.item
    weight, full = (
        reporting.shown(item.points),
        reporting.shown(item.full_from) if item.full_from < ALL else None,
    )
    if score.numerator is None or score.denominator is None:
        return Line(score, weight, full)
    lost = score.denominator - score.numerator
    return Line(
        score,
        weight,
        full,
        reporting.shown(score.points),
        reporting.shown(score.share),
        Count(score.numerator, rows_of(item.numerator)),
        Count(score.denominator, rows_of(item.denominator)),
        Count(lost, rows_of(item.lost)) if item.lost else None,
    )


def _ranked(rows: Iterable[tuple[Score, str]]) -> list[Rank]:
    """Best reached share first."""
    told: list[Rank] = []
    for place, (score, address) in enumerate(sorted(rows, key=_best_first), 1):
        share = reporting.shown(score.share)
        same = told and told[-1].share == share
        rank = None if share is None else told[-1].rank if same else place
        groups = tuple(
            Block(each, _read(each.points), _read(each.attainable), _read(each.group.points))
            for each in score.groups
        )
        told.append(Rank(rank, score, address, groups, _read(score.points), _read(score.attainable), share))
    return told


def _read(value: Fraction) -> str:
    """Points as people read them: two decimals at most."""
    return floatformat(reporting.shown(value), -2)


def _rows_of(name: str, whose: Whose, period: Period) -> str:
    """The address of the list of a count: dossiers, or procedures."""
    if name not in QUALITY_LISTS:
        return _address("office:index766_procedures", whose, period) + f"&phan={name}"
    unit = whose.unit if whose.body is None else organisation.agency(whose.body).unit_code
    asked = ListFilter(unit=unit, quality=name, period=period, body=whose.body)
    return f"{reverse('office:dossiers')}?{filters.address(asked)}"


def _address(name: str, whose: Whose, period: Period) -> str:
    return f"{reverse(name)}?{urlencode({**whose.query, 'thang': f'{period.start:%Y-%m}'})}"


def _procedures(actor: Actor, whose: Whose, period: Period, part: str) -> list[tuple[ProcedureCard, bool]]:
    day = min(period.end, clock.today())
    rows = reporting.procedures_of(actor=actor, unit=whose.unit, body=whose.body, day=day)
    return [(card, done) for card, done in rows if part == "published" or done == (part == "complete")]


def _sheet(rows: Iterable[tuple[ProcedureCard, bool]]) -> Iterator[list[str]]:
    """Procedures as a table of text, headings first."""
    yield [_("Mã"), _("Tên"), _("Đủ nội dung")]
    for card, done in rows:
        yield [card.code, bilingual(card, "name"), _("đủ") if done else _("chưa đủ")]


def _best_first(row: tuple[Score, str]) -> tuple[float, str]:
    share = row[0].share
    return (-float(-1 if share is None else share), row[0].code)


def _communes(actor: Actor) -> tuple[UnitCard, ...]:
    return territory.communes_of(actor.province_code, clock.today())
