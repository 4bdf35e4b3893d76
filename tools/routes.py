"""Every address of the house with its methods and who is let in: found in the views themselves, not listed by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# Addresses that anybody may call. A new public one is written down here on purpose; the test fails until it is.
PUBLIC = frozenset(
    {
        "",
        "healthz",
        "readyz",
        "metrics",
        "tuy-chon/",
        "tuy-chon/tiep-tuc/",
        "thu-tuc/",
        "thu-tuc/<str:code>/",
        "tra-cuu/",
        "so-lieu/",
        "du-lieu-mo/",
        "dia-gioi/",
        "dia-gioi/<str:code>/",
        "dia-chi/",
        "h/<str:number>/<str:secret>",
        "tai-khoan/dang-nhap/",
        "tai-khoan/dang-xuat/",
        "tai-khoan/hai-lop/authenticate/",
        "tai-khoan/hai-lop/webauthn/login/",
        "api/v1/",
        "api/v1/openapi.json",
        "api/v1/procedures",
        "api/v1/procedures/<code>",
        "api/v1/tracking/<number>/<secret>",
        "api/v1/statistics",
        "api/v1/statistics/catalogue.jsonld",
        "api/v1/statistics/dossiers/<province>/<month>",
        "api/v1/statistics/dossiers/<province>/<month>/rows.csv",
        "api/v1/statistics/dossiers/<province>/<month>/rows.xlsx",
    }
)
# Pages of one's own account (allauth's): signed in, whatever the role, also without an appointment.
OWN_ACCOUNT = "tai-khoan/"


class Gate(Enum):
    """Who stands at the door of a route."""

    PUBLIC = "everybody"
    ACCOUNT = "whoever is signed in"
    OFFICIAL = "officials"
    API = "officials (key or session)"
    UNKNOWN = "not classified"


@dataclass(frozen=True)
class Route:
    """One address; `roles` empty lets in every official."""

    address: str
    methods: tuple[str, ...]
    gate: Gate
    roles: tuple[str, ...] = ()


def routes() -> list[Route]:
    """All routes of `config.urls`, by address; Django must be set up."""
    from django.urls import get_resolver

    found: dict[str, Route] = {}
    for address, view in _views(get_resolver(), ""):
        known = found.get(address)
        route = _route(address, view)
        found[address] = Route(address, known.methods, known.gate, known.roles) if known else route
    return [found[address] for address in sorted(found)]


def _views(resolver: Any, before: str) -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _views(pattern, address)
        else:
            yield address, pattern.callback


def _route(address: str, view: Any) -> Route:
    operations = _operations(view)
    if operations is not None:
        methods = tuple(sorted(method for operation in operations for method in operation.methods))
        open_to_all = not any(operation.auth_callbacks for operation in operations)
        return Route(address, methods, _declared(address, Gate.PUBLIC if open_to_all else Gate.API))
    methods = _methods(view)
    roles = getattr(view, "lets_in", None)
    if roles is not None:
        return Route(address, methods, Gate.OFFICIAL, tuple(sorted(role.value for role in roles)))
    return Route(address, methods, _declared(address, Gate.PUBLIC if address in PUBLIC else Gate.ACCOUNT))


def _declared(address: str, gate: Gate) -> Gate:
    """A gate found in the code must be the one that is written down."""
    if gate is Gate.PUBLIC:
        return gate if address in PUBLIC else Gate.UNKNOWN
    if gate is Gate.ACCOUNT and not address.startswith(OWN_ACCOUNT):
        return Gate.UNKNOWN
    return gate


def _operations(view: Any) -> Any:
    """The operations of an API route: ninja keeps them in the closure of its view."""
    path_view = _closed_over(view, "self")
    return getattr(path_view, "operations", None)


def _methods(view: Any) -> tuple[str, ...]:
    """The methods a view takes, from Django's `require_…` decorators; else GET and POST."""
    while view is not None:
        allowed = _closed_over(view, "request_method_list")
        if allowed is not None:
            return tuple(method for method in METHODS if method in allowed)
        kind = getattr(view, "view_class", None)
        if kind is not None:
            return tuple(method for method in METHODS if hasattr(kind, method.lower()))
        view = getattr(view, "__wrapped__", None)
    return ("GET", "POST")


def _closed_over(view: Any, name: str) -> Any:
    code = getattr(view, "__code__", None)
    cells = getattr(view, "__closure__", None) or ()
    names = code.co_freevars if code else ()
    return next((cell.cell_contents for free, cell in zip(names, cells, strict=True) if free == name), None)
