"""Addresses of the office."""

from django.urls import path

from haicap.desk.web.office import acts, boards, dossier, drafting, home, signing, worklist

app_name = "office"
urlpatterns = [
    path("ban-lam-viec/", home.home, name="home"),
    path("viec-can-lam/", worklist.show, name="worklist"),
    path("ky-duyet/", signing.queue, name="signing"),
    path("bang-dieu-hanh/", boards.commune, name="board"),
    path("bang-dieu-hanh/tinh/", boards.province, name="province"),
    path("ho-so/", worklist.every, name="dossiers"),
    path("ho-so/<uuid:dossier_id>/", dossier.show, name="dossier"),
    path("ho-so/<uuid:dossier_id>/tep/<uuid:file_id>/", dossier.file, name="file"),
    path("ho-so/<uuid:dossier_id>/du-thao/", drafting.draft, name="draft"),
    path("ho-so/<uuid:dossier_id>/du-thao.png", drafting.look, name="draft_look"),
    path("ho-so/<uuid:dossier_id>/du-thao.pdf", drafting.printing, name="draft_pdf"),
    path("ho-so/<uuid:dossier_id>/mau/<uuid:form_id>/", dossier.form, name="form"),
    path("ho-so/<uuid:dossier_id>/<slug:name>/", acts.act, name="act"),
]
