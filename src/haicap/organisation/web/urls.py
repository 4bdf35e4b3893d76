"""Addresses of sign-in and administration.

allauth's own list is not included: what is not used here is not reachable.
"""

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.urls import include, path

from haicap.organisation.web import bodies, calendar, delegations, keys, laws, people, seats

sign_in = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("phien/", sessions.list_usersessions, name="usersessions_list"),
    path("phien/<int:session_id>/ket-thuc/", seats.end_session, name="organisation_session_end"),
    path("hai-lop/", include("allauth.mfa.urls")),
    path("vi-tri/", seats.choose, name="organisation_seat"),
    path("uy-quyen/", delegations.delegations_page, name="organisation_delegations"),
    path("uy-quyen/<int:delegation_id>/ket-thuc/", delegations.end, name="organisation_delegation_end"),
    path("khoa-api/", keys.keys_page, name="organisation_keys"),
    path("khoa-api/<int:token_id>/thu-hoi/", keys.revoke, name="organisation_key_revoke"),
]

administration = [
    path("co-quan/", bodies.listing, name="organisation_bodies"),
    path("co-quan/<int:agency_id>/", bodies.detail, name="organisation_body"),
    path("co-quan/<int:agency_id>/vi-tri/", bodies.open_post, name="organisation_post_open"),
    path(
        "co-quan/<int:agency_id>/vi-tri/<int:post_id>/dong/",
        bodies.close_post,
        name="organisation_post_close",
    ),
    path("co-quan/<int:agency_id>/quay/", bodies.open_counter, name="organisation_counter_open"),
    path(
        "co-quan/<int:agency_id>/quay/<int:counter_id>/dong/",
        bodies.close_counter,
        name="organisation_counter_close",
    ),
    path("nguoi/", people.listing, name="organisation_people"),
    path("nguoi/them/", people.add, name="organisation_person_add"),
    path("nguoi/<int:person_id>/", people.detail, name="organisation_person"),
    path("nguoi/<int:person_id>/bo-nhiem/", people.appoint, name="organisation_appoint"),
    path(
        "nguoi/<int:person_id>/vi-tri/<int:appointment_id>/ket-thuc/",
        people.end_appointment,
        name="organisation_appointment_end",
    ),
    path("nguoi/<int:person_id>/thoi-viec/", people.end_employment, name="organisation_leave"),
    path("nguoi/<int:person_id>/tai-khoan/", people.create_account, name="organisation_account_create"),
    path("nguoi/<int:person_id>/tai-khoan/khoa/", people.lock, name="organisation_account_lock"),
    path("nguoi/<int:person_id>/tai-khoan/mo-khoa/", people.unlock, name="organisation_account_unlock"),
    path(
        "nguoi/<int:person_id>/tai-khoan/mat-khau/", people.reset_password, name="organisation_account_reset"
    ),
    path("nguoi/<int:person_id>/tai-khoan/phien/", people.end_sessions, name="organisation_account_sessions"),
    path("kiem-tra/", laws.listing, name="organisation_laws"),
    path("lich/", calendar.listing, name="organisation_calendar"),
    path("lich/them/", calendar.add, name="organisation_calendar_add"),
    path("lich/nap/", calendar.load, name="organisation_calendar_load"),
]

urlpatterns = [path("tai-khoan/", include(sign_in)), path("quan-tri/", include(administration))]
