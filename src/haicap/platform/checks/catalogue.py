"""The catalogue of conservation laws: what each says in the reader's language, what to do when it is broken, and for
those whose data do not exist yet, which package will bring them. docs/reference/laws.md is made from it.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Catalogued:
    """One law; `awaits` names the package that will bring its data, "" for a law that can be stated today."""

    id: str
    words: Words
    remedy: Words
    awaits: str = ""


_JOURNAL = _(
    "Không sửa tay. Giữ nguyên cơ sở dữ liệu, so với bản sao lưu gần nhất và nhật ký máy chủ để biết ai đã can "
    "thiệp; khôi phục theo quy trình, hoặc lập bút toán điều chỉnh có lý do."
)
_RECOUNT = _(
    "Tìm nguyên nhân trong các bản ghi nêu tên; điều chỉnh bằng nghiệp vụ có ghi nhật ký, không sửa bảng."
)
_LATER = _("Chưa có dữ liệu để kiểm tra.")


def _later(law: str, words: Words, package: str) -> Catalogued:
    return Catalogued(law, words, _LATER, package)


CATALOGUE: tuple[Catalogued, ...] = (
    Catalogued(
        "I-C1",
        _(
            "Mỗi đơn vị, mỗi kỳ: tồn đầu kỳ + tiếp nhận + chuyển đến = đã giải quyết + trả lại, từ chối, dừng, "
            "rút, hủy + chuyển đi + còn lại."
        ),
        _RECOUNT,
    ),
    Catalogued(
        "I-C2",
        _(
            "Mỗi thời điểm hồ sơ có đúng một đơn vị giữ, một trạng thái, một bước; "
            "chuyển đi và chuyển đến đi thành cặp."
        ),
        _RECOUNT,
    ),
    Catalogued("I-C3", _("Dòng hồ sơ hiện tại đúng bằng kết quả gộp toàn bộ nhật ký của nó."), _JOURNAL),
    Catalogued(
        "I-C4",
        _("Số đếm theo ngày của từng đơn vị đúng bằng số bút toán nhật ký."),
        _("Số đếm được lập lại từ nhật ký bằng lệnh di trú; nhật ký mới là căn cứ."),
    ),
    Catalogued(
        "I-N1",
        _("Số hồ sơ, số biểu mẫu của cơ quan trong ngày, trong năm là 1…n, không trùng, không thiếu."),
        _("Không cấp lại số. Lập biên bản số thiếu hoặc trùng, đối chiếu bản giấy đã in."),
    ),
    _later(
        "I-N2",
        _("Mỗi số tạm cấp khi mất mạng ứng với đúng một số chính thức hoặc một vụ việc đang mở."),
        "dossiers",
    ),
    Catalogued(
        "I-D1",
        _(
            "Thời gian đã dùng + còn lại = thời hạn; các khoảng tạm dừng nằm trong đời hồ sơ và không chồng nhau."
        ),
        _RECOUNT,
    ),
    Catalogued(
        "I-D2",
        _("Hạn giải quyết đúng theo quy tắc tính từ sự kiện và phiên bản lịch; mỗi lần đổi có căn cứ."),
        _("Kiểm tra phiên bản lịch đã dùng; tính lại bằng nghiệp vụ, báo người nộp nếu đã hẹn trên giấy."),
    ),
    Catalogued(
        "I-D3",
        _("Lịch nghỉ đã khai báo đủ cho 400 ngày tới."),
        _("Quản trị nghiệp vụ nạp lịch nghỉ của năm tới theo văn bản của Chính phủ."),
    ),
    Catalogued(
        "I-T1",
        _("Xếp loại sớm, đúng, quá hạn đúng với hạn và lúc giải quyết; chỉ hồ sơ đang mở mới còn quá hạn."),
        _JOURNAL,
    ),
    Catalogued("I-T2", _("Thời gian trong nhật ký của hồ sơ không lùi và không đi trước lúc ghi."), _JOURNAL),
    Catalogued(
        "I-F1",
        _(
            "Mỗi tệp có đúng một dòng và đúng nội dung: mã băm và độ lớn bằng nhau; biểu mẫu đã cấp còn nguyên."
        ),
        _("Khôi phục tệp từ bản sao lưu theo mã băm; không thay bằng bản khác."),
    ),
    Catalogued(
        "I-F2",
        _("Kết quả trả cho người dân chính là tệp đã ký được ghi trong nhật ký."),
        _("Khôi phục tệp kết quả từ bản sao lưu theo mã băm."),
    ),
    Catalogued(
        "I-F3",
        _("Hồ sơ, tài liệu bàn giao khi sáp nhập còn đủ số tệp và dung lượng."),
        _("Khôi phục các tệp thiếu từ bản sao lưu theo biên bản bàn giao."),
    ),
    Catalogued(
        "I-S1",
        _(
            "Chữ ký, dấu điện tử bao trùm đúng nội dung đang lưu; người ký giữ chức vụ vào lúc ký; đúng thứ tự."
        ),
        _(
            "Coi văn bản là chưa có giá trị cho tới khi người có thẩm quyền ký lại; báo cán bộ an toàn thông tin."
        ),
    ),
    Catalogued(
        "I-S2",
        _("Người đề xuất khác người phê duyệt, nơi quy định đòi hỏi."),
        _("Người có thẩm quyền khác xem xét lại quyết định và ghi ý kiến."),
    ),
    Catalogued(
        "I-A1",
        _("Chuỗi nhật ký của từng đơn vị và chuỗi kết quả kiểm tra không đứt; mỗi ngày có một gốc."),
        _JOURNAL,
    ),
    _later("I-A2", _("Mỗi lần cán bộ xem dữ liệu cá nhân có một dòng ghi lại."), "platform"),
    Catalogued(
        "I-A3",
        _("Gốc ngày đã in trong báo cáo hoặc đã gửi đi bằng gốc tính lại từ nhật ký."),
        _JOURNAL,
    ),
    _later("I-A4", _("Không sự kiện nào quá hạn quy định mà chưa có dấu thời gian."), "documents"),
    Catalogued(
        "I-X1",
        _("Tin gửi đi kết thúc bằng đã giao, đã dừng có lý do, hoặc còn chờ chưa quá hạn."),
        _("Xem lý do dừng trong hàng đợi và nhật ký của tiến trình nền; sửa bên nhận rồi cho gửi lại."),
    ),
    _later("I-X2", _("Văn bản điện tử đã gửi = đã nhận + bị từ chối + đang chờ."), "exchange"),
    _later(
        "I-P1",
        _("Phí, lệ phí: phải thu = đã thu + miễn + còn nợ + hoàn trả; quỹ tiền mặt bằng tổng biên lai."),
        "payments",
    ),
    _later("I-M1", _("Tiền là số nguyên; mọi bút toán cân đối nợ và có."), "finance"),
    _later("I-M2", _("Kế hoạch ≥ cam kết ≥ giải ngân từng dòng; tổng con bằng cha ở mỗi cấp."), "finance"),
    _later("I-M3", _("Bàn giao của đơn vị giải thể: số dư đi bằng số dư đến, còn lại bằng 0."), "finance"),
    _later("I-M4", _("Năm đã khóa không đổi, trừ điều chỉnh được đánh dấu."), "finance"),
    Catalogued(
        "I-U1",
        _("Mỗi ngày một đơn vị có một trạng thái, một mã chỉ một đơn vị, một xã thuộc một tỉnh."),
        _("Nạp lại dữ liệu gốc về đơn vị hành chính; không sửa bảng."),
    ),
    Catalogued(
        "I-U2",
        _("Đơn vị, cơ quan đã kết thúc đều có nơi kế thừa, theo văn bản có hiệu lực."),
        _("Lập kế hoạch sắp xếp bổ sung hoặc hủy kế hoạch sai; không sửa bảng."),
    ),
    Catalogued(
        "I-U3",
        _("Không vị trí nào nhiều người hơn số chỗ; không ai giữ cùng lúc vị trí cũ và vị trí tiếp nối nó."),
        _("Quản trị nhân sự kết thúc bổ nhiệm thừa."),
    ),
    _later("I-U4", _("Trụ sở: giữ lại + dôi dư = tổng; mỗi trụ sở dôi dư có đúng một cách xử lý."), "assets"),
    Catalogued(
        "I-U5",
        _("Bản đồ có đúng số đơn vị từng loại như luật và cơ quan thống kê công bố."),
        _("Nạp lại dữ liệu gốc về đơn vị hành chính."),
    ),
    Catalogued(
        "I-U6",
        _("Đơn vị mang tiếp mã chính là đơn vị kế thừa; tỷ lệ chia cộng lại đủ."),
        _("Nạp lại dữ liệu gốc về đơn vị hành chính."),
    ),
    Catalogued(
        "I-U7",
        _("Văn bản đã bãi bỏ không còn tác dụng sau ngày bãi bỏ."),
        _("Kiểm tra lại văn bản bãi bỏ; không sửa bảng."),
    ),
    Catalogued(
        "I-U8",
        _("Mọi thôn, tổ dân phố thuộc một đơn vị đang tồn tại hoặc đang chờ quyết định chia."),
        _("Cán bộ địa giới quyết định từng thôn trong hàng chờ."),
    ),
    _later(
        "I-H1", _("Nhà ở: chưa làm + đang làm + đã xong = danh sách; tỉnh bằng tổng các xã."), "programmes"
    ),
    _later(
        "I-K1",
        _("Nhiệm vụ giao = xong + đang làm + hủy; nhiệm vụ con không sống lâu hơn nhiệm vụ cha."),
        "directives",
    ),
    _later("I-O1", _("Vướng mắc nhận = đã trả lời + chuyển tiếp + đang mở."), "obstacles"),
    _later("I-Q1", _("Phiếu xếp hàng phát ra = đã phục vụ + vắng + đang chờ + hủy."), "reception"),
    Catalogued(
        "I-Z1",
        _("Không dòng nào trỏ sang tỉnh khác; các rào chắn của cơ sở dữ liệu còn đứng."),
        _("Dựng lại rào chắn bằng lệnh di trú; tìm ai đã gỡ."),
    ),
    Catalogued(
        "I-Z2",
        _("Không quyền nào sống lâu hơn công việc mà nó dựa vào."),
        _("Quản trị kết thúc bổ nhiệm, tài khoản, ủy quyền hoặc khóa nêu tên ngay hôm nay."),
    ),
    Catalogued(
        "I-R1",
        _("Báo cáo đã chốt bằng kết quả tính lại từ thời điểm nó ghi; thay đổi về sau chỉ là điều chỉnh."),
        _(
            "Không sửa báo cáo: tìm chỗ nhật ký hoặc tệp bị thay đổi, khôi phục từ bản sao lưu rồi kiểm tra lại."
        ),
    ),
    Catalogued("I-R2", _("Mỗi con số hiển thị bằng số dòng của danh sách mà nó mở ra."), _RECOUNT),
    Catalogued(
        "I-R3",
        _("Kế hoạch sắp xếp đã thực hiện đúng là bản đã duyệt; báo cáo bảo toàn của nó còn nguyên và đúng."),
        _JOURNAL,
    ),
    Catalogued(
        "I-R4",
        _("Mỗi báo cáo bảo toàn được giữ như khi chứng minh; bản giấy được đóng dấu trong một ngày."),
        _("Xem nhật ký của tiến trình nền; cài chứng thư con dấu rồi đóng dấu lại."),
    ),
    Catalogued(
        "I-G1",
        _("Cấu hình bảo toàn dữ liệu, phiên bản, múi giờ, đồng hồ và đĩa đúng như bản phát hành cần."),
        _("Quản trị kỹ thuật sửa cấu hình nêu tên; chạy haicap doctor."),
    ),
    Catalogued(
        "I-L1",
        _("Không dữ liệu phụ trợ nào được giữ quá hạn lưu."),
        _("Kiểm tra tiến trình nền ban đêm có chạy; việc dọn sẽ tự làm lại."),
    ),
    Catalogued(
        "I-J1",
        _("Việc nền đang làm có người làm còn sống; việc hỏng có lý do; việc chờ không quá hạn."),
        _("Khởi động lại tiến trình nền; xem nhật ký của việc hỏng rồi cho chạy lại."),
    ),
    Catalogued(
        "I-Y1",
        _("Văn bản ở dạng NFC, không có ký tự điều khiển; khóa tìm kiếm đúng với văn bản."),
        _("Sửa bằng nghiệp vụ đính chính; khóa tìm kiếm sẽ được tính lại."),
    ),
)
_BY_ID = {law.id: law for law in CATALOGUE}


def catalogued(law_id: str) -> Catalogued:
    """The entry of a law; KeyError for one that is not in the catalogue."""
    return _BY_ID[law_id]
