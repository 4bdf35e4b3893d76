"""The catalogue over the API."""

from typing import Any

import pytest
from ninja.testing import TestClient

from haicap.kernel.errors import RefusalError
from haicap.procedures.web.rest import router

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def api() -> TestClient:
    return TestClient(router)


def test_all_procedures_come_in_pages_without_gap_or_double(api: TestClient) -> None:
    codes: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = api.get(f"/procedures?limit=100&cursor={cursor}").json()
        codes += [item["code"] for item in page["items"]]
        cursor = page["next"]
    assert len(codes) == len(set(codes)) == 384


def test_words_find_best_first(api: TestClient) -> None:
    items: list[dict[str, Any]] = api.get("/procedures?q=so%20do&limit=3").json()["items"]
    assert items[0]["code"] == "1.013978"
    assert items[0]["certainty"] == "verified"


def test_one_procedure_is_complete(api: TestClient) -> None:
    found = api.get("/procedures/1.001193").json()
    assert found["code"] == "1.001193"
    assert found["variants"] == [
        {
            "key": "ordinary",
            "limit": {"amount": 1, "unit": "same_day"},
            "condition": "",
            "certainty": "unit-inferred",
        }
    ]
    assert len(found["components"]) == 5
    assert found["levels"] == ["commune"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/procedures/1.999999", "procedures.unknown"),
        ("/procedures/1.001193?on=2001-01-01", "procedures.not_in_force"),
        ("/procedures?cursor=1.999999", "procedures.cursor_strange"),
    ],
)
def test_what_is_not_there_is_refused(api: TestClient, path: str, code: str) -> None:
    with pytest.raises(RefusalError) as refused:
        api.get(path)
    assert refused.value.refusal.code == code


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "level=huyen", "on=31-02-2026"])
def test_a_question_of_the_wrong_shape_is_answered_422(api: TestClient, query: str) -> None:
    assert api.get(f"/procedures?{query}").status_code == 422
