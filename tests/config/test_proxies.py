"""Behind a proxy the reader's address and https are taken from the proxy that is named, and from nobody else."""

import os
import subprocess
import sys

import pytest

_ASK = """
import haicap.config.wsgi as door
from django.test import RequestFactory
from django.http import HttpResponse
from django.urls import path
import haicap.config.urls as urls

urls.urlpatterns.insert(0, path("ask", lambda r: HttpResponse(f"{r.scheme} {r.META['REMOTE_ADDR']}")))
environ = RequestFactory().get(
    "/ask", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9", HTTP_X_FORWARDED_PROTO="https"
).environ
print(b"".join(door.application(environ, lambda status, headers: None)).decode())
"""


@pytest.mark.parametrize(
    ("proxies", "seen"),
    [
        ("", "http 10.0.0.1"),
        ("10.0.0.2", "http 10.0.0.1"),
        ("10.0.0.1", "https 203.0.113.9"),
        ("192.0.2.0/24, 10.0.0.0/8", "https 203.0.113.9"),
    ],
)
def test_only_a_named_proxy_is_believed(proxies: str, seen: str) -> None:
    outside = {**os.environ, "HAICAP_PROXIES": proxies}
    done = subprocess.run(
        [sys.executable, "-c", _ASK], env=outside, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == seen, done.stderr[-800:]
