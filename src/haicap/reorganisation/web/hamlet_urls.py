"""Addresses of hamlets, and of lists of addresses."""

from django.urls import path

from haicap.reorganisation.web import address_lists, divided, hamlet, hamlets

urlpatterns = [
    path("", hamlets.own, name="reorganisation_hamlets_own"),
    path("danh-sach-dia-chi/", address_lists.answer, name="reorganisation_addresses"),
    path("xa-bi-chia/", divided.queue, name="reorganisation_divided"),
    path("xa-bi-chia/<str:code>/", divided.assign, name="reorganisation_assign"),
    path("xa-bi-chia/<str:code>/<int:hamlet_id>/", divided.split, name="reorganisation_split"),
    path("<str:code>/", hamlets.listing, name="reorganisation_hamlets"),
    path("<str:code>/nap/", hamlets.upload, name="reorganisation_hamlet_upload"),
    path("<str:code>/<int:hamlet_id>/", hamlet.show, name="reorganisation_hamlet"),
]
