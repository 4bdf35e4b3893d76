"""The words of this package's refusals. English: locale/en."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "territory.unknown_unit": _("Không có đơn vị hành chính nào mang mã {unit} vào ngày {day:%d/%m/%Y}."),
    "territory.divided": _(
        "{name} (mã {unit}) đã được chia cho nhiều đơn vị; hãy chọn một trong các đơn vị: {candidates}."
    ),
    # what makes loading refuse the data files
    "territory.overlap": _("Dữ liệu địa bàn: {name} (mã {unit}) có hai trạng thái trùng ngày."),
    "territory.orphan": _("Dữ liệu địa bàn: {name} (mã {unit}) không luôn thuộc đúng một tỉnh."),
    "territory.dangling": _("Dữ liệu địa bàn: quan hệ {old} → {new} không khớp ngày hoặc không có đơn vị."),
    "territory.uncited": _("Dữ liệu địa bàn: thiếu văn bản {instrument} trong danh mục văn bản."),
    "territory.counts_differ": _(
        "Dữ liệu địa bàn: ngày {day:%d/%m/%Y} phải có {expected} đơn vị loại {kind}, nhưng có {found}."
    ),
    "territory.remainder": _(
        "Dữ liệu địa bàn: mã {unit} bị chia nhưng có {left} phần còn lại và {whole} phần toàn bộ."
    ),
    "territory.no_predecessor": _("Dữ liệu địa bàn: {name} (mã {unit}) không có đơn vị tiền thân."),
    "territory.no_successor": _("Dữ liệu địa bàn: {name} (mã {unit}) kết thúc mà không có đơn vị kế tục."),
    "territory.conflict": _(
        "Dữ liệu địa bàn: mã {unit} từ {valid_from:%d/%m/%Y} đã có trong cơ sở dữ liệu với nội dung khác."
    ),
}
