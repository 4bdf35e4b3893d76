"""Addresses of reporting."""

from django.urls import path

from haicap.reporting.web import (
    periodic_acts,
    periodic_files,
    periodic_index,
    periodic_lists,
    periodic_report,
    periodic_rows,
)

urlpatterns = [
    path("bao-cao/", periodic_lists.listing, name="reporting_periodic"),
    path("bao-cao/lap/", periodic_acts.prepare, name="reporting_periodic_prepare"),
    path("bao-cao/tinh/", periodic_lists.collection, name="reporting_periodic_collection"),
    path("bao-cao/<uuid:report_id>/", periodic_report.show, name="reporting_periodic_report"),
    path("bao-cao/<uuid:report_id>/dong/", periodic_rows.rows, name="reporting_periodic_rows"),
    path("bao-cao/<uuid:report_id>/chi-so-766/", periodic_index.behind, name="reporting_periodic_index"),
    path(
        "bao-cao/<uuid:report_id>/dieu-chinh/",
        periodic_report.adjustments,
        name="reporting_periodic_adjustments",
    ),
    path("bao-cao/<uuid:report_id>/kiem-tra/", periodic_acts.check, name="reporting_periodic_check"),
    path("bao-cao/<uuid:report_id>/ky/", periodic_acts.sign, name="reporting_periodic_sign"),
    path("bao-cao/<uuid:report_id>/gui/", periodic_acts.submit, name="reporting_periodic_submit"),
    path("bao-cao/<uuid:report_id>/tra-lai/", periodic_acts.send_back, name="reporting_periodic_send_back"),
    path("bao-cao/<uuid:report_id>/bao-cao.pdf", periodic_files.paper, name="reporting_periodic_pdf"),
    path("bao-cao/<uuid:report_id>/bao-cao.json", periodic_files.document, name="reporting_periodic_json"),
    path(
        "bao-cao/<uuid:report_id>/bao-cao.csv",
        periodic_files.sheet,
        {"kind": "csv"},
        name="reporting_periodic_csv",
    ),
    path(
        "bao-cao/<uuid:report_id>/bao-cao.xlsx",
        periodic_files.sheet,
        {"kind": "xlsx"},
        name="reporting_periodic_xlsx",
    ),
]
