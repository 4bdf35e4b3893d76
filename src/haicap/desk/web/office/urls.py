"""Addresses of the office."""

from django.urls import path

from haicap.desk.web.boards import commune, heat, own, province
from haicap.desk.web.office import (
    acts,
    declared,
    dossier,
    drafting,
    home,
    index766,
    signing,
    worklist,
)

app_name = "office"
urlpatterns = [
    path("ban-lam-viec/", home.home, name="home"),
    path("viec-can-lam/", worklist.show, name="worklist"),
    path("ky-duyet/", signing.queue, name="signing"),
    path("bang-dieu-hanh/", commune.commune, name="board"),
    path("bang-dieu-hanh/tinh/", province.province, name="province"),
    path("bang-dieu-hanh/tinh/xa/", province.league, name="league"),
    path("bang-dieu-hanh/tinh/ban-do/", province.outlines, name="map"),
    path("bang-dieu-hanh/tinh/linh-vuc/", heat.heat, name="heat"),
    path("bang-dieu-hanh/cua-toi/", own.own, name="own"),
    path("bang-dieu-hanh/so/", own.department, name="department"),
    path("chi-so-766/", index766.show, name="index766"),
    path("chi-so-766/tinh/", index766.ranking, name="index766_province"),
    path("chi-so-766/thu-tuc/", index766.published, name="index766_procedures"),
    path("so-lieu-cong-bo/", declared.show, name="declared"),
    path("so-lieu-cong-bo/ghi/", declared.add, name="declared_add"),
    path("so-lieu-cong-bo/nop-tep/", declared.hand_in, name="declared_hand_in"),
    path("so-lieu-cong-bo/tep/<uuid:paper_id>/", declared.paper, name="declared_paper"),
    path("so-lieu-cong-bo/<int:row>/sua/", declared.correct, name="declared_correct"),
    path("ho-so/", worklist.every, name="dossiers"),
    path("ho-so/<uuid:dossier_id>/", dossier.show, name="dossier"),
    path("ho-so/<uuid:dossier_id>/tep/<uuid:file_id>/", dossier.file, name="file"),
    path("ho-so/<uuid:dossier_id>/du-thao/", drafting.draft, name="draft"),
    path("ho-so/<uuid:dossier_id>/du-thao.png", drafting.look, name="draft_look"),
    path("ho-so/<uuid:dossier_id>/du-thao.pdf", drafting.printing, name="draft_pdf"),
    path("ho-so/<uuid:dossier_id>/mau/<uuid:form_id>/", dossier.form, name="form"),
    path("ho-so/<uuid:dossier_id>/<slug:name>/", acts.act, name="act"),
]
