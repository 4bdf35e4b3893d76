"""The first page: find a procedure, follow a dossier; in a demo also the sign-ins and how far it is filled."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from haicap.organisation import api as organisation
from haicap.platform import progress
from haicap.portal.web.forms import TrackingForm
from haicap.procedures import api as procedures
from haicap.ui.http import fragment

DEMO_FILLING = "demo"  # the name under which the filling of the demo reports

# what people come for most, in their own words; the search knows them
EVERYDAY = (
    _("giấy khai sinh"),
    _("đăng ký kết hôn"),
    _("xác nhận tình trạng hôn nhân"),
    _("chứng thực bản sao"),
    _("sổ đỏ"),
    _("hộ kinh doanh"),
    _("trợ cấp xã hội"),
    _("khai tử"),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Without a sign-in, without a script."""
    context = {
        "everyday": EVERYDAY,
        "fields": procedures.all_fields(),
        "form": TrackingForm(),
        "sign_ins": organisation.demo_sign_ins() if settings.DEMO else (),
        "filling": progress.of(DEMO_FILLING) if settings.DEMO else None,
    }
    return fragment(request, "portal/home.html", context)
