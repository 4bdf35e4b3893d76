"""The frame of all pages: look and language by cookie, navigation by role, parts for htmx, errors in words."""

from http import HTTPStatus
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from haicap.kernel import messages
from haicap.kernel.errors import Refusal, refuse
from haicap.ui import errors, navigation
from haicap.ui.http import later, refusal, status_of
from haicap.ui.navigation import Entry
from haicap.ui.preferences import Preferences, Theme


@pytest.mark.parametrize("cookie", ["", "dark", "dark-9", "x-2", "dark-2-2", "'><script>"])
def test_a_broken_cookie_never_breaks_the_look(cookie: str) -> None:
    look = Preferences.read({"haicap_look": cookie})
    assert look.theme in set(Theme)
    assert look.text_size in {1, 2, 3, 4, 5}


def test_a_choice_is_kept_and_leads_back() -> None:
    client = Client()
    answer = client.post(reverse("ui:options"), {"theme": "dark", "next": "/tra-cuu/?ma=1"})
    client.post(reverse("ui:options"), {"text_size": "5"})
    client.post(reverse("ui:options"), {"language": "en"})
    assert answer["Location"] == "/tra-cuu/?ma=1"
    assert client.cookies["haicap_look"].value == "dark-5"
    assert client.cookies["django_language"].value == "en"


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org/", "javascript:alert(1)", "relative"]
)
def test_a_choice_never_leads_to_another_host(target: str) -> None:
    assert Client().post(reverse("ui:options"), {"theme": "dark", "next": target})["Location"] == "/"


def test_screens_are_vietnamese_unless_the_reader_chose() -> None:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    assert 'lang="vi"' in client.get("/no-such-page/").content.decode()
    client.post(reverse("ui:options"), {"language": "en"})
    assert "Page not found" in client.get("/no-such-page/").content.decode()


def test_wrong_method_gets_a_page_and_keeps_its_header() -> None:
    answer = Client().get(reverse("ui:options"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Không làm theo cách này được" in answer.content.decode()


def test_database_away_is_503_and_says_what_happened_to_the_answers() -> None:
    try:
        raise OperationalError("connection refused")
    except OperationalError:
        answer = errors.server_error(RequestFactory().post("/"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "có thể chưa được lưu" in answer.content.decode()


def test_a_bug_is_500_without_details() -> None:
    try:
        raise ValueError("secret detail")
    except ValueError:
        answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "secret detail" not in answer.content.decode()


def test_form_without_token_is_refused_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("ui:options"), {"theme": "dark"})
    assert answer.status_code == 403
    assert "Biểu mẫu đã hết hiệu lực" in answer.content.decode()


def test_navigation_shows_what_the_roles_hold_and_where_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})
    navigation.register(
        Entry("Tra", "portal:track", frozenset({"chair"}), 20), Entry("Tìm", "portal:search", order=10)
    )
    links = navigation.links({"chair"}, "/tra-cuu/x/")
    assert [(link.label, link.current) for link in links] == [("Tìm", False), ("Tra", True)]
    assert [link.label for link in navigation.links({"clerk"}, "/")] == ["Tìm"]
    with pytest.raises(ValueError, match="twice"):
        navigation.register(Entry("Khác", "portal:track"))


@pytest.mark.parametrize(
    ("code", "field", "status"),
    [
        ("x.not_a_chair", None, 403),
        ("x.role_missing", None, 403),
        ("x.other_agency", None, 403),
        ("x.other_division", None, 403),
        ("x.unknown_unit", None, 404),
        ("x.no_such_file", None, 404),
        ("x.unknown_unit", "unit", 422),
        ("x.moved_on", None, 409),
        ("x.too_many_at_once", None, 429),
        ("x.no_place", None, 503),
    ],
)
def test_a_refusal_has_the_status_of_its_kind(code: str, field: str | None, status: int) -> None:
    assert status_of(Refusal(code, field=field)) == status
    assert later(HTTPStatus(status)) == ({"Retry-After": "10"} if status in {429, 503} else {})


def test_a_refusal_is_a_whole_page_or_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(messages._sentences, "test.moved_on", "Hồ sơ đã đổi.")
    whole, part = (answer_to(swap=swap) for swap in (False, True))
    assert whole.status_code == part.status_code == 409
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert all("Hồ sơ đã đổi." in answer.content.decode() for answer in (whole, part))
    assert "HX-Request" in whole["Vary"]


def answer_to(*, swap: bool) -> HttpResponse:
    request = RequestFactory().get("/", headers={"HX-Request": "true"} if swap else {})
    furnish(request)
    return refusal(request, refuse("test.moved_on"))


def furnish(request: HttpRequest) -> None:
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    request.user = SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]
    request._messages = ()  # type: ignore[attr-defined]
