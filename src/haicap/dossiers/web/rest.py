"""Dossiers over the API: hand in, list, open, act, files. The rules are those of the counter; this only speaks HTTP.

Every creation carries an `Idempotency-Key`, every change an `If-Match` (docs/reference/api.md).
"""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema

from haicap.documents import api as documents
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Deed, DossierId, Intake, Receipt
from haicap.dossiers.web.repeats import HEADER, OPTIONAL_KEY, key_of, once
from haicap.dossiers.web.shapes import (
    Asked,
    DeedIn,
    DossierFileOut,
    DossierList,
    DossierOut,
    EntryOut,
    FileOut,
    IntakeIn,
    JournalOut,
    ReceiptOut,
    dossiers_of,
)
from haicap.kernel import clock
from haicap.kernel.errors import Refusal, RefusalError
from haicap.organisation.contract import Actor
from haicap.ui.problems import ProblemError

router = Router(tags=["dossiers"])


class OfficialRequest(HttpRequest):
    """A request that was let in: `auth` is its actor."""

    auth: Actor


# headers for the schema; they are read as text, so that a wrong one is answered with its own words
KEY = OPTIONAL_KEY | {"required": True, "description": "Made by the sender; becomes the dossier's id"}
SEEN = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    "description": "ETag of the dossier as it was seen",
}


@router.post(
    "/dossiers",
    response={201: ReceiptOut, 200: ReceiptOut},
    operation_id="receiveDossier",
    summary="Hand in a dossier",
    openapi_extra={"parameters": [KEY]},
)
def receive(request: OfficialRequest, told: IntakeIn) -> HttpResponse:
    """201 with the receipt. Sent again with the same key: 200 and the same receipt; 409 if it says something else."""
    intake = told.intake(key_of(request.headers.get(HEADER, "")))
    receipt = _received(request.auth, intake)
    status = HTTPStatus.OK if receipt.repeated else HTTPStatus.CREATED
    address = reverse("api:getDossier", args=[receipt.id])
    return _json(ReceiptOut.of(receipt), status=status, headers={"Location": address})


def _received(actor: Actor, intake: Intake) -> Receipt:
    try:
        return dossiers.receive(actor=actor, intake=intake, at=clock.now())
    except RefusalError as refused:
        if refused.refusal.code != "dossier.intake_differs":
            raise
        differs = replace(refused.refusal, field=HEADER)
        raise ProblemError(HTTPStatus.CONFLICT, differs) from refused


@router.get(
    "/dossiers", response=DossierList, operation_id="listDossiers", summary="Find dossiers in one's scope"
)
def listing(request: OfficialRequest, asked: Query[Asked]) -> HttpResponse:
    """One page in the order asked for; `Link` with rel="next" leads on."""
    _refuse_unknown(request)
    page = dossiers.listing(
        actor=request.auth, filter=asked.filter(), now=clock.now(), after=asked.cursor, size=asked.limit
    )
    out = DossierList.model_construct(items=dossiers_of(page.rows), next=page.after or None)
    return _json(out, headers={"Link": _link(request, page.after)} if page.after else {})


def _link(request: HttpRequest, after: str) -> str:
    query = request.GET.copy()
    query["cursor"] = after
    return f'<{request.build_absolute_uri(request.path)}?{query.urlencode()}>; rel="next"'


@router.get(
    "/dossiers/{uuid:dossier_id}",
    response=DossierFileOut,
    operation_id="getDossier",
    url_name="getDossier",
    summary="Open a dossier",
)
def show(request: OfficialRequest, dossier_id: UUID) -> HttpResponse:
    """Everything but the journal; the ETag is the version an act needs."""
    file = dossiers.open_file(actor=request.auth, dossier_id=DossierId(dossier_id))
    return _json(DossierFileOut.opened(file), headers=_etag(file.card.version))


@router.post(
    "/dossiers/{uuid:dossier_id}/acts",
    response=DossierOut,
    operation_id="actOnDossier",
    summary="Do something to a dossier",
    openapi_extra={"parameters": [SEEN, OPTIONAL_KEY]},
)
def act(request: OfficialRequest, dossier_id: UUID, told: DeedIn) -> HttpResponse:
    """The dossier as it stands then. 428 without If-Match; 412 with the newer dossier where somebody was faster.

    With a key, a repeated act is answered as it was the first time.
    """
    deed = told.deed(_version(request.headers.get("If-Match", "")))
    said = f"act {dossier_id} {deed.version} {told.model_dump_json()}"
    return once(
        request.auth,
        request.headers.get(HEADER),
        said,
        lambda: _act(request.auth, DossierId(dossier_id), deed),
    )


def _act(actor: Actor, dossier_id: DossierId, deed: Deed) -> HttpResponse:
    try:
        card = dossiers.act(actor=actor, dossier_id=dossier_id, deed=deed, at=clock.now())
    except RefusalError as refused:
        if refused.refusal.code == "dossier.changed_meanwhile":
            raise _outdated(actor, dossier_id, refused.refusal) from refused
        raise
    (out,) = dossiers_of([card])
    return _json(out, headers=_etag(card.version))


@router.get(
    "/dossiers/{uuid:dossier_id}/journal",
    response=JournalOut,
    operation_id="getJournal",
    summary="What happened to a dossier",
)
def journal(request: OfficialRequest, dossier_id: UUID) -> HttpResponse:
    """Every entry, oldest first."""
    file = dossiers.open_file(actor=request.auth, dossier_id=DossierId(dossier_id))
    return _json(JournalOut(items=[EntryOut.model_validate(line) for line in file.journal]))


@router.get(
    "/dossiers/{uuid:dossier_id}/files/{uuid:file_id}",
    operation_id="getDossierFile",
    summary="A scan or the result of a dossier",
    openapi_extra={
        "responses": {
            200: {
                "description": "The file",
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def file(request: OfficialRequest, dossier_id: UUID, file_id: UUID) -> HttpResponse:
    """The bytes, as a download; 404 also where the file belongs to another dossier."""
    dossiers.file_in_scope(actor=request.auth, dossier_id=DossierId(dossier_id), file_id=file_id)
    card, content = documents.read(file_id)
    return documents.response(card, content)


@router.post(
    "/files",
    response={201: FileOut},
    operation_id="storeFile",
    summary="Hand in a scan",
    tags=["files"],
    openapi_extra={
        "parameters": [OPTIONAL_KEY],
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["file"],
                        "properties": {"file": {"type": "string", "format": "binary"}},
                    }
                }
            },
        },
    },
)
def store(request: OfficialRequest) -> HttpResponse:
    """JPEG, PNG or PDF, found by content. With a key, a file sent again is the same file."""
    if request.content_type != "multipart/form-data":
        wanted = Refusal("api.media_type", {"wanted": "multipart/form-data"})
        raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, wanted)
    upload = request.FILES.get("file")
    if upload is None:
        raise RefusalError(Refusal("api.missing", field="file"))
    content, name = upload.read(), upload.name or ""
    said = f"file {sha256(content).hexdigest()} {name}"
    return once(request.auth, request.headers.get(HEADER), said, lambda: _store(request.auth, content, name))


def _store(actor: Actor, content: bytes, name: str) -> HttpResponse:
    card = documents.store(content, name, actor=actor, at=clock.now())
    return _json(FileOut.of(card), status=HTTPStatus.CREATED)


def _json(
    out: Schema, *, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """The answer written by pydantic itself: what we made need not be checked again (a third of a list's cost)."""
    text = out.model_dump_json()
    return HttpResponse(text, status=status, content_type="application/json", headers=dict(headers or {}))


def _etag(version: int) -> dict[str, str]:
    return {"ETag": f'"{version}"'}


def _version(if_match: str) -> int:
    """The version of an `If-Match` header as given by the ETag."""
    if not if_match:
        needed = Refusal("api.version_required", field="If-Match")
        raise ProblemError(HTTPStatus.PRECONDITION_REQUIRED, needed)
    number = if_match.strip().removeprefix("W/").strip('"')
    if not number.isascii() or not number.isdigit() or len(number) > 9:  # noqa: PLR2004 - digits of an integer
        raise ProblemError(HTTPStatus.BAD_REQUEST, Refusal("api.version_unreadable", field="If-Match"))
    return int(number)


def _outdated(actor: Actor, dossier_id: DossierId, refusal: Refusal) -> ProblemError:
    newer = DossierFileOut.opened(dossiers.open_file(actor=actor, dossier_id=dossier_id))
    return ProblemError(
        HTTPStatus.PRECONDITION_FAILED,
        refusal,
        headers=_etag(newer.version),
        current=newer.model_dump(mode="json"),
    )


def _refuse_unknown(request: HttpRequest) -> None:
    """A filter nobody knows would silently show more than was asked for."""
    unknown = sorted(set(request.GET) - set(Asked.model_fields))
    if unknown:
        raise RefusalError(*(Refusal("api.unknown_field", field=name) for name in unknown))
