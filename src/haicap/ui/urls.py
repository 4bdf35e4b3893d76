"""Addresses of the shared screens."""

from django.urls import path

from haicap.ui import views

app_name = "ui"
urlpatterns = [
    path("tuy-chon/", views.options, name="options"),
    path("tuy-chon/tiep-tuc/", views.stay, name="stay"),
]
