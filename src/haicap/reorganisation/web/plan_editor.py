"""The plan editor: rows old unit → new unit typed or loaded, every fault beside its row, the preview as one types.

Nothing is kept until the plan is proposed; all that was typed comes back with every answer.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haicap.kernel import clock
from haicap.kernel.errors import Refusal, RefusalError, refuse, require
from haicap.organisation import api as organisation
from haicap.organisation.contract import Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reorganisation import api as reorganisation
from haicap.reorganisation.contract import Plan, Preview
from haicap.reorganisation.domain import hamlet_sheet, plan_grid, policies
from haicap.reorganisation.domain.plan_grid import Grid
from haicap.reorganisation.domain.sheet_rows import HEADER_ROWS
from haicap.reorganisation.quantities import quantity
from haicap.reorganisation.selectors.balance import Balance, balance
from haicap.reorganisation.web.plan_words import COLUMN_WORDS, sentence
from haicap.territory.api import MUTATION_WORDS, QUANTIFIER_WORDS
from haicap.ui import tables
from haicap.ui.http import fragment, refusal

FRESH_ROWS = 3
PLANNERS = (Role.BUSINESS_ADMIN, Role.PROVINCIAL_LEADER)
_JSON = (b"{", b"\xef\xbb\xbf{")


@dataclass(frozen=True, slots=True)
class Looked:
    """A grid looked at: what it would do, or why it cannot be read."""

    grid: Grid
    shown: Preview | None = None
    faults: tuple[Refusal, ...] = field(default=())

    @property
    def findings(self) -> tuple[Refusal, ...]:
        """All that is to be mended."""
        return self.shown.findings if self.shown else self.faults


@require_http_methods(["GET", "POST"])
@official_required(*PLANNERS)
def edit(request: OfficialRequest) -> HttpResponse:
    """GET: an empty plan, or that of the register's resolution `?van-ban=`. POST: more rows, preview, propose."""
    try:
        require(policies.may_propose(request.actor, organisation.agency(request.actor.agency_id)))
    except RefusalError as refused:
        return refusal(request, refused)
    if request.method != "POST":
        return _begin(request)
    grid = _posted(request)
    step = request.POST.get("step", "look")
    if step == "rows":
        return _page(request, Looked(plan_grid.with_empty_rows(grid, FRESH_ROWS)))
    looked = look(grid)
    if step == "propose" and looked.shown is not None and not looked.findings:
        return _propose(request, looked, looked.shown.plan)
    return _page(request, looked)


@require_POST
@official_required(*PLANNERS)
def preview(request: OfficialRequest) -> HttpResponse:
    """The preview alone, for htmx while one types."""
    return fragment(request, "reorganisation/_preview.html", _shown(look(_posted(request))))


@require_POST
@official_required(*PLANNERS)
def upload(request: OfficialRequest) -> HttpResponse:
    """A file (JSON, CSV, XLSX) into the rows of the editor, with its faults beside them; nothing is kept."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise refuse("reorganisation.missing", field="file", what=_("tệp"))
        return _page(request, look(_of_file(file.read())))
    except RefusalError as refused:
        return _page(request, Looked(_posted(request), faults=refused.refusals))


def look(grid: Grid) -> Looked:
    """Read and examine what is typed."""
    try:
        plan = reorganisation.read_document(hamlet_sheet.read(grid.tables()))
        return Looked(grid, reorganisation.preview(plan))
    except RefusalError as refused:
        return Looked(grid, faults=refused.refusals)


def _begin(request: OfficialRequest) -> HttpResponse:
    number = request.GET.get("van-ban", "").strip()
    empty = plan_grid.with_empty_rows(plan_grid.of_posted({}, 0), FRESH_ROWS)
    if not number:
        return _page(request, Looked(empty), status=200)
    try:
        document = reorganisation.write_document(reorganisation.of_register([number]))
    except RefusalError as refused:
        return _page(request, Looked(empty, faults=refused.refusals))
    return _page(request, Looked(plan_grid.of_document(document)), status=200)


def _of_file(data: bytes) -> Grid:
    if data.lstrip().startswith(_JSON):
        return plan_grid.of_document(reorganisation.write_document(reorganisation.read_file(data)))
    return plan_grid.of_tables(tables.read_book(data))


def _posted(request: OfficialRequest) -> Grid:
    count = request.POST.get("rows", "0")
    return plan_grid.of_posted(request.POST.dict(), int(count) if count.isdecimal() and len(count) < 5 else 0)  # noqa: PLR2004 - digits


def _propose(request: OfficialRequest, looked: Looked, plan: Plan) -> HttpResponse:
    try:
        document = reorganisation.write_document(plan)
        card = reorganisation.propose(actor=request.actor, document=document, at=clock.now())
    except RefusalError as refused:
        return _page(request, Looked(looked.grid, looked.shown, refused.refusals), reasons=refused.refusals)
    notices.success(request, _("Đã lập phương án. Người thứ hai phải phê duyệt."))
    return redirect("reorganisation_plan", card.id)


def _page(
    request: OfficialRequest,
    looked: Looked,
    *,
    reasons: tuple[Refusal, ...] = (),
    status: int | None = None,
) -> HttpResponse:
    beside, whole = looked.grid.faults_of(looked.findings)
    rows = [
        (number, number + HEADER_ROWS + 1, row.cells, [sentence(each) for each in faults])
        for number, (row, faults) in enumerate(zip(looked.grid.rows, beside, strict=True))
    ]
    context = {
        "about": [(name, COLUMN_WORDS[name], value) for name, value in looked.grid.about.items()],
        "rows": rows,
        "hamlets": looked.grid.hamlets,
        "hamlet_faults": [sentence(each) for each in whole if (each.field or "").startswith("hamlets")],
        "hamlet_columns": ", ".join(hamlet_sheet.CELLS),
        "words": COLUMN_WORDS,
        "kinds": MUTATION_WORDS.items(),
        "quantifiers": QUANTIFIER_WORDS.items(),
        "reasons": [sentence(each) for each in (*whole, *reasons)],
        **_shown(looked),
    }
    wrong = bool(looked.findings or reasons)
    return fragment(
        request, "reorganisation/plan_edit.html", context, status=status or (422 if wrong else 200)
    )


def _shown(looked: Looked) -> dict[str, Any]:
    shown = looked.shown
    return {
        "title": _("Xem trước"),
        "shown": shown,
        "fault_count": len(looked.findings),
        "faults": [sentence(each) for each in looked.findings],
        "lines": lines(balance(shown)) if shown and not shown.findings else (),
        "ends": [(one, holdings(one.holds)) for one in shown.ends] if shown else (),
    }


def lines(balances: tuple[Balance, ...]) -> list[tuple[str, Balance]]:
    """Each line with its word."""
    return [(quantity(one.name), one) for one in balances]


def holdings(holds: Any) -> list[tuple[str, int]]:
    """What a unit holds, in words, without what it has none of."""
    return [(quantity(name), count) for name, count in holds.items() if count]
