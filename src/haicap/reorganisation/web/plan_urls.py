"""Addresses of plans."""

from django.urls import path

from haicap.reorganisation.web import annulments, plan_editor, plans

urlpatterns = [
    path("", plans.listing, name="reorganisation_plans"),
    path("moi/", plan_editor.edit, name="reorganisation_plan_new"),
    path("moi/xem-truoc/", plan_editor.preview, name="reorganisation_plan_preview"),
    path("moi/nap/", plan_editor.upload, name="reorganisation_plan_upload"),
    path("<uuid:plan_id>/", plans.show, name="reorganisation_plan"),
    path("<uuid:plan_id>/phe-duyet/", plans.approve, name="reorganisation_plan_approve"),
    path("<uuid:plan_id>/rut/", plans.withdraw, name="reorganisation_plan_withdraw"),
    path("<uuid:plan_id>/thuc-hien/", plans.apply, name="reorganisation_plan_apply"),
    path("<uuid:plan_id>/huy-bo/", annulments.propose, name="reorganisation_annulment"),
    path(
        "<uuid:plan_id>/huy-bo/<uuid:annulment_id>/xac-nhan/",
        annulments.confirm,
        name="reorganisation_annulment_confirm",
    ),
    path(
        "<uuid:plan_id>/huy-bo/<uuid:annulment_id>/tu-choi/",
        annulments.decline,
        name="reorganisation_annulment_decline",
    ),
    path("<uuid:plan_id>/bao-toan.csv", plans.report, {"kind": "csv"}, name="reorganisation_plan_csv"),
    path("<uuid:plan_id>/bao-toan.xlsx", plans.report, {"kind": "xlsx"}, name="reorganisation_plan_xlsx"),
    path("<uuid:plan_id>/bao-toan.pdf", plans.paper, {"proved": "applied"}, name="reorganisation_plan_pdf"),
    path(
        "<uuid:plan_id>/bao-toan-huy-bo.pdf",
        plans.paper,
        {"proved": "annulled"},
        name="reorganisation_plan_annulled_pdf",
    ),
]
