"""The API at `/api/v1/`: who is let in, how bodies are read, how "no" is said. Its routes live in the packages.

There is no page of documentation that would load scripts from elsewhere: docs/reference/api.md and the schema at
`/api/v1/openapi.json` say everything. `config.api_door` is the way a request comes here.
"""

import json
import logging
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.security import APIKeyCookie, HttpBearer
from psycopg_pool import PoolTimeout

from haicap.dossiers.web.rest import router as dossiers
from haicap.kernel.errors import FailureError, Refusal, RefusalError
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.organisation.models import Account
from haicap.organisation.web.access import lacks_second_factor, must_change_password
from haicap.portal.web.rest import router as tracking
from haicap.procedures.web.rest import router as procedures
from haicap.reporting.web.statistics import router as statistics
from haicap.territory.web.rest import router as territory
from haicap.ui.http import later, status_of
from haicap.ui.problems import MEDIA_TYPE, ProblemError, problem

logger = logging.getLogger("haicap.api")

MALFORMED = Refusal("api.malformed")


class Token(HttpBearer):
    """A key of `organisation.api.issue_token`: it acts from one appointment."""

    openapi_name = "token"

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor; a header that does not let in is never tried as a session instead."""
        actor: Actor | None = super().__call__(request)
        if actor is None and "Authorization" in request.headers:
            raise AuthenticationError
        return actor

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Let in whoever brings a living key."""
        return organisation.actor_for_token(token)


class Session(APIKeyCookie):
    """An official signed in on our own pages; writing needs the page's forgery token as well."""

    openapi_name = "session"
    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor of the session. No session is 401 before the forgery token is looked at."""
        if not request.user.is_authenticated:
            return None
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Let in whom `official_required` lets in; the reason of a "no" is that of the pages."""
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None:
            raise RefusalError(request.no_actor)  # type: ignore[attr-defined]
        account = cast(Account, request.user)
        if must_change_password(account) or lacks_second_factor(request, account, actor):
            raise ProblemError(HTTPStatus.FORBIDDEN, Refusal("api.forbidden"))
        return actor


class StrictJson(Parser):
    """JSON (RFC 8259) without what readers disagree about: doubled names, NaN, bottomless nesting."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body as an object; 415 where it is not declared as JSON, 400 where it is none."""
        if request.content_type != "application/json":
            raise ProblemError(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE, Refusal("api.media_type", {"wanted": "application/json"})
            )
        try:
            told = json.loads(request.body, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
        except (ValueError, RecursionError) as why:
            raise ProblemError(
                HTTPStatus.BAD_REQUEST, Refusal("api.not_json", {"why": str(why)[:200]})
            ) from why
        return told  # type: ignore[no-any-return]


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)} stands twice")
    return found


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no number")


class _Api(NinjaAPI):
    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The schema, with the "no" every operation may say."""
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"]["Problem"] = _PROBLEM
        answer = {"description": "Problem (RFC 9457)", "content": {MEDIA_TYPE: {"schema": _PROBLEM_REF}}}
        for path in schema["paths"].values():
            for operation in path.values():
                operation["responses"]["default"] = answer
        return schema


_PROBLEM_REF = {"$ref": "#/components/schemas/Problem"}
_PROBLEM = {
    "title": "Problem",
    "description": "Why not: problem details of RFC 9457. `code` is stable; sentences are in the reader's language.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance", "code", "errors"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {name: {"type": "string"} for name in ("field", "code", "message")},
            },
        },
    },
}

api = _Api(
    title="haicap",
    version="1",
    description="Procedures, dossiers, files and tracking of a province's one-stop service. "
    "Times are RFC 3339 with +07:00, money is whole đồng, codes are text.",
    auth=[Token(), Session()],
    docs_url=None,
    urls_namespace="api",
    parser=StrictJson(),
)
api.add_router("", procedures, auth=None)
api.add_router("", tracking, auth=None)
api.add_router("", statistics, auth=None)
api.add_router("", dossiers)
api.add_router("", territory)


@api.exception_handler(RefusalError)
def _refused(request: HttpRequest, refused: RefusalError) -> HttpResponse:
    status = status_of(refused.refusal)
    return problem(request, status, *refused.refusals, headers=later(status))


@api.exception_handler(ProblemError)
def _problem(request: HttpRequest, no: ProblemError) -> HttpResponse:
    return problem(request, no.status, *no.refusals, headers=no.headers, **no.facts)


@api.exception_handler(ValidationError)
def _misshapen(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    found = [_wrong_field(error) for error in wrong.errors]
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, Refusal("api.invalid"), *found)


@api.exception_handler(HttpError)
def _http(request: HttpRequest, no: HttpError) -> HttpResponse:
    if isinstance(no.__cause__, ProblemError):  # ninja wraps what a parser raises
        return _problem(request, no.__cause__)
    if isinstance(no, AuthenticationError):
        return problem(
            request,
            HTTPStatus.UNAUTHORIZED,
            Refusal("api.unauthorized"),
            headers={"WWW-Authenticate": 'Bearer realm="haicap"'},
        )
    if no.status_code == HTTPStatus.FORBIDDEN:
        return problem(request, HTTPStatus.FORBIDDEN, Refusal("api.csrf"))
    return of_status(request, no.status_code)


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, nothing: Http404) -> HttpResponse:
    return of_status(request, HTTPStatus.NOT_FOUND)


@api.exception_handler(FailureError)
def _failed(request: HttpRequest, failure: FailureError) -> HttpResponse:
    logger.error("%s", failure)
    return of_status(request, HTTPStatus.SERVICE_UNAVAILABLE)


@api.exception_handler(Exception)
def _broken(request: HttpRequest, broken: Exception) -> HttpResponse:
    """A bug is logged with its trace and told without; the database being away is no bug."""
    if isinstance(broken, _MALFORMED):
        return of_status(request, HTTPStatus.BAD_REQUEST)
    logger.error("%s %s failed", request.method, request.path, exc_info=broken)
    away = isinstance(broken, _DATABASE_AWAY)
    return of_status(request, HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR)


_MALFORMED = (MultiPartParserError, SuspiciousOperation, UnreadablePostError, RequestDataTooBig)
_DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeout)

_OF_STATUS = {
    HTTPStatus.FORBIDDEN: "api.forbidden",
    HTTPStatus.NOT_FOUND: "api.not_found",
    HTTPStatus.SERVICE_UNAVAILABLE: "api.unavailable",
}


def of_status(request: HttpRequest, status: int) -> HttpResponse:
    """The problem of a bare status, as Django or ninja answer it."""
    known = HTTPStatus(status)
    if known is HTTPStatus.METHOD_NOT_ALLOWED:
        return problem(request, known, Refusal("api.method_not_allowed", {"method": request.method}))
    server = known >= HTTPStatus.INTERNAL_SERVER_ERROR
    code = _OF_STATUS.get(known, "api.error" if server else MALFORMED.code)
    return problem(request, known, Refusal(code), headers=later(known))


# kinds of errors of pydantic, by the beginning of their name
_WRONG: dict[str, str] = {
    "missing": "api.missing",
    "extra_forbidden": "api.unknown_field",
    "enum": "api.not_choice",
    "literal_error": "api.not_choice",
    "string_too_long": "api.too_long",
    "too_long": "api.too_long",
    "string_too_short": "api.too_short",
    "too_short": "api.too_short",
    "string": "api.not_text",
    "int": "api.not_number",
    "bool": "api.not_flag",
    "list": "api.not_list",
    "tuple": "api.not_list",
    "set": "api.not_list",
    "frozen_set": "api.not_list",
    "dict": "api.not_object",
    "model": "api.not_object",
    "uuid": "api.not_uuid",
    "datetime": "api.not_moment",
    "timezone": "api.not_moment",
    "date": "api.not_date",
    "less_than_equal": "api.too_great",
    "greater_than_equal": "api.too_small",
}


def _wrong_field(error: dict[str, Any]) -> Refusal:
    kind: str = error["type"]
    code = next((code for name, code in _WRONG.items() if kind.startswith(name)), "api.not_valid")
    return Refusal(code, dict(error.get("ctx", {})), _path(error["loc"]))


def _path(location: Iterable[str | int]) -> str:
    """`("body", "told", "applicant", "name")` as the sender knows it: `applicant.name`."""
    source, *rest = location
    names = rest[1:] if source == "body" or len(rest) > 1 else rest
    return ".".join(map(str, names)) or str(source)
