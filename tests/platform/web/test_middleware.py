"""What every request goes through first."""

import json
import logging

import pytest
from django.test import Client, RequestFactory

from haicap.platform.logs import JsonLines, request_id


@pytest.mark.parametrize("query", ["q=%00", "q=a%1Fb", "q=%0d%0aSet-Cookie:x", "%7f=1", "q=\x01"])
def test_control_characters_in_the_address_are_refused(client: Client, query: str) -> None:
    assert client.get(f"/healthz?{query}").status_code == 400


def test_a_percent_sign_and_vietnamese_letters_are_no_control_characters(client: Client) -> None:
    assert client.get("/healthz", {"q": "100%00 đặng thị ấp"}).status_code == 200


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", '{"name": "a\\u0000b"}', 400),
        ("application/json", '{"name": "a\\nb"}', 405),
        ("application/x-www-form-urlencoded", "name=a%00b", 400),
        ("application/x-www-form-urlencoded", "note=line%0D%0Aline", 405),
    ],
)
def test_control_characters_in_a_body_are_refused_and_lines_are_not(
    client: Client, kind: str, body: str, status: int
) -> None:
    assert client.post("/healthz", body, content_type=kind).status_code == status


def test_an_answer_carries_the_id_of_its_request(client: Client) -> None:
    assert (
        client.get("/healthz", headers={"X-Request-ID": "proxy-1234"}).headers["X-Request-ID"] == "proxy-1234"
    )
    forged = client.get("/healthz", headers={"X-Request-ID": "<b>"}).headers["X-Request-ID"]
    assert len(forged) == 36, "an ill-formed id is replaced"


def test_readiness_names_its_parts(client: Client, db: None) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"parts": {"database": True, "jobs": True}, "writes": True},
    )


def test_a_log_line_is_one_json_object_with_the_request_and_cannot_be_forged() -> None:
    record = logging.makeLogRecord(
        {"name": "haicap.test", "levelname": "INFO", "msg": 'a\n{"forged": 1}\x1b[2J'}
    )
    token = request_id.set("r-12345678")
    try:
        line = JsonLines().format(record)
    finally:
        request_id.reset(token)
    assert "\n" not in line
    assert "\x1b" not in line
    assert json.loads(line)["request"] == "r-12345678"


def test_the_factory_of_tests_sends_raw_bytes() -> None:
    assert "\x01" in RequestFactory().get("/?q=\x01").META["QUERY_STRING"]
