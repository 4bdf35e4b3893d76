"""Taking a dossier in through the page."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from haicap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
AT = "2026-03-02T08:15:00+07:00"


def test_probe(receiver: Client, frozen: Callable[[str], datetime]) -> None:
    frozen(AT)
    page = receiver.get(reverse("counter:intake"))
    assert page.status_code == 200
    key = uuid7()
    answer = receiver.post(
        reverse("counter:draft", args=[key]),
        {"name": "Nguyễn Thị Hòa", "id_number": "068190001234", "procedure": "1.001193"},
    )
    assert answer.status_code == 302, answer.content.decode()
    answer = receiver.get(answer["Location"])
    assert "-260302-0001" in answer.content.decode()
    pdf = receiver.get(reverse("counter:receipt", args=[key]))
    assert pdf.content.startswith(b"%PDF")
