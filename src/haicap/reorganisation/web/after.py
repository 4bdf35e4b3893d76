"""Addresses of the work after a merger: names on papers, things that bear old names, update campaigns."""

from django.urls import path

from haicap.reorganisation.web import naming

urlpatterns = [
    path("quan-tri/ten-tren-giay-to/", naming.naming_page, name="reorganisation_naming"),
]
