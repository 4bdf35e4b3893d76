"""Addresses of the work after a merger: names on papers, things that bear old names, update campaigns."""

from django.urls import path

from haicap.reorganisation.web import leftovers, naming

urlpatterns = [
    path("con-ten-cu/", leftovers.board, name="reorganisation_leftovers"),
    path("con-ten-cu/dong/", leftovers.listing, name="reorganisation_leftovers_list"),
    path("con-ten-cu/tai-ve.csv", leftovers.export, name="reorganisation_leftovers_export"),
    path("con-ten-cu/<str:code>/<slug:key>/", leftovers.kind, name="reorganisation_leftover"),
    path("quan-tri/ten-tren-giay-to/", naming.naming_page, name="reorganisation_naming"),
]
