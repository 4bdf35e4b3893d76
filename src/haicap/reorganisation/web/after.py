"""Addresses of the work after a merger: names on papers, things that bear old names, update campaigns."""

from django.urls import path

from haicap.reorganisation.web import campaigns, leftovers, naming

urlpatterns = [
    path("cap-nhat/", campaigns.listing, name="reorganisation_campaigns"),
    path("cap-nhat/<uuid:campaign_id>/", campaigns.show, name="reorganisation_campaign"),
    path("cap-nhat/<uuid:campaign_id>/dong/", campaigns.differences, name="reorganisation_campaign_rows"),
    path(
        "cap-nhat/<uuid:campaign_id>/xac-nhan/<int:commune>/",
        campaigns.confirm,
        name="reorganisation_campaign_confirm",
    ),
    path("con-ten-cu/", leftovers.board, name="reorganisation_leftovers"),
    path("con-ten-cu/dong/", leftovers.listing, name="reorganisation_leftovers_list"),
    path("con-ten-cu/tai-ve.csv", leftovers.export, name="reorganisation_leftovers_export"),
    path("con-ten-cu/<str:code>/<slug:key>/", leftovers.item, name="reorganisation_leftover"),
    path("quan-tri/ten-tren-giay-to/", naming.naming_page, name="reorganisation_naming"),
]
