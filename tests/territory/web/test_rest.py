"""Addresses over the API: for those with a key, in the body, in the order asked."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from haicap.kernel import clock
from haicap.organisation import api as organisation
from tests.cast import cast

pytestmark = pytest.mark.django_db
PATH = "/api/v1/addresses/resolve"


@pytest.fixture
def key() -> str:
    now = clock.now()
    return organisation.issue_token(
        actor=cast().receiver, name="thử", expires_at=now + timedelta(days=1), at=now
    )


def _asked(key: str, told: object, language: str = "vi") -> Any:
    headers = {"Accept-Language": language} | ({"Authorization": f"Bearer {key}"} if key else {})
    return Client().post(PATH, json.dumps(told), content_type="application/json", headers=headers)


def test_addresses_are_answered_in_their_order(key: str) -> None:
    told = {"addresses": ["xã Hải Lạng, Tiên Yên, Quảng Ninh", "xa tam bo, di linh, lam dong", "Paris"]}

    answer = _asked(key, told)

    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [result["input"] for result in results] == told["addresses"]
    assert [result["certain"] for result in results] == [False, True, False]
    assert [len(result["candidates"]) for result in results] == [3, 1, 0]
    assert [result["ask"] for result in results] == ["hamlet", "", "commune"]
    assert results[1]["candidates"][0]["citation"] == "1671/NQ-UBTVQH15, khoản 27"


def test_reasons_speak_the_readers_language(key: str) -> None:
    answer = _asked(key, {"addresses": ["xa tam bo, di linh, lam dong"]}, "en")

    assert "is now part of Xã Gia Hiệp." in answer.json()["results"][0]["candidates"][0]["reason"]


def test_another_day_has_other_units(key: str) -> None:
    answer = _asked(key, {"addresses": ["xa tam bo, di linh, lam dong"], "on": "2025-06-30"})

    only = answer.json()["results"][0]["candidates"][0]
    assert (only["code"], only["valid_from"]) == ("25021", None)


def test_without_a_key_nothing_is_answered() -> None:
    assert _asked("", {"addresses": []}).status_code == 401


@pytest.mark.parametrize(
    "told",
    [{"addresses": ["a" * 501]}, {"addresses": [""] * 1001}, {"addresses": "x"}, {"addresses": [], "who": 1}],
)
def test_what_is_too_much_or_misshapen_is_named(key: str, told: object) -> None:
    answer = _asked(key, told)

    assert answer.status_code == 422
    assert answer.json()["errors"]
