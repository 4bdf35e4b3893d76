"""The citizen's pages answer everybody, in words, without a sign-in."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from haicap.kernel import clock
from haicap.platform import progress
from haicap.portal.web.home import DEMO_FILLING, EVERYDAY
from haicap.procedures import api as procedures

pytestmark = pytest.mark.django_db


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("question", ["ket hon", "kết hôn", "KẾT HÔN", "kết hôn"])
def test_every_spelling_leads_to_the_same_procedure(client: Client, question: str) -> None:
    first = re.search(r'href="(/thu-tuc/[\d.]+/)"', page(client, f"/thu-tuc/?q={question}"))
    assert first is not None
    assert first[1] == "/thu-tuc/1.000894/"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_everyday_word_on_the_first_page_finds_something(language: str) -> None:
    with translation.override(language):
        found = {str(word): procedures.search(str(word), day=clock.today()) for word in EVERYDAY}
    assert all(found.values()), [word for word, hits in found.items() if not hits]


def test_an_everyday_word_on_the_first_page_leads_to_its_search(client: Client) -> None:
    assert 'href="/thu-tuc/?q=khai%20t%E1%BB%AD"' in client.get("/").content.decode()


def test_a_procedure_shows_papers_time_fee_steps_and_certainty(client: Client) -> None:
    html = page(client, "/thu-tuc/1.001193/")
    for words in (
        "Giấy tờ cần mang",
        "Trong ngày",
        "Không thu phí",
        "Các bước giải quyết",
        "Đơn vị thời hạn suy từ luật",
    ):
        assert words in html


@pytest.mark.parametrize("path", ["/thu-tuc/9.999999/", "/thu-tuc/1.0011930/", "/thu-tuc/x/"])
def test_an_unknown_procedure_is_not_found(client: Client, path: str) -> None:
    assert "Không tìm thấy trang" in page(client, path, 404)


@pytest.mark.parametrize("number", ["0", "-1", "999999999999", "x", "²", ""])
def test_an_impossible_page_number_shows_a_page_that_is(client: Client, number: str) -> None:
    assert "hits" in page(client, f"/thu-tuc/?trang={number}")


def test_all_pages_of_the_catalogue_together_have_every_procedure_once(client: Client) -> None:
    total = len(procedures.search("", day=clock.today(), limit=None))
    seen = [
        code
        for number in range(1, -(-total // 20) + 1)
        for code in re.findall(r'href="/thu-tuc/([\d.]+)/"', page(client, f"/thu-tuc/?trang={number}"))
    ]
    assert len(seen) == len(set(seen)) == total


def test_nothing_found_says_what_to_try(client: Client) -> None:
    assert "Chưa tìm thấy thủ tục nào" in page(client, "/thu-tuc/?q=xyzzy")


def test_what_was_asked_is_shown_as_text(client: Client) -> None:
    assert "<script>alert" not in page(client, "/thu-tuc/?q=<script>alert(1)</script>")


def test_sign_ins_are_shown_in_a_demo_only(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "vào thử từng vai" not in page(client, "/")
    monkeypatch.setattr(settings, "DEMO", True)
    assert "vào thử từng vai" in page(client, "/")


def test_the_filling_of_the_demo_is_shown_until_it_is_done(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    progress.report(DEMO_FILLING, words="68", done=6000, total=24_000)
    html = page(client, "/")
    assert "6.000 trên 24.000" in html
    assert 'value="25"' in html
    progress.report(DEMO_FILLING, words="68", done=24_000, total=24_000, finished=True)
    assert "hx-trigger" not in page(client, "/")


def test_english_pages_have_no_vietnamese_sentence_of_ours(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = page(client, "/tra-cuu/")
    assert '<html lang="en"' in html
    words = re.sub(r"<[^>]+>|Tiếng Việt", " ", html)
    assert re.findall(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]\w*", words.lower()) == []


def test_first_page_asks_the_database_little(client: Client, django_assert_max_num_queries: object) -> None:
    page(client, "/")
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        page(client, "/")
