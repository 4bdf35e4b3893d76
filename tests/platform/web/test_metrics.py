"""`/metrics`: what a monitor reads, and who may read it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from haicap.kernel import clock
from haicap.platform import metrics, outbox, progress
from haicap.platform.models import OutboxEvent

FAR = "203.0.113.9"


@pytest.mark.django_db
def test_the_machine_itself_reads_every_gauge_in_prometheus_format(client: Client) -> None:
    long_ago = clock.now() - timedelta(days=400)
    for number in range(3):
        outbox.tell(type="vn.haicap.test.v1", subject=f"dossier:{number}", data={}, at=long_ago)
    OutboxEvent.objects.filter(subject="dossier:2").update(parked_reason="ValueError: Lò Thị Thử")
    progress.report("fill", words="Lâm Đồng", done=7, total=20)
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    text = answer.content.decode()
    lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert lines["haicap_up"] == lines["haicap_database_up"] == "1"
    assert int(lines["haicap_database_size_bytes"]) > 1_000_000
    assert lines['haicap_outbox_events{state="waiting"}'] == "2"
    assert lines['haicap_outbox_events{state="parked"}'] == "1"
    assert 0 <= float(lines["haicap_outbox_oldest_seconds"]) < 3600, "waiting is not happening"
    assert lines['haicap_jobs{status="failed"}'] == "0"
    assert lines['haicap_progress_done{work="fill"}'] == "7"
    assert lines['haicap_progress_total{work="fill"}'] == "20"
    assert "dossier:" not in text
    assert "Thử" not in text


def test_each_gauge_is_explained_once_and_labels_are_escaped() -> None:
    gauges = [metrics.Gauge("x", "Words.", value, {"a": 'b"\n\\'}) for value in (1, 1.5e15)]
    assert "".join(metrics._lines(gauges)) == (
        "# HELP haicap_x Words.\n# TYPE haicap_x gauge\n"
        'haicap_x{a="b\\"\\n\\\\"} 1\nhaicap_x{a="b\\"\\n\\\\"} 1.5e+15\n'
    )


def test_without_a_database_it_still_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OperationalError

    monkeypatch.setattr(metrics, "_database", broken)
    text = client.get("/metrics").content.decode()
    assert "haicap_up 1\n" in text
    assert "haicap_database_up 0\n" in text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.0.0.9"])
def test_loopback_may_read(client: Client, address: str) -> None:
    assert client.get("/metrics", REMOTE_ADDR=address).status_code == 200


@pytest.mark.parametrize("address", [FAR, "", "10.0.0.1", "::ffff:203.0.113.9"])
def test_others_may_not_without_a_token_and_no_token_is_not_an_empty_one(
    client: Client, address: str
) -> None:
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer x"}):
        answer = client.get("/metrics", REMOTE_ADDR=address, headers=headers)
        assert (answer.status_code, answer.content) == (401, b"unauthorized\n")


def test_what_a_proxy_hands_on_does_not_come_from_here(client: Client) -> None:
    assert client.get("/metrics", headers={"X-Forwarded-For": FAR}).status_code == 401


@pytest.mark.django_db
def test_a_monitor_elsewhere_shows_its_token(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "METRICS_TOKEN", "long-secret")
    for given, status in (("Bearer long-secret", 200), ("Bearer long", 401), ("Basic long-secret", 401)):
        answer = client.get("/metrics", REMOTE_ADDR=FAR, headers={"Authorization": given})
        assert answer.status_code == status, given


def test_it_is_only_read(client: Client) -> None:
    assert client.post("/metrics").status_code == 405
