"""`/metrics`: for a monitor on this machine, or one that holds `HAICAP_METRICS_TOKEN`."""

import hmac
from http import HTTPStatus
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from haicap.platform import metrics

# a request that came through a proxy came from somewhere else, whoever hands it on
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


@require_safe
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """200 with everything measured; 401 for anybody else."""
    if not (_from_here(request) or _holds_token(request)):
        challenge = {"WWW-Authenticate": 'Bearer realm="metrics"'}
        return HttpResponse("unauthorized\n", "text/plain", HTTPStatus.UNAUTHORIZED, headers=challenge)
    return HttpResponse(metrics.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _from_here(request: HttpRequest) -> bool:
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _holds_token(request: HttpRequest) -> bool:
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(given.encode(), wanted.encode())
