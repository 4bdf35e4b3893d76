"""Components say what they show in words, and carry what a screen reader needs."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django import forms
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from haicap.kernel import messages
from haicap.kernel.clock import VIETNAM
from haicap.kernel.errors import Refusal
from haicap.ui.badges import BADGES, Tone
from haicap.ui.templatetags import ui

Freeze = Callable[[str | datetime], datetime]
NOON = datetime(2025, 7, 16, 12, 0, tzinfo=VIETNAM)


class Name(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Như trên căn cước")


def show(text: str, **context: object) -> str:
    request = RequestFactory().get("/", {"q": "đất"})
    return Template("{% load ui %}" + text).render(RequestContext(request, context))


def test_day_has_weekday_and_four_digit_year() -> None:
    assert ui.day(NOON) == "Thứ Tư, 16/07/2025"
    assert ui.moment(NOON) == "12:00 Thứ Tư, 16/07/2025"


def test_english_changes_the_weekday_not_the_order_of_the_date() -> None:
    with translation.override("en"):
        assert ui.day(NOON) == "Wednesday, 16/07/2025"


def test_day_of_a_moment_is_the_vietnamese_one() -> None:
    assert ui.day(datetime.fromisoformat("2025-07-16T18:30:00+00:00")) == "Thứ Năm, 17/07/2025"


@pytest.mark.parametrize(("language", "words"), [("vi", "1.234.567\u00a0đ"), ("en", "1,234,567\u00a0đ")])
def test_money_is_grouped_as_the_language_writes(language: str, words: str) -> None:
    with translation.override(language):
        assert ui.money(1_234_567) == words
    assert ui.money(None) == ""


@pytest.mark.parametrize(
    ("days", "words", "tone"), [(0, "hôm nay", "warn"), (3, "còn 3 ngày", "mute"), (-4, "quá 4 ngày", "bad")]
)
def test_due_says_how_many_days_are_left(frozen: Freeze, days: int, words: str, tone: str) -> None:
    frozen(NOON)
    html = show("{% due at %}", at=NOON + timedelta(days=days))
    assert words in html
    assert f"due-{tone}" in html


def test_a_settled_dossier_is_not_counted_down(frozen: Freeze) -> None:
    frozen(NOON)
    assert "quá" not in show("{% due at finished=True %}", at=NOON - timedelta(days=4))


def test_field_in_error_points_to_hint_and_error() -> None:
    html = show("{% field form.name %}", form=Name({"name": ""}))
    assert 'aria-describedby="id_name-hint id_name-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name-error"' in html


def test_error_summary_links_to_the_field_and_is_absent_without_errors() -> None:
    assert '<a href="#id_name">' in show("{% error_summary form %}", form=Name({"name": ""}))
    assert show("{% error_summary form %}", form=Name({"name": "An"})).strip() == ""


def test_refused_button_cannot_submit_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(messages._sentences, "test.unsigned", "Kết quả chưa ký.")
    html = show('{% reasoned_button "Trả" refusal name="act" value="x" %}', refusal=Refusal("test.unsigned"))
    assert 'type="button"' in html
    assert 'aria-disabled="true" aria-describedby="reason-act-x"' in html
    assert "Kết quả chưa ký." in html
    assert 'type="submit"' in show('{% reasoned_button "Trả" refusal name="act" %}', refusal=None)


def test_every_badge_has_word_icon_and_tone() -> None:
    symbols = ui_static("icons.svg")
    for badge in BADGES.values():
        assert str(badge.word)
        assert badge.tone in Tone
        assert f'id="{badge.icon}"' in symbols


def test_unknown_state_is_a_bug() -> None:
    with pytest.raises(KeyError):
        show('{% status_badge "no_such_state" %}')


@pytest.mark.parametrize(("number", "pages"), [(1, [1, 2, None, 50]), (25, [1, None, 24, 25, 26, None, 50])])
def test_pagination_keeps_the_question_and_leaves_gaps(number: int, pages: list[int | None]) -> None:
    told = ui.pagination(RequestContext(RequestFactory().get("/")), number, 25, 1234)
    assert told["pages"] == pages
    assert "q=%C4%91%E1%BA%A5t&amp;trang=2" in show("{% pagination 1 25 1234 %}")


def ui_static(name: str) -> str:
    from importlib.resources import files

    return (files("haicap.ui") / "static" / "ui" / name).read_text(encoding="utf-8")
