"""The result of a dossier in the making: templates filled from the dossier, the text typed over them, its printing.

A template is a beginning, not a form: every word may be changed. The general ones fit any procedure; where the law
gives a result a form of its own, the official uploads that form instead.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from haicap.desk.names import names_on
from haicap.desk.papers import bare, place_of, record_of
from haicap.documents import api as documents
from haicap.documents.contract import DecisionData, DecisionText, DraftCard, NamedPaper
from haicap.dossiers.contract import Action, DossierFile
from haicap.kernel.clock import local_day
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyCard, Role
from haicap.procedures import api as procedures
from haicap.procedures.contract import StepRole

# who signs has read the printing: the text is open before that step only
DRAFTED_AT = frozenset({StepRole.SPECIALIST.value, StepRole.DIVISION_HEAD.value})
_WHO = "Ông/Bà (cơ quan, tổ chức): {applicant}{id_number}{address}."
_SENT = "{applicant};\n{centre};\nLưu: VT, hồ sơ {number}."

TEMPLATES: Mapping[str, DecisionText] = {
    "quyet-dinh": DecisionText(
        title="Quyết định",
        abstract="Về việc giải quyết thủ tục {procedure}",
        grounds="Căn cứ Luật Tổ chức chính quyền địa phương;\n"
        "Xét hồ sơ {number} nhận ngày {received} và đề nghị của {division}.",
        body="Điều 1. Giải quyết thủ tục {procedure} theo hồ sơ {number} của:\n"
        + _WHO
        + "\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
        "Điều 3. {division}, {centre} và người có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.",
        recipients="Như Điều 3;\nLưu: VT, hồ sơ {number}.",
    ),
    "giay-xac-nhan": DecisionText(
        title="Giấy xác nhận",
        abstract="Theo thủ tục {procedure}",
        grounds="Xét hồ sơ {number} nhận ngày {received} và đề nghị của {division}.",
        body="{agency} xác nhận:\n" + _WHO + "\nNội dung xác nhận: …",
        recipients=_SENT,
    ),
    "thong-bao": DecisionText(
        title="Thông báo",
        abstract="Kết quả giải quyết thủ tục {procedure}",
        body="{agency} đã nhận hồ sơ {number} ngày {received} của:\n"
        + _WHO
        + "\nSau khi xem xét, {agency} thông báo kết quả như sau: …",
        recipients=_SENT,
    ),
}
GENERAL = "quyet-dinh"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the drafter starts from: the kept draft, or a template filled from the dossier (version 0)."""

    text: DecisionText
    version: int


def may_draft(opened: DossierFile) -> bool:
    """Whoever may finish the step at hand writes its result, as long as nobody has been asked to sign it."""
    if opened.card.step_role not in DRAFTED_AT:
        return False
    return any(opened.allowed.get(action, ...) is None for action in (Action.COMPLETE_STEP, Action.RESOLVE))


def draft_of(opened: DossierFile) -> DraftCard | None:
    """The kept draft."""
    return documents.draft_of(record_of(opened.card.id, opened.card.number))


def draft_going_on(opened: DossierFile) -> DraftCard | None:
    """The kept draft, unless a file uploaded after its last saving has taken its place."""
    kept = draft_of(opened)
    if kept is None or kept.file == opened.result_file:
        return kept
    laid = (line.at for line in reversed(opened.journal) if "result_file" in line.changes)
    uploaded_at = next(laid, None)
    return None if uploaded_at and uploaded_at >= kept.saved_at else kept


def beginning(opened: DossierFile, *, template: str, at: datetime) -> Beginning:
    """What the page shows first: the kept draft, unless a `template` is asked for by name."""
    kept = draft_of(opened)
    if kept and template not in TEMPLATES:
        return Beginning(kept.text, kept.version)
    return Beginning(filled(opened, template, at), kept.version if kept else 0)


def filled(opened: DossierFile, template: str, at: datetime) -> DecisionText:
    """The template of that name, or the one that fits the procedure's result, with the dossier's own words."""
    card, applicant = opened.card, opened.applicant
    procedure = procedures.version(card.procedure_version)
    agency, centre = _issuer(opened, at), organisation.agency(card.received_by)
    words = {
        "number": card.number,
        "procedure": bare(procedure.name),
        "received": f"{card.received_at:%d/%m/%Y}",
        "applicant": applicant.name,
        "id_number": f", số định danh {applicant.id_number}" if applicant.id_number else "",
        "address": f", địa chỉ {applicant.address}" if applicant.address else "",
        "agency": agency.name,
        "centre": centre.name,
        "division": organisation.agency(card.handler).name,
    }
    chosen = TEMPLATES.get(template) or TEMPLATES[_fitting(procedure.result_name)]
    text = {name: part.format(**words) for name, part in asdict(chosen).items()}
    return DecisionText(**(text | _signer(agency, at)))


def printed(opened: DossierFile, text: DecisionText, *, at: datetime, number: str = "") -> DecisionData:
    """`text` as the press takes it; with a number it is the result itself."""
    agency = _issuer(opened, at)
    return DecisionData(
        agency=agency.name,
        place=place_of(agency, local_day(at)),
        record=opened.card.number,
        text=text,
        at=at,
        number=number,
    )


def attach(*, actor: Actor, opened: DossierFile, at: datetime, number: str = "") -> UUID | None:
    """Print the draft and keep it as a file of the dossier; None where there is no draft of what goes on.

    A draft goes on while its step is done, unless somebody uploaded a file since. After that it is printed only once
    more, with the number of the result, and only where its own printing was signed: words typed since are in no result.
    """
    kept = draft_going_on(opened)
    text = _going_on(opened, kept, number) if kept else None
    if text is None:
        return None
    record = record_of(opened.card.id, opened.card.number)
    pdf = documents.render_decision(printed(opened, text, at=at, number=number)).pdf
    name = f"{'ket-qua' if number else 'du-thao'}-{opened.card.number}.pdf"
    card = documents.store(pdf, name, actor=actor, at=at, owner=record)
    documents.note_printing(record=record, file_id=card.id, text=text)
    return card.id


def _going_on(opened: DossierFile, kept: DraftCard, number: str) -> DecisionText | None:
    if opened.card.step_role in DRAFTED_AT:
        return kept.text
    return kept.printed if number and kept.file == opened.result_file else None


def _fitting(result: str) -> str:
    """The template whose title the procedure's result bears, else the general one."""
    named = (key for key, text in TEMPLATES.items() if result.casefold().startswith(text.title.casefold()))
    return next(named, GENERAL)


def _issuer(opened: DossierFile, at: datetime) -> AgencyCard:
    """Who issues the result: the competent body, or whoever goes on for it on the day it is signed."""
    body = organisation.agency(opened.card.competent)
    return names_on(NamedPaper.RESULT, body.province_code, local_day(at)).issuer(body)


def _signer(agency: AgencyCard, at: datetime) -> dict[str, str]:
    """The first of those who sign for `agency`."""
    for role in (Role.CHAIR, Role.DEPARTMENT_HEAD):
        for card in organisation.holders(agency.id, role, local_day(at)):
            return {"signer_post": card.post_title, "signer_name": card.person_name}
    return {}
