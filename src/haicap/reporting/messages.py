"""Why something about a report is refused, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    "reporting.unknown_report": _("Không có báo cáo này."),
}
