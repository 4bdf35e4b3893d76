"""Declared figures keep their arithmetic, their certainty and their gaps (facts of the province's own reports)."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from haicap.config import cli
from haicap.dossiers.contract import Figures
from haicap.reporting import api as reporting
from haicap.reporting.contract import Declaration, Qualifier
from haicap.reporting.selectors.declared import shipped

GIA_HIEP, DI_LINH = "25015", "25000"


def of(code: str) -> Declaration:
    declaration = reporting.declared(code)
    assert declaration is not None
    return declaration


def values(code: str) -> dict[str, Decimal | None]:
    return {figure.key: figure.value for figure in of(code).figures}


def test_the_classes_of_gia_hiep_leave_three_dossiers_unexplained() -> None:
    classes, settled = of(GIA_HIEP).relations
    assert (classes.left, classes.right, classes.gap, classes.holds) == (390, 393, 3, False)
    assert "còn 3 hồ sơ chưa được giải thích" in classes.words
    assert settled.left == 393 - 90 - 22 == 281


def test_the_classes_of_di_linh_add_up_and_leave_224_open() -> None:
    classes, rest = of(DI_LINH).relations
    assert classes.holds and classes.left == 747 + 956 + 24 == 1727
    assert rest.left == 1951 - 1727 == 224
    assert "1.951 (hồ sơ tiếp nhận) − 1.727 (hồ sơ đã giải quyết) = 224" in rest.words


def test_figures_are_those_that_were_printed() -> None:
    assert values(GIA_HIEP) == {"gh.received": 393, "gh.early": 278, "gh.in_process": 90, "gh.suspended": 22}
    assert values(DI_LINH) == {
        "dl.received": 1951,
        "dl.processed": 1727,
        "dl.early": 747,
        "dl.on_time": 956,
        "dl.overdue": 24,
    }


@pytest.mark.parametrize("code", [GIA_HIEP, DI_LINH])
def test_each_figure_names_its_source_certainty_and_what_we_count_beside_it(code: str) -> None:
    declaration = of(code)
    assert declaration.source.paper == "baolamdong.vn"
    assert declaration.remarks
    for figure in declaration.figures:
        assert figure.qualifier is Qualifier.EXACT
        assert figure.counts and all(hasattr(Figures(), name) for name in figure.counts)


def test_the_collection_holds_all_that_was_printed_with_its_reservations() -> None:
    told = shipped()
    assert (len(told.figures), len(told.relations), len(told.inconsistencies)) == (72, 28, 16)
    assert told.figures["qn.trainees"].qualifier is Qualifier.NEARLY
    assert told.figures["hue.al2.planned"].qualifier is Qualifier.MORE_THAN
    assert told.figures["hue.al2.em.planned"].reservation == 'rounded; "more than" may cover both numbers'
    assert told.figures["ld1.travel"].value is None and told.figures["ld1.travel"].printed == "tens of"
    assert all(
        figure.name != figure.name_en and figure.source in told.sources for figure in told.figures.values()
    )


def test_a_period_without_dates_stays_without_dates() -> None:
    assert of(DI_LINH).period is None
    assert of(GIA_HIEP).period == of(GIA_HIEP).beside


def test_a_unit_that_declared_nothing_has_no_declaration() -> None:
    assert reporting.declared("24988") is None


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """What Gia Hiệp's paper says, and a figure of a unit that is not here."""
    path = tmp_path / "paper.json"
    figures = [
        {"id": "gh.received", "unit_of_government": "Gia Hiệp", "topic": "dossiers received", "value": 393,
         "unit": "dossiers", "qualifier": "exact", "period": "2025-07-09/2025-08-06", "counts": ["received"]},
        {"id": "gh.rest", "unit_of_government": "Gia Hiệp", "topic": "accounted for", "value": 390,
         "unit": "dossiers", "qualifier": "more than", "period": "summer"},
        {"id": "no.received", "unit_of_government": "99999", "topic": "dossiers received", "value": 1,
         "unit": "dossiers", "qualifier": "exact", "period": "2025-07", "counts": ["received"]},
    ]  # fmt: skip
    told = {
        "units": [{"name": "Gia Hiệp", "code": GIA_HIEP}],
        "figures": figures,
        "relations": [{"id": "r", "expression": "gh.rest = gh.received"}],
    }
    path.write_text(json.dumps(told), "utf-8")
    return path


@pytest.mark.django_db
def test_reconcile_holds_a_paper_beside_our_rows(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["reconcile", str(paper), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    ours, rest, elsewhere = document["figures"]
    assert (ours["unit"], ours["value"], ours["counted"], ours["difference"]) == (GIA_HIEP, 393, 0, 393)
    assert (rest["not_compared"], elsewhere["not_compared"]) == ("nothing_counts_it", "unknown_unit")
    assert rest["qualifier"] == "more than"
    (relation,) = document["relations"]
    assert (relation["left"], relation["right"], relation["unexplained"]) == (390, 393, 3)
    assert relation["possible_within_qualifiers"] is True
    assert document["holds"] is False and len(document["unexplained"]) == 2


@pytest.mark.django_db
def test_reconcile_ends_well_where_all_holds_and_says_why_it_cannot_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = tmp_path / "good.json"
    good.write_text('{"figures": [], "relations": [{"id": "r", "expression": "2 + 2 = 4"}]}', "utf-8")
    assert cli.run(["reconcile", str(good)]) == 0
    assert "= r" in capsys.readouterr().out
    bad = tmp_path / "bad.json"
    bad.write_text('{"figures": [],\n "relations": [{"id": "r", "expression": "a.x = 4"}]}', "utf-8")
    assert cli.run(["reconcile", str(bad)]) == 2
    assert "Dòng 2, r: không có số liệu mang mã a.x" in capsys.readouterr().err
    assert cli.run(["reconcile", str(tmp_path / "nowhere.json")]) == 2
