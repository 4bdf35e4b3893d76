"""Addresses of sign-in. allauth's own list is not included: what is not used here is not reachable."""

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.urls import include, path

from haicap.organisation.web import seats

sign_in = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("phien/", sessions.list_usersessions, name="usersessions_list"),
    path("phien/<int:session_id>/ket-thuc/", seats.end_session, name="organisation_session_end"),
    path("hai-lop/", include("allauth.mfa.urls")),
    path("vi-tri/", seats.choose, name="organisation_seat"),
]

urlpatterns = [path("tai-khoan/", include(sign_in))]
