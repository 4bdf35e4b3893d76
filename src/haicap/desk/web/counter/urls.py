"""Addresses of the counter."""

from django.urls import path

from haicap.desk.web.counter import (
    accepted,
    books,
    correct,
    dossier,
    hand_over,
    intake,
    scans,
    suggesting,
    today,
)

app_name = "counter"
urlpatterns = [
    path("tiep-nhan/", intake.fresh, name="intake"),
    path("tiep-nhan/<uuid:draft_id>/", intake.draft, name="draft"),
    path("tiep-nhan/<uuid:draft_id>/luu/", intake.save, name="save"),
    path("tiep-nhan/<uuid:draft_id>/bo/", intake.discard, name="discard"),
    path("tiep-nhan/<uuid:draft_id>/chon/", intake.choose, name="choose"),
    path("tiep-nhan/<uuid:draft_id>/dia-chi/", suggesting.suggest, name="address"),
    path("tiep-nhan/<uuid:draft_id>/giay-to/<str:key>/", scans.attach, name="attach"),
    path("tiep-nhan/<uuid:draft_id>/giay-to/<str:key>/<uuid:file_id>/bo/", scans.remove, name="detach"),
    path("the/", intake.card, name="card"),
    path("da-nhan/<uuid:dossier_id>/", accepted.show, name="accepted"),
    path("hom-nay/", today.today, name="today"),
    path("tra-ket-qua/", hand_over.search, name="hand_over"),
    path("tra-ket-qua/<uuid:dossier_id>/", hand_over.one, name="hand_over_one"),
    path("ho-so/<uuid:dossier_id>/", dossier.show, name="dossier"),
    path("ho-so/<uuid:dossier_id>/bien-nhan/", accepted.issue, name="issue_receipt"),
    path("ho-so/<uuid:dossier_id>/bien-nhan.pdf", accepted.receipt, name="receipt"),
    path("ho-so/<uuid:dossier_id>/phieu-kiem-soat.pdf", books.control_slip, name="control_slip"),
    path("ho-so/<uuid:dossier_id>/ban-quet/<uuid:file_id>/", dossier.scan, name="scan"),
    path("ho-so/<uuid:dossier_id>/sua/", correct.correct, name="correct"),
    path("ho-so/<uuid:dossier_id>/<slug:name>/", dossier.act, name="act"),
    path("so-theo-doi.pdf", books.log_book, name="log_book"),
]
