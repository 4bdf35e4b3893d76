"""A table comes in: first a report of every row, then, by a second press, proposals of all changed rows.

Between the two the rows travel in the page, sealed, so nothing half-looked-at is kept on the server.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections import Counter

from django.contrib import messages as notices
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from haicap.kernel import clock, messages
from haicap.kernel.errors import RefusalError
from haicap.organisation.web.access import OfficialRequest
from haicap.procedures.services import exchange
from haicap.procedures.services.exchange import Outcome
from haicap.procedures.web import present
from haicap.procedures.web.access import administrator
from haicap.procedures.web.forms import CarryOutForm, UploadForm
from haicap.ui import tables
from haicap.ui.http import fragment

UNPROCESSABLE = 422
SEAL = "haicap.procedures.import"
HOURS = 2

Rows = list[list[str]]


@administrator
@require_http_methods(["GET", "POST"])
def upload(request: OfficialRequest) -> HttpResponse:
    """GET: the form. POST: the report of the file; nothing is stored."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = tables.read(form.cleaned_data["file"].read())
            return _report(
                request, rows, CarryOutForm(initial={"rows": _sealed(rows), "valid_from": clock.today()})
            )
        except RefusalError as refused:
            for each in refused.refusals:
                form.add_error("file", messages.words(each))
    return fragment(
        request, "procedures/upload.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200
    )


@administrator
@require_POST
def carry_out(request: OfficialRequest) -> HttpResponse:
    """Store the sealed rows as proposals; where one is refused, the report again and nothing stored."""
    form = CarryOutForm(request.POST)
    rows = _opened(request.POST.get("rows", ""))
    if rows is None:
        return redirect("procedures:upload")
    accepted = frozenset(int(text) for text in request.POST.getlist("accept") if text.isdecimal())
    if form.is_valid():
        try:
            stored = exchange.carry_out(
                actor=request.actor,
                rows=rows,
                accepted=accepted,
                valid_from=form.cleaned_data["valid_from"],
                source=form.cleaned_data["source"],
                day=clock.today(),
                at=clock.now(),
            )
        except RefusalError as refused:
            for each in refused.refusals:
                form.add_error(each.field if each.field in form.fields else None, messages.words(each))
        else:
            words = ngettext("Đã trình %(count)d thủ tục.", "Đã trình %(count)d thủ tục.", stored)
            notices.success(request, words % {"count": stored})
            return redirect("procedures:in_work")
    return _report(request, rows, form, accepted, status=UNPROCESSABLE)


def _report(
    request: OfficialRequest,
    rows: Rows,
    form: CarryOutForm,
    accepted: frozenset[int] = frozenset(),
    *,
    status: int = 200,
) -> HttpResponse:
    reports = exchange.plan(rows, day=clock.today(), accepted=accepted)
    counts = Counter(report.outcome for report in reports)
    context = {
        "form": form,
        "lines": [
            line for line in present.report_lines(reports) if line.report.outcome is not Outcome.UNCHANGED
        ],
        "total": len(reports),
        "unchanged": counts[Outcome.UNCHANGED],
        "changed": counts[Outcome.CHANGED] + counts[Outcome.NEW],
        "rejected": counts[Outcome.REJECTED],
        "mendable": any(report.proposal for report in reports),
        "accepted": accepted,
    }
    return fragment(request, "procedures/import_report.html", context, status=status)


def _sealed(rows: Rows) -> str:
    packed = b64encode(zlib.compress(json.dumps(rows, ensure_ascii=False).encode())).decode()
    return signing.TimestampSigner(salt=SEAL).sign(packed)


def _opened(text: str) -> Rows | None:
    """The sealed rows, or None where the seal is broken or old."""
    try:
        packed = signing.TimestampSigner(salt=SEAL).unsign(text, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    rows: Rows = json.loads(zlib.decompress(b64decode(packed)))
    return rows
