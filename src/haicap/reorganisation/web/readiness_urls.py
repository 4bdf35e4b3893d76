"""Addresses of readiness."""

from django.urls import path

from haicap.reorganisation.web import readiness

app_name = "readiness"
urlpatterns = [
    path("", readiness.show, name="board"),
    path("danh-sach/", readiness.listing, name="list"),
    path("danh-sach.csv", readiness.file, name="sheet"),
    path("<str:code>/", readiness.unit, name="unit"),
    path("<str:code>/van-hanh-thu/", readiness.trial, name="trial"),
    path("<str:code>/<slug:item>/", readiness.say, name="say"),
    path("<str:code>/<slug:item>/tep/<uuid:file_id>/", readiness.evidence, name="evidence"),
]
