"""The public board publishes sums, and nothing from which somebody could be told."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from haicap.portal.domain.disclosure import LEAST, kept_back, timely
from haicap.simulation import api as simulation

some = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 40), max_size=12)


@given(some)
def test_what_is_kept_back_cannot_be_worked_out_from_the_sum(counts: dict[str, int]) -> None:
    hidden = kept_back(counts)
    assert all(key in hidden for key, count in counts.items() if 0 < count < LEAST)
    if hidden and len(hidden) < sum(1 for count in counts.values() if count):
        assert len(hidden) > 1 and sum(counts[key] for key in hidden) >= LEAST


def test_nothing_more_is_kept_back_than_must_be() -> None:
    assert kept_back({"a": 0, "b": 5, "c": 90}) == frozenset()
    assert kept_back({"a": 4, "b": 5, "c": 90}) == {"a", "b"}
    assert kept_back({"a": 4, "b": 3, "c": 90}) == {"a", "b"}
    assert kept_back({"a": 1, "b": 1, "c": 9, "d": 90}) == {"a", "b", "c"}


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_share_never_tells_how_few_were_late(settled: int, late: int) -> None:
    settled = max(settled, late)
    told = timely(settled, late)
    if settled < LEAST:
        assert told is None
        return
    assert told is not None and told.percent <= (settled - late) * 100 // settled
    if 0 < late < LEAST:
        assert told.at_least and told == timely(settled, 1) == timely(settled, LEAST - 1)


@pytest.mark.django_db
def test_the_page_tells_no_small_number_and_leads_to_no_dossier(frozen: Callable[[str], datetime]) -> None:
    frozen("2026-03-20T10:00:00+07:00")
    simulation.simulate(province="68", count=600, start=date(2026, 1, 5), end=date(2026, 3, 20), seed=7)
    answer = Client().get("/so-lieu/")
    page = answer.content.decode()
    assert answer.status_code == 200 and "max-age=600" in answer["Cache-Control"]
    body = page[page.index("<main") : page.index("</main>")]
    assert "Xã Di Linh" in body and "02/2026" in body and "không nêu" in body
    assert "/ho-so/" not in body and "data-count" not in body and "/bang-dieu-hanh/" not in body
    table = body[body.index("public-figures") :]
    told = [
        int(cell.replace(".", "")) for cell in re.findall(r'<td class="number"[^>]*>([\d.]+)</td>', table)
    ]
    assert told and all(count == 0 or count >= LEAST for count in told)
    file = Client().get("/so-lieu/?tep=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file)))
    assert len(rows) == 1 + 1 + 124
    assert all(cell in {"", "0"} or int(cell) >= LEAST for row in rows[1:] for cell in row[1:3])
    # what is published of the province is the sum of all, small ones too
    assert int(rows[1][1]) > sum(int(row[1] or 0) for row in rows[2:])


@pytest.mark.django_db
def test_a_province_that_is_not_served_shows_the_one_that_is() -> None:
    assert "Tỉnh Lâm Đồng" in Client().get("/so-lieu/?tinh=01").content.decode()
    assert Client().get("/so-lieu/?tinh='; --").status_code == 200
