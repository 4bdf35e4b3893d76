"""Declared figures keep their arithmetic, their certainty and their gaps (facts of the province's own reports)."""

import pytest

from haicap.dossiers.contract import Figures
from haicap.reporting import api as reporting
from haicap.reporting.contract import Declaration, Qualifier
from haicap.reporting.domain.relations import related

GIA_HIEP, DI_LINH = "25015", "25000"


def of(code: str) -> Declaration:
    declaration = reporting.declared(code)
    assert declaration is not None
    return declaration


def values(code: str) -> dict[str, int]:
    return {figure.key: figure.value for figure in of(code).figures}


def test_the_classes_of_gia_hiep_leave_three_dossiers_unexplained() -> None:
    (classes,) = of(GIA_HIEP).relations
    assert (classes.left, classes.right, classes.gap, classes.holds) == (390, 393, 3, False)
    assert "= 390; tiếp nhận 393: 3 hồ sơ chưa được giải thích" in classes.words
    assert "3 dossiers unexplained" in classes.words_en


def test_the_classes_of_di_linh_add_up_and_leave_224_open() -> None:
    classes, rest = of(DI_LINH).relations
    assert classes.holds and classes.left == 747 + 956 + 24 == 1727
    assert rest.left == 1951 - 1727 == 224
    assert "1.951 tiếp nhận − 1.727 đã giải quyết = 224" in rest.words


def test_figures_are_those_that_were_printed() -> None:
    assert values(GIA_HIEP) == {"received": 393, "early": 278, "in_process": 90, "suspended": 22}
    assert values(DI_LINH) == {
        "received": 1951,
        "processed": 1727,
        "early": 747,
        "on_time": 956,
        "overdue": 24,
    }


@pytest.mark.parametrize("code", [GIA_HIEP, DI_LINH])
def test_each_figure_names_its_source_certainty_and_what_we_count_beside_it(code: str) -> None:
    declaration = of(code)
    assert declaration.source.paper == "baolamdong.vn"
    for figure in declaration.figures:
        assert figure.qualifier is Qualifier.EXACT
        assert figure.counts and all(hasattr(Figures(), name) for name in figure.counts)


def test_a_period_without_dates_stays_without_dates() -> None:
    assert of(DI_LINH).period is None
    assert of(GIA_HIEP).period == of(GIA_HIEP).beside


def test_a_unit_that_declared_nothing_has_no_declaration() -> None:
    assert reporting.declared("24988") is None


def test_a_gap_is_computed_from_the_figures_and_not_typed() -> None:
    changed = related(
        "x", ["early"], "received", {"early": 5, "received": 9}, ("thiếu {gap}", "missing {gap}")
    )
    assert (changed.gap, changed.words) == (4, "thiếu 4")
