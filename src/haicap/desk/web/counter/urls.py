"""Addresses of the counter."""

from django.urls import path

from haicap.desk.web.counter import accepted, intake, scans

app_name = "counter"
urlpatterns = [
    path("tiep-nhan/", intake.fresh, name="intake"),
    path("tiep-nhan/<uuid:draft_id>/", intake.draft, name="draft"),
    path("tiep-nhan/<uuid:draft_id>/luu/", intake.save, name="save"),
    path("tiep-nhan/<uuid:draft_id>/bo/", intake.discard, name="discard"),
    path("tiep-nhan/<uuid:draft_id>/chon/", intake.choose, name="choose"),
    path("tiep-nhan/<uuid:draft_id>/giay-to/<str:key>/", scans.attach, name="attach"),
    path("tiep-nhan/<uuid:draft_id>/giay-to/<str:key>/<uuid:file_id>/bo/", scans.remove, name="detach"),
    path("the/", intake.card, name="card"),
    path("da-nhan/<uuid:dossier_id>/", accepted.show, name="accepted"),
    path("ho-so/<uuid:dossier_id>/bien-nhan/", accepted.issue, name="issue_receipt"),
    path("ho-so/<uuid:dossier_id>/bien-nhan.pdf", accepted.receipt, name="receipt"),
]
