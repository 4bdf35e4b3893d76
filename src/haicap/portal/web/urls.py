"""Addresses of the citizen's side."""

from django.urls import path

from haicap.portal.web import figures, home, open_data, procedures, tracking

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("thu-tuc/", procedures.search, name="search"),
    path("thu-tuc/<str:code>/", procedures.show, name="procedure"),
    path("so-lieu/", figures.board, name="figures"),
    path("du-lieu-mo/", open_data.page, name="open_data"),
    path("tra-cuu/", tracking.ask, name="track"),
    # short and without a last slash: it is printed as a QR code
    path("h/<str:number>/<str:secret>", tracking.dossier, name="dossier"),
]
