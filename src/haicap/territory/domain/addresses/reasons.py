"""Why a unit is offered and what to ask next, in Vietnamese sentences; `messages` hands them to the translations."""

from typing import Any

from haicap.territory.contract.addresses import AddressCandidate, Ask

_ = str  # marks a sentence for translation; this module knows no Django

REASONS: dict[str, str] = {
    "current": _("{written} là đơn vị hành chính hiện nay."),
    "became": _("{written} nay thuộc {name}."),
    "divided": _("{written} đã được chia cho nhiều đơn vị; {name} nhận một phần."),
    "people": _("{written} đã được chia; toàn bộ dân cư thuộc {name}."),
    "land": _("{written} đã được chia; {name} chỉ nhận đất, không có dân cư."),
    "decided": _("{written} đã được chia; cán bộ đã xác định {hamlet} thuộc {name}."),
    "standing": _("{written} là đơn vị hành chính vào ngày được hỏi."),
    "formed": _("{name} là một trong các đơn vị hợp thành {written}."),
}
DOUBTS: dict[str, str] = {
    "misspelt": _("Có chữ viết khác tên chính thức."),
    "loose": _("Cách viết chưa rõ: hãy kiểm tra."),
}
ASKS: dict[str, str] = {
    Ask.HAMLET: _("Hãy hỏi thôn, tổ dân phố hoặc tên đường."),
    Ask.COMMUNE: _("Không đọc được xã, phường, đặc khu: hãy hỏi lại."),
    Ask.DISTRICT: _("Trùng tên: hãy hỏi huyện, quận cũ."),
    Ask.PROVINCE: _("Trùng tên: hãy hỏi tỉnh, thành phố."),
    Ask.CHOICE: _("Có nhiều cách hiểu: hãy chọn một."),
    Ask.CONFIRMATION: _("Hãy xác nhận với người nộp hồ sơ."),
}


# all of them by the keys under which `messages` knows them
SENTENCES = {f"territory.address_{code}": words for code, words in (REASONS | DOUBTS | ASKS).items()}


def sentences(candidate: AddressCandidate) -> list[str]:
    """The Vietnamese sentences for a candidate: why it is offered and, where there is one, the doubt."""
    reason = REASONS[candidate.reason].format(**candidate.facts)
    return [reason, DOUBTS[candidate.doubt]] if candidate.doubt in DOUBTS else [reason]


def document(candidate: AddressCandidate, reason: str) -> dict[str, Any]:
    """A candidate under the names that programs rely on; `reason` in the reader's language."""
    return {
        "code": candidate.code,
        "name": candidate.name,
        "province_code": candidate.province_code,
        "province_name": candidate.province_name,
        # null: in force before 1 July 2025, since when is not known
        "valid_from": candidate.valid_from.isoformat() if candidate.valid_from else None,
        "confidence": candidate.confidence,
        "reason": reason,
        "reason_code": candidate.reason,
        "doubt": candidate.doubt,
        "citation": candidate.citation,
        "instrument": candidate.instrument,
        "clause": candidate.clause or None,
        "quantifier": candidate.quantifier,
        "written_code": candidate.written_code,
        "written_name": candidate.written_name,
    }
