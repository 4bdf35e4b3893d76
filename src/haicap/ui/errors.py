"""Pages for what went wrong: handlers named in `config/urls.py`.

They read neither session nor database, so that they also come when the database does not.
"""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from psycopg_pool import PoolTimeout

from haicap.ui.context import Unasked
from haicap.ui.http import RETRY_SECONDS

METHOD_NOT_ALLOWED = HTTPStatus.METHOD_NOT_ALLOWED
_DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeout)


def page(request: HttpRequest, status: HTTPStatus, template: str = "") -> HttpResponse:
    """The page of `status`; its words stand in `ui/errors/<status>.html`."""
    context = {"sent": request.method not in {"GET", "HEAD"}, "ui": Unasked(request), "messages": ()}
    return render(request, template or f"ui/errors/{status.value}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or the form could not be understood."""
    return page(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this reader."""
    return page(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing at this address."""
    return page(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a bug. 503 where the database is away: then trying again helps, and the page says so."""
    if isinstance(sys.exc_info()[1], _DATABASE_AWAY):
        response = page(request, HTTPStatus.SERVICE_UNAVAILABLE)
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        return response
    return page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the forgery guard: the form was open too long or cookies are off."""
    return page(request, HTTPStatus.FORBIDDEN, "ui/errors/stale_form.html")
