"""The map's public pages: any name or code finds its unit, any day shows the unit as it was, with its law."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from haicap.territory import vocabulary
from haicap.territory.contract import (
    HamletChange,
    HamletKind,
    Measure,
    MutationKind,
    Precision,
    Quantifier,
    Standing,
    UnitKind,
)

pytestmark = pytest.mark.django_db


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def hits(html: str) -> list[str]:
    return re.findall(r'<h2><a href="([^"]+)">', html)


@pytest.mark.parametrize("question", ["tam bo", "Tam Bố", "xã tam bố", "TAM BỐ"])
def test_an_old_name_in_any_spelling_finds_the_old_unit_and_says_what_it_is_now(
    client: Client, question: str
) -> None:
    html = page(client, f"/dia-gioi/?q={quote(question)}")
    (first,) = hits(html)
    assert first.endswith("?ngay=2025-06-30")
    assert '>Xã Tam Bố</a></h2><p class="strong">nay thuộc Xã Gia Hiệp</p>' in html


def test_a_code_finds_every_state_that_ever_carried_it(client: Client) -> None:
    html = page(client, "/dia-gioi/?q=25015")
    assert {address.partition("?")[0] for address in hits(html)} == {"/dia-gioi/25015/"}
    assert len(hits(html)) >= 2


def test_with_a_day_only_units_of_that_day_are_found(client: Client) -> None:
    assert len(hits(page(client, "/dia-gioi/?q=tam+bo&ngay=2025-06-30"))) == 1
    assert hits(page(client, "/dia-gioi/?q=tam+bo&ngay=2025-07-01")) == []


@pytest.mark.parametrize(("day", "total"), [("2025-06-30", 63), ("2025-07-01", 34)])
def test_without_a_question_the_provinces_of_the_day_are_listed(client: Client, day: str, total: int) -> None:
    html = page(client, f"/dia-gioi/?ngay={day}")
    assert f"{total} tỉnh, thành phố" in html
    assert len(re.findall(r'<li><a href="/dia-gioi/', html)) >= total


def test_a_unit_shows_family_law_figures_and_certainty(client: Client) -> None:
    html = page(client, "/dia-gioi/25015/?ngay=2025-07-01")
    for words in (
        "<h1>Xã Gia Hiệp</h1>",
        "Tam Bố",
        "toàn bộ diện tích tự nhiên, quy mô dân số",
        "1671/NQ-UBTVQH15",
        "Ủy ban Thường vụ Quốc hội",
        "16/06/2025",
        "theo bản đăng lại",
    ):
        assert words in html, words


def test_figures_of_a_unit_stand_with_day_and_source(client: Client) -> None:
    html = page(client, "/dia-gioi/25015/")
    for words in ("324,43", "21.462", "Nguồn"):
        assert words in html, words


def test_an_old_unit_asked_for_today_says_what_it_is_now(client: Client) -> None:
    old = hits(page(client, "/dia-gioi/?q=tam+bo"))[0].partition("?")[0]
    html = page(client, f"{old}?ngay=2025-06-30")
    assert "<h1>Xã Tam Bố</h1>" in html
    assert "Huyện Di Linh" in html
    html = page(client, f"{old}?ngay=2026-01-01")
    assert "<h1>Xã Tam Bố, nay thuộc Xã Gia Hiệp</h1>" in html
    assert "Vào ngày 01/01/2026 không còn đơn vị này" in html


def test_a_divided_commune_names_all_successors(client: Client) -> None:
    html = page(client, "/dia-gioi/?q=Gia+Bac&ngay=2025-06-30")
    html = page(client, hits(html)[0])
    assert "Đã trở thành" in html
    assert "nay thuộc" not in html.partition("</h1>")[0]


def test_what_is_no_day_is_named_and_nothing_lost(client: Client) -> None:
    html = page(client, "/dia-gioi/?q=tam+bo&ngay=hom-qua")
    assert "“hom-qua” không phải là ngày" in html
    assert 'value="tam bo"' in html
    assert "“&lt;b&gt;” không phải là ngày" in page(client, "/dia-gioi/25015/?ngay=<b>")


@pytest.mark.parametrize("path", ["/dia-gioi/99999/", "/dia-gioi/x/", "/dia-gioi/²/"])
def test_a_code_that_nobody_ever_carried_is_not_found(client: Client, path: str) -> None:
    assert "Không tìm thấy trang" in page(client, path, 404)


def test_the_first_and_last_day_of_the_calendar_are_days(client: Client) -> None:
    page(client, "/dia-gioi/25015/?ngay=0001-01-01")
    page(client, "/dia-gioi/25015/?ngay=9999-12-31")
    page(client, "/dia-gioi/?ngay=0001-01-01")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (UnitKind, vocabulary.UNIT_WORDS),
        (MutationKind, vocabulary.MUTATION_WORDS),
        (Quantifier, vocabulary.QUANTIFIER_WORDS),
        (Standing, vocabulary.STANDING_WORDS),
        (Measure, vocabulary.MEASURE_WORDS),
        (Precision, vocabulary.PRECISION_WORDS),
        (HamletKind, vocabulary.HAMLET_KIND_WORDS),
        (HamletChange, vocabulary.HAMLET_CHANGE_WORDS),
    ],
)
def test_every_value_of_a_closed_list_has_its_word(kind: type, words: vocabulary.Words) -> None:
    assert set(words) == set(kind)
