"""`/healthz`: this process answers. `/readyz`: it can also do its work. Neither shows the inside."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from psycopg_pool import PoolTimeout

from haicap.platform import room


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as this process can answer at all."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 where all parts work, 503 otherwise; `{parts: {name: ok}, writes}`.

    Without room on the disk `writes` is false and the status stays: reading goes on, and so must a balancer.
    """
    parts = {name: test() for name, test in PARTS.items()}
    status = HTTPStatus.OK if all(parts.values()) else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse({"parts": parts, "writes": not room.is_short()}, status=status)


def _database() -> bool:
    return _answers("SELECT 1")


def _jobs() -> bool:
    return _answers("SELECT 1 FROM procrastinate_jobs LIMIT 1")


def _answers(question: str) -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
    except (Error, PoolTimeout):
        return False
    return True


PARTS: dict[str, Callable[[], bool]] = {"database": _database, "jobs": _jobs}
