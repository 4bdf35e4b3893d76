"""Addresses of the catalogue's administration."""

from django.urls import path, re_path

from haicap.procedures.web import catalogue, decisions, drafts, importing

app_name = "procedures"
urlpatterns = [
    path("", catalogue.find, name="list"),
    re_path(r"^tai-ve\.(?P<kind>csv|xlsx)$", catalogue.export, name="export"),
    path("dang-sua/", catalogue.in_work, name="in_work"),
    path("duyet-nhieu/", decisions.approve_many, name="approve_many"),
    path("nap/", importing.upload, name="upload"),
    path("nap/trinh/", importing.carry_out, name="carry_out"),
    path("moi/", drafts.open_new, name="new"),
    path("ban/<int:version_id>/", drafts.preview, name="preview"),
    path("ban/<int:version_id>/sua/", drafts.edit, name="edit"),
    path("ban/<int:version_id>/trinh/", decisions.submit, name="submit"),
    path("ban/<int:version_id>/duyet/", decisions.approve, name="approve"),
    path("ban/<int:version_id>/tra-lai/", decisions.reject, name="reject"),
    path("ban/<int:version_id>/bo/", decisions.withdraw, name="withdraw"),
    path("<str:code>/", catalogue.show, name="show"),
    path("<str:code>/soan/", drafts.open_next, name="open_next"),
]
