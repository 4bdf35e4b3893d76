"""The public board publishes sums, and nothing from which somebody could be told."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from haicap.dossiers.services.importing.run import run
from haicap.kernel import clock
from haicap.kernel.memory import forget_everything
from haicap.reporting import api as reporting
from haicap.reporting.contract import FEWEST
from haicap.simulation import api as simulation
from tests.dossiers.test_import import record


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
        int(cell.replace(".", "")) for cell in re.findall(r'<td class="number"[^>]*>([\d.]+)\s*</td>', table)
    ]
    assert told and all(count == 0 or count >= FEWEST for count in told)
    file = Client().get("/so-lieu/?tep=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file)))
    assert len(rows) == 1 + 1 + 124
    assert all(cell in {"", "0"} or int(cell) >= FEWEST for row in rows[1:] for cell in row[1:3])
    # with the same gaps as the open statistics, or each would fill the other's
    told_by_unit = {
        row.unit_name: row.counts
        for row in reporting.statistics("68", date(2026, 2, 1)).rows
        if row.unit and not row.field
    }
    for name, received, settled, _share in rows[2:]:
        open_counts = told_by_unit.get(name, {"received": 0, "settled": 0})
        assert received == ("" if open_counts["received"] is None else str(open_counts["received"]))
        assert settled == ("" if open_counts["settled"] is None else str(open_counts["settled"]))
    # what is published of the province is the sum of all, small ones too
    assert int(rows[1][1]) > sum(int(row[1] or 0) for row in rows[2:])


@pytest.mark.django_db
def test_what_cannot_be_told_is_no_zero(frozen: Callable[[str], datetime]) -> None:
    frozen("2025-08-20T10:00:00+07:00")
    assert "Không có dữ liệu của tháng này" in Client().get("/so-lieu/").content.decode()
    forget_everything()
    run([(1, record(external_id="1", number=None))], now=clock.now())
    assert not reporting.statistics("68", date(2025, 7, 1)).detailed, "one dossier: no detail can be told"
    page = Client().get("/so-lieu/").content.decode()
    assert re.search(r'stat-value">1\s*<', page), "what the law publishes of the province stands"
    file = Client().get("/so-lieu/?tep=csv").content.decode("utf-8-sig")
    _headings, whole, *communes = csv.reader(io.StringIO(file))
    assert whole[1:3] == ["1", "1"] and len(communes) == 124
    assert all(row[1:] == ["", "", ""] for row in communes)


@pytest.mark.django_db
def test_a_province_that_is_not_served_shows_the_one_that_is() -> None:
    assert "Tỉnh Lâm Đồng" in Client().get("/so-lieu/?tinh=01").content.decode()
    assert Client().get("/so-lieu/?tinh='; --").status_code == 200
