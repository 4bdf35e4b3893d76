"""The worklist: what lies on one's own desk, by lawful due moment, overdue first; and any list of dossiers.

The address holds the whole state of a list: saving it saves the list, going back finds the same place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import quote

from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from haicap.desk.web.office import filters
from haicap.desk.web.office.described import described
from haicap.desk.web.office.maps import BEFORE_REFORM, MAP, map_day, on_map
from haicap.desk.web.office.rows import BEFORE_ROWS, PAGE, rows_of, table
from haicap.desk.web.office.words import Words
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import OPEN, ListFilter, Order, Status
from haicap.kernel import clock
from haicap.kernel.clock import local_day
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation.contract import NO_CONTENT_ROLES, Actor, Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.procedures import api as procedures
from haicap.ui.http import fragment, refusal
from haicap.ui.sheets import XLSX_ROWS, Sheet, announced, streamed
from haicap.ui.templatetags.ui import moment

WORKERS = (
    Role.SPECIALIST,
    Role.DIVISION_HEAD,
    Role.CLERK,
    Role.CHAIR,
    Role.DEPARTMENT_OFFICER,
    Role.DEPARTMENT_HEAD,
)
READERS = tuple(role for role in Role if role not in NO_CONTENT_ROLES)
FILE = "ho-so"  # what files of rows are called
COUNTED = 1000  # as many finds of a search are counted
_AT_WORK = frozenset({Status.RECEIVED, Status.IN_PROCESS})
_MINE = "mine"  # beside the queries of the tabs


@dataclass(frozen=True, slots=True)
class Tab:
    """A ready-made narrowing of the worklist with its count."""

    label: Words
    query: str
    count: int
    current: bool


def asked(actor: Actor, query: QueryDict) -> ListFilter:
    """The worklist of `actor` as an address narrows it."""
    return filters.read(query, _own(actor))


def _own(actor: Actor) -> ListFilter:
    return ListFilter(desk=True, step_roles=dossiers.step_roles_of(actor.roles), statuses=_AT_WORK)


def _narrowings(actor: Actor, as_of: datetime | None) -> Mapping[str, tuple[Words, ListFilter]]:
    own, today = replace(_own(actor), as_of=as_of), local_day(as_of) if as_of else clock.today()
    made: dict[str, tuple[Words, ListFilter]] = {
        "": (_("Cần làm"), own),
        "qua-han=1": (_("Quá hạn"), replace(own, overdue=True)),
        f"qua-han=0&han={today if as_of else 'hom-nay'}": (
            _("Đến hạn hôm nay"),
            replace(own, overdue=False, due_on=today),
        ),
        "cua-toi=1": (_("Tôi đang giữ"), replace(own, mine=True)),
        "trang-thai=awaiting_applicant": (
            _("Chờ công dân"),
            replace(own, statuses=frozenset({Status.AWAITING_APPLICANT})),
        ),
    }
    if actor.holds(Role.DIVISION_HEAD, Role.DEPARTMENT_HEAD):
        whole = frozenset({"specialist", "division_head"})
        made["buoc=specialist&buoc=division_head"] = (_("Cả phòng"), replace(own, step_roles=whole))
    return made


@official_required(*WORKERS)
@require_safe
def show(request: OfficialRequest) -> HttpResponseBase:
    """The worklist; `?tep=csv` or `xlsx` gives the same rows as a file."""
    try:
        mine = asked(request.actor, request.GET)
        if kind := filters.wanted_file(request.GET):
            return _file(request, mine, _("Việc cần làm"), described(mine), kind)
        tabs, total = _tabs(request.actor, mine)
        more = {"tabs": tabs, "own": not mine.as_of, "title": _("Việc cần làm")}
        return _list(request, mine, {**more, "described": described(ListFilter(as_of=mine.as_of))}, total)
    except RefusalError as refused:
        return refusal(request, refused)


@official_required(*READERS)
@require_safe
def every(request: OfficialRequest) -> HttpResponseBase:
    """Any list: the filter of the address over all dossiers of the actor's scope; every figure opens here."""
    try:
        asked, read_on = _found(request.GET), map_day(request.GET)
        filter_, unit = on_map(request.actor, asked, read_on) if asked.unit and read_on else (asked, None)
        more: dict[str, object] = {"title": _("Danh sách hồ sơ"), "by_unit": asked.unit}
        if unit is None:
            told = described(filter_)
        else:
            told = [unit.unit.name, *described(replace(filter_, recorded=frozenset()))]
            more |= {"read_on": read_on, "divided": unit.divided}
        if kind := filters.wanted_file(request.GET):
            return _file(request, filter_, _("Danh sách hồ sơ"), told, kind)
        return _list(request, filter_, {**more, "described": told})
    except RefusalError as refused:
        return refusal(request, refused)


def _found(query: QueryDict) -> ListFilter:
    """The filter of any list. Where the address names no order, what is to be done comes by its due moment; what is
    looked up, finished ones among it, newest first.
    """
    asked = filters.read(query)
    if query.get(filters.NAMES["order"]):
        return asked
    due = asked.overdue is not None or asked.due_on or asked.due_from or asked.due_until
    to_do = due or (asked.statuses and asked.statuses <= OPEN)
    return asked if to_do and not asked.text else replace(asked, order=Order.NEWEST)


def _list(
    request: OfficialRequest, narrowed: ListFilter, more: Mapping[str, object], total: int | None = None
) -> HttpResponse:
    now, after = clock.now(), request.GET.get("sau", "")
    page = dossiers.listing(actor=request.actor, filter=narrowed, now=now, after=after, size=PAGE)
    whole = not after and not page.after
    if total is None:
        total = len(page.rows) if whole else _total(request.actor, narrowed, now)
    context = {
        "rows": rows_of(page.rows),
        "after": page.after,
        "total": min(total, COUNTED) if narrowed.text else total,
        "beyond": narrowed.text and total > COUNTED,
        "asked": narrowed,
        "fields": tuple(procedures.all_fields()),
        "kept": [
            (key, value)
            for key, values in request.GET.lists()
            if key not in {"q", "linh-vuc", "luc", "sau", MAP}
            for value in values
        ],
        "back": quote(request.get_full_path(), safe=""),
        "by_unit": "",
        "read_on": None,
        "divided": (),
        "before_reform": BEFORE_REFORM,
        "as_of": dossiers.written_instant(narrowed.as_of) if narrowed.as_of else "",
        "yesterday": clock.today() - timedelta(days=1),
        **more,
    }
    return fragment(request, "desk/office/list.html", context)


def _file(
    request: OfficialRequest, narrowed: ListFilter, title: Words, told: list[str], kind: Sheet
) -> HttpResponseBase:
    """All rows as a file whose first line says what they are; refuses `desk.too_many_rows` of a spreadsheet, and
    what `streamed` does.
    """
    if request.method == "HEAD":  # servers do not close what they do not send
        return announced(kind, FILE)
    actor, now = request.actor, clock.now()
    if kind is Sheet.XLSX:
        most = XLSX_ROWS - BEFORE_ROWS
        if dossiers.count(actor=actor, filter=narrowed, now=now, most=most + 1) > most:
            raise refuse("desk.too_many_rows", most=most)
    about = [str(title), *told, gettext("xuất lúc %(at)s") % {"at": moment(now)}]
    rows = table(actor, narrowed, " · ".join(about))
    return streamed(rows, kind, FILE, whose=f"person {actor.person_id}", headings=BEFORE_ROWS)


def _total(actor: Actor, narrowed: ListFilter, now: datetime) -> int:
    """All rows, so that a figure equals its list; of the finds of a search one more than is counted at most."""
    most = COUNTED + 1 if narrowed.text else None
    return dossiers.count(actor=actor, filter=narrowed, now=now, most=most)


def _tabs(actor: Actor, mine: ListFilter) -> tuple[list[Tab], int | None]:
    """The tabs and the rows of `mine`, counted in one query; None where words narrow it."""
    narrowings = _narrowings(actor, mine.as_of)
    parts = {query: narrowed for query, (_label, narrowed) in narrowings.items()}
    asked = parts if mine.text else {**parts, _MINE: mine}
    counts = dossiers.counts(actor=actor, parts=asked, now=clock.now())
    plain = replace(mine, text="", field="")
    instant = f"&luc={quote(dossiers.written_instant(mine.as_of))}" if mine.as_of else ""
    tabs = [
        Tab(label, query + instant, counts[query], current=narrowed == plain)
        for query, (label, narrowed) in narrowings.items()
    ]
    return tabs, counts.get(_MINE)
