"""Words of causes of lateness, wherever one is chosen or counted."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.dossiers.contract import IN_WORDS, NOT_STATED, LateCause

CAUSE_WORDS: Final[Mapping[str, str | Promise]] = {
    LateCause.OTHER_BODY: _("Chờ cơ quan khác phối hợp, trả lời"),
    LateCause.SYSTEM: _("Hệ thống, đường truyền, thiết bị gián đoạn"),
    LateCause.STAFF: _("Thiếu người, quá tải, xử lý chậm"),
    LateCause.RULES: _("Quy định chưa rõ hoặc chồng chéo"),
    LateCause.DIFFICULT: _("Vụ việc phức tạp, phải xác minh thêm"),
    LateCause.OTHER: _("Nguyên nhân khác"),
    IN_WORDS: _("Có nêu lý do, chưa phân loại"),
    NOT_STATED: _("Chưa ghi lý do"),
}
