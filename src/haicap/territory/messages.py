"""The words of this package's refusals. English: locale/en."""

from django.utils.translation import gettext_lazy as _

from haicap.territory.domain.addresses import reasons

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
    # what makes a file of boundaries unfit; the row is the refusal's field
    "territory.boundaries_unreadable": _("Tệp không phải một FeatureCollection của GeoJSON."),
    "territory.boundaries_too_large": _(
        "Tệp quá lớn: nhiều nhất {megabytes} MB, {units} đơn vị và {positions} điểm."
    ),
    "territory.boundaries_no_source": _("Chưa ghi nguồn của ranh giới."),
    "territory.boundary_without_code": _("Đối tượng không có properties.code hoặc không có geometry."),
    "territory.boundary_twice": _("Mã {unit} có hai lần trong tệp."),
    "territory.boundary_not_an_area": _(
        "Ranh giới của mã {unit} không phải Polygon hay MultiPolygon đọc được."
    ),
    "territory.boundary_open": _("Ranh giới của mã {unit} có vòng không khép kín hoặc ít hơn ba đỉnh."),
    "territory.boundary_elsewhere": _(
        "Ranh giới của mã {unit} có điểm ({position}) ngoài Việt Nam; toạ độ phải là kinh độ, vĩ độ WGS 84."
    ),
    # what makes a plan unfit to be enacted; the place in the plan is the refusal's field
    "territory.plan_empty": _("Phương án không có thay đổi nào."),
    "territory.plan_kind": _("Loại thay đổi {kind} không khớp với các đơn vị kết thúc và bắt đầu."),
    "territory.plan_instrument": _("Văn bản thiếu hoặc sai mục {column}."),
    "territory.plan_instrument_differs": _(
        "Văn bản {instrument} đã có trong danh mục với cơ quan ban hành hoặc ngày ban hành khác."
    ),
    "territory.plan_decided_late": _(
        "Ngày ban hành {decided_on:%d/%m/%Y} sau ngày hiệu lực {effective_on:%d/%m/%Y}."
    ),
    "territory.plan_clause_twice": _("Khoản “{clause}” của {instrument} có hai lần trong phương án."),
    "territory.plan_enacted": _("Khoản “{clause}” của {instrument} đã được thực hiện trên địa bàn."),
    "territory.plan_unit_twice": _("Mã {unit} có hai lần trong phương án."),
    "territory.plan_unit_unknown": _("Chưa từng có đơn vị nào mang mã {unit}."),
    "territory.plan_not_in_force": _("Không có đơn vị nào mang mã {unit} vào ngày trước {day:%d/%m/%Y}."),
    "territory.plan_later_states": _(
        "{name} (mã {unit}) đã có thay đổi khác từ {day:%d/%m/%Y}, không thể thay đổi trước ngày đó."
    ),
    "territory.plan_code_in_use": _("Mã {unit} đang được {name} sử dụng."),
    "territory.plan_code_malformed": _("Mã “{unit}” không đúng số chữ số của loại đơn vị."),
    "territory.plan_name": _("Tên “{name}” (mã {unit}) không ghi đúng loại đơn vị hoặc có ký tự thừa."),
    "territory.plan_no_province": _(
        "{name} (mã {unit}) không thuộc tỉnh, thành phố nào đang có (mã {province})."
    ),
    "territory.plan_left_behind": _(
        "{name} (mã {unit}) còn lại trong tỉnh mã {province} đã kết thúc mà chưa được chuyển đi đâu."
    ),
    "territory.plan_edge_twice": _("Quan hệ {old} → {new} có hai lần."),
    "territory.plan_edge_from_nowhere": _(
        "Quan hệ {old} → {new}: đơn vị mã {old} không kết thúc trong phương án."
    ),
    "territory.plan_edge_to_nowhere": _(
        "Quan hệ {old} → {new}: đơn vị mã {new} không bắt đầu trong phương án."
    ),
    "territory.plan_quantifier": _("Quan hệ {old} → {new}: không có mức “{quantifier}”."),
    "territory.plan_primary": _(
        "Quan hệ {old} → {new}: đơn vị kế thừa mã phải được đánh dấu kế tục chính, và chỉ đơn vị đó."
    ),
    "territory.plan_whole_and_part": _(
        "Đơn vị mã {unit} vừa được nhập toàn bộ ({whole} lần) vừa được chia cho đơn vị khác."
    ),
    "territory.plan_remainder": _("Đơn vị mã {unit} bị chia phải có đúng một phần còn lại, nhưng có {left}."),
    "territory.plan_share_range": _("Tỷ lệ của đơn vị mã {unit} phải từ 0 đến 1."),
    "territory.plan_share_source": _("Tỷ lệ của đơn vị mã {unit} thiếu nguồn số liệu."),
    "territory.plan_share_contradicts": _(
        "Tỷ lệ của đơn vị mã {unit} trái với mức “{quantifier}”: phần này không có diện tích hoặc không có dân."
    ),
    "territory.plan_share_sum": _("Các tỷ lệ của đơn vị mã {unit} cộng lại bằng {total}, không bằng 1."),
    "territory.plan_circular": _("Các đơn vị nhập vòng tròn vào nhau: {units}."),
    "territory.plan_no_successor": _("{name} (mã {unit}) kết thúc mà không có đơn vị kế tục."),
    "territory.plan_no_predecessor": _("{name} (mã {unit}) bắt đầu mà không có đơn vị tiền thân."),
    # what makes an annulment refused
    "territory.annul_unknown": _("Văn bản {instrument} không có thay đổi nào còn hiệu lực trên địa bàn."),
    "territory.annul_several_days": _(
        "Các thay đổi của {instrument} có hiệu lực vào nhiều ngày; hãy nêu các khoản của một ngày."
    ),
    "territory.annul_built_upon": _(
        "Không thể hủy {instrument}: thay đổi khác đã dựa trên {name} (mã {unit}) hoặc đã dùng mã, tỉnh của đơn vị đó."
    ),
    # figures, other systems' codes, lists
    "territory.observation_value": _(
        "Số liệu {value} không hợp lệ: không được âm, số người và số hộ phải là số nguyên."
    ),
    "territory.hamlet_not_one": _(
        "Ngày {day}, đơn vị mã {commune} không có, hoặc có nhiều thôn, tổ dân phố tên “{name}”."
    ),
    "territory.observation_source": _("Số liệu phải ghi nguồn."),
    "territory.observation_differs": _("Nguồn này đã cho “{unit}” số liệu khác trong ngày đó: {value}."),
    "territory.alias_empty": _("Mã của hệ thống khác thiếu mục {column}."),
    "territory.alias_days": _("Mã của hệ thống khác kết thúc trước khi bắt đầu."),
    "territory.alias_taken": _("Hệ thống {system} đã dùng mã {alias} cho đơn vị khác trong thời gian đó."),
    "territory.cell_unreadable": _("Không đọc được ô “{cell}”."),
    # addresses: the refusal, and why a unit is offered
    "territory.address_too_long": _("Địa chỉ dài {length} ký tự; không được dài quá {longest} ký tự."),
    **{code: _(sentence) for code, sentence in reasons.SENTENCES.items()},
    # hamlets
    "territory.hamlets_none": _("Chưa chọn thôn, tổ dân phố nào."),
    "territory.hamlets_few": _("Phải có ít nhất hai thôn, tổ dân phố."),
    "territory.hamlets_apart": _("Các thôn, tổ dân phố đã chọn không thuộc cùng một đơn vị cấp xã."),
    "territory.hamlet_unknown": _("Không có thôn, tổ dân phố số {hamlet} đang tồn tại."),
    "territory.hamlet_later_states": _(
        "{name} đã có thay đổi từ {day:%d/%m/%Y}, không thể thay đổi trước ngày đó."
    ),
    "territory.hamlet_waiting": _(
        "{name} thuộc {commune} đã bị chia; trước hết phải quyết định thôn thuộc đơn vị nào."
    ),
    "territory.hamlet_uncounted": _(
        "{name}: chưa biết “{what}” của cả thôn nên chưa chia được; hãy ghi số liệu của thôn trước."
    ),
    "territory.hamlet_part_unsaid": _("{name}: chưa ghi “{what}” của {parts}."),
    "territory.hamlet_parts_sum": _(
        "{name}: “{what}” của các phần cộng lại là {total}, của cả thôn là {whole}."
    ),
    "territory.hamlet_name": _("Thôn, tổ dân phố phải có tên."),
    "territory.hamlet_name_taken": _("{commune} đã có {name}."),
    "territory.hamlet_officer": _("Phải ghi người chịu trách nhiệm về thay đổi."),
    "territory.hamlet_reason": _("Phải ghi lý do của quyết định."),
    "territory.hamlet_there": _("{name} đã thuộc {commune}."),
    "territory.hamlet_not_divided": _("{name} không thuộc đơn vị bị chia vào ngày {day:%d/%m/%Y}."),
    "territory.not_a_successor": _(
        "{name} không nhận dân của đơn vị bị chia; chỉ có thể chọn: {candidates}."
    ),
    "territory.hamlet_kind": _("“{cell}” không cho biết là thôn hay tổ dân phố."),
    "territory.hamlet_row_twice": _("{name} có hai lần trong danh sách."),
    "territory.code_zeros": _("Mã “{cell}” thiếu chữ số, có lẽ đã mất các số 0 ở đầu."),
    # signed files of new acts
    "territory.file_no_keys": _("Hệ thống chưa tin khóa nào; hãy đặt HAICAP_TERRITORY_KEYS."),
    "territory.file_unsigned": _("Tệp không có chữ ký Ed25519 hợp lệ về hình thức."),
    "territory.file_untrusted": _(
        "Chữ ký không khớp với tệp hoặc không phải của khóa được tin cậy ({names}); tệp có thể đã bị sửa."
    ),
    "territory.file_unreadable": _("Không đọc được tệp thay đổi ở mục {place}."),
    # names on papers about another day
    "territory.name_now": _("{then}, nay là {now}"),
    "territory.name_divided": _("{then}, nay thuộc {now}"),
}
