"""All addresses. Officials' pages, the citizen's side and the API each live in their package's `web/urls.py`."""

from django.urls import URLPattern, URLResolver, include, path

from haicap.config.api import api

handler400 = "haicap.ui.errors.bad_request"
handler403 = "haicap.ui.errors.forbidden"
handler404 = "haicap.ui.errors.not_found"
handler500 = "haicap.ui.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("", include("haicap.platform.web.urls")),
    path("", include("haicap.ui.urls")),
    path("", include("haicap.territory.web.urls")),
    path("", include("haicap.organisation.web.urls")),
    path("quan-tri/thu-tuc/", include("haicap.procedures.web.urls")),
    path("", include("haicap.reorganisation.web.after")),
    path("san-sang/", include("haicap.reorganisation.web.readiness_urls")),
    path("phuong-an/", include("haicap.reorganisation.web.plan_urls")),
    path("thon/", include("haicap.reorganisation.web.hamlet_urls")),
    path("", include("haicap.reporting.web.urls")),
    path("", include("haicap.desk.web.urls")),
    path("", include("haicap.portal.web.urls")),
]
