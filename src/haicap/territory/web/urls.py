"""Addresses of the map's public pages."""

from django.urls import path

from haicap.territory.web import addresses, units

app_name = "territory"
urlpatterns = [
    path("dia-gioi/", units.search, name="search"),
    path("dia-gioi/<str:code>/", units.show, name="unit"),
    path("dia-chi/", addresses.ask, name="address"),
]
