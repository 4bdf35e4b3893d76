"""How the province's papers name units that changed: what holds for each kind of paper, and a new choice."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from haicap.documents import api as documents
from haicap.documents.contract import NamedPaper
from haicap.kernel import clock
from haicap.organisation.contract import Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.territory.contract import Naming
from haicap.ui.http import fragment
from haicap.ui.screens import tried

PAPERS: dict[NamedPaper, str | Promise] = {
    NamedPaper.RECEIPT: _("Giấy tiếp nhận hồ sơ"),
    NamedPaper.CONTROL_SLIP: _("Phiếu kiểm soát"),
    NamedPaper.LOG_BOOK: _("Sổ theo dõi hồ sơ"),
    NamedPaper.RESULT: _("Kết quả giải quyết"),
    NamedPaper.TRACKING: _("Trang tra cứu của công dân"),
    NamedPaper.LISTS: _("Danh sách và trang hồ sơ"),
}
WAYS: dict[Naming, str | Promise] = {
    Naming.EVENT: _("Tên tại ngày phát sinh"),
    Naming.BOTH: _("Tên tại ngày phát sinh, kèm tên hiện nay nếu đã đổi"),
    Naming.CURRENT: _("Tên hiện nay"),
}


class NamingForm(forms.Form):
    """One choice."""

    paper = forms.ChoiceField(
        label=_("Loại giấy tờ"), choices=[(p.value, words) for p, words in PAPERS.items()]
    )
    naming = forms.ChoiceField(
        label=_("Cách ghi tên"), choices=[(n.value, words) for n, words in WAYS.items()]
    )
    since = forms.DateField(
        label=_("Áp dụng từ ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ground = forms.CharField(label=_("Căn cứ (số văn bản)"), max_length=300)


@require_http_methods(["GET", "POST"])
@official_required(Role.BUSINESS_ADMIN)
def naming_page(request: OfficialRequest) -> HttpResponse:
    """GET: what holds today. POST: a choice from a day on."""
    form = NamingForm(request.POST or None, initial={"since": clock.today()})
    if request.method == "POST" and tried(form, lambda: _choose(request, form)):
        messages.success(request, __("Đã lưu."))
        return redirect("reorganisation_naming")
    rules = documents.naming_rules(request.actor.province_code, clock.today())
    rows = [(PAPERS[paper], WAYS[rule.naming], rule) for paper, rule in rules.items()]
    context = {"form": form, "rows": rows}
    return fragment(request, "reorganisation/naming.html", context, status=422 if form.errors else 200)


def _choose(request: OfficialRequest, form: NamingForm) -> object:
    data = form.cleaned_data
    return documents.choose_naming(
        actor=request.actor,
        paper=NamedPaper(data["paper"]),
        naming=Naming(data["naming"]),
        since=data["since"],
        ground=data["ground"],
        at=clock.now(),
    )
