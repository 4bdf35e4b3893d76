"""The address tool answers everybody, guesses nothing and keeps nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db

OLD = "Thôn 3, xã Tam Bố, huyện Di Linh, Lâm Đồng"


def told(client: Client, text: str, status: int = 200, **more: str) -> str:
    answer = client.post("/dia-chi/", {"addresses": text, **more})
    assert answer.status_code == status
    return answer.content.decode()


def test_an_old_address_is_answered_with_code_reason_and_law(client: Client) -> None:
    html = told(client, OLD, on="2025-07-01")
    for words in ("Xã Gia Hiệp", "25015", "chắc chắn", "1671/NQ-UBTVQH15", "nay thuộc"):
        assert words in html, words


def test_every_line_gets_its_answer_in_order(client: Client) -> None:
    html = told(client, f"{OLD}\n\nxa di linh lam dong\nqwertz")
    assert html.count("<article") == 3
    assert html.index("Tam Bố") < html.index("xa di linh") < html.index("qwertz")
    assert "Không trả lời được." in html.rpartition("<article")[2]


def test_where_the_law_divided_all_successors_are_shown_and_the_hamlet_is_asked_for(client: Client) -> None:
    html = told(client, "xã Lộc Bắc, huyện Bảo Lâm, Lâm Đồng")
    certain = "chắc chắn" in html
    divided = "Hãy hỏi thôn" in html
    assert certain != divided


def test_the_certain_is_asked_nothing(client: Client) -> None:
    assert "Hãy hỏi" not in told(client, OLD)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "bắt buộc"), ("\n".join(["x"] * 51), "Nhiều nhất 50 dòng"), ("y" * 501, "dài nhất 500")],
)
def test_what_is_too_much_is_named_and_stays_typed(client: Client, text: str, words: str) -> None:
    html = told(client, text, status=422)
    assert words in html
    assert text.partition("\n")[0] in html


def test_nothing_typed_is_written_or_cached(client: Client) -> None:
    client.get("/dia-chi/")
    with CaptureQueriesContext(connection) as asked:
        answer = client.post("/dia-chi/", {"addresses": OLD})
    assert not [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert answer.headers["Cache-Control"] == "no-store"
    assert OLD not in str(client.cookies)
