"""Addresses for machines."""

from django.urls import path

from haicap.platform.web import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
