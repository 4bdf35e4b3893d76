"""Addresses of the officials' pages."""

from django.urls import include, path

urlpatterns = [
    path("mot-cua/", include("haicap.desk.web.counter.urls")),
    path("", include("haicap.desk.web.office.urls")),
]
