"""Declared figures that officials write down: both numbers kept, a reason owed, nothing ever changed."""

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Period
from haicap.kernel.errors import RefusalError
from haicap.reporting import api as reporting
from haicap.reporting.contract import Qualifier, StatedPeriod, Statement
from haicap.reporting.models import DeclaredRow
from haicap.territory import api as territory
from tests.cast import DI_LINH, GIA_HIEP, Cast, cast
from tests.dossiers.test_walk import MORNING, birth

DAY = Period(MORNING.date(), MORNING.date())
NOW = datetime.fromisoformat("2026-03-02T16:00:00+07:00")
WORDS = {"vi": "Hồ sơ tiếp nhận", "en": "Dossiers received"}
SAID = Statement(DI_LINH, DAY, "received", Decimal(1), Qualifier.EXACT, "Báo cáo 12/BC-UBND")

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    """The cast, after one dossier was received at Di Linh."""
    people = cast()
    dossiers.receive(actor=people.receiver, intake=birth(), at=MORNING)
    return people


def refused(code: str, *, said: Statement, actor: object) -> dict[str, object]:
    with pytest.raises(RefusalError) as error:
        reporting.declare(actor=actor, said=said, words=WORDS, at=NOW)  # type: ignore[arg-type]
    assert error.value.refusal.code == code
    return dict(error.value.refusal.facts)


def told(people: Cast, code: str = DI_LINH) -> tuple[StatedPeriod, ...]:
    return reporting.stated(actor=people.leader, unit=territory.require_unit(code, NOW.date()), now=NOW)


def test_a_number_that_is_ours_needs_no_reason_and_another_one_does(people: Cast) -> None:
    reporting.declare(actor=people.chair, said=SAID, words=WORDS, at=NOW)
    other = replace(SAID, value=Decimal(4))
    assert refused("declared.reason_needed", said=other, actor=people.chair) == {
        "declared": "4",
        "counted": 1,
    }
    reporting.declare(actor=people.chair, said=replace(other, reason="ba hồ sơ giấy"), words=WORDS, at=NOW)
    (period,) = told(people)
    assert [(each.compared.figure.printed, each.compared.counted, each.reason) for each in period.rows] == [
        ("1", 1, ""),
        ("4", 1, "ba hồ sơ giấy"),
    ]
    assert period.rows[1].who.startswith(people.chair.person_name) and period.rows[1].at == NOW


def test_a_reservation_is_kept_and_agrees_as_an_inequality(people: Cast) -> None:
    nearly = replace(SAID, value=Decimal(2), qualifier=Qualifier.NEARLY)
    reporting.declare(actor=people.chair, said=nearly, words=WORDS, at=NOW)
    refused("declared.reason_needed", said=replace(nearly, value=Decimal(1)), actor=people.chair)
    (period,) = told(people)
    assert period.rows[0].compared.figure.qualifier is Qualifier.NEARLY


def test_a_correction_is_a_new_row_with_a_reason(people: Cast) -> None:
    row = reporting.declare(actor=people.chair, said=SAID, words=WORDS, at=NOW)
    with pytest.raises(RefusalError, match=r"declared\.correction_reason"):
        reporting.correct(
            actor=people.chair, row=row, value=Decimal(2), qualifier=Qualifier.EXACT, reason=" ", at=NOW
        )
    newer = reporting.correct(
        actor=people.chair, row=row, value=Decimal(2), qualifier=Qualifier.EXACT, reason="gõ nhầm", at=NOW
    )
    with pytest.raises(RefusalError, match=r"declared\.corrected_meanwhile"):
        reporting.correct(
            actor=people.chair, row=row, value=Decimal(3), qualifier=Qualifier.EXACT, reason="x", at=NOW
        )
    (period,) = told(people)
    (stands,) = period.rows
    assert (stands.id, stands.compared.figure.printed, stands.reason) == (newer, "2", "gõ nhầm")
    assert [each.compared.figure.printed for each in stands.former] == ["1"]


def test_what_is_declared_is_added_up_and_the_rest_is_named(people: Cast) -> None:
    for measure, value in (
        ("received", 393),
        ("settled_early", 278),
        ("in_process", 90),
        ("returned_or_stopped", 22),
    ):
        said = replace(SAID, unit=GIA_HIEP, measure=measure, value=Decimal(value), reason="số của báo")
        reporting.declare(actor=people.leader, said=said, words={"vi": measure, "en": measure}, at=NOW)
    (period,) = told(people, GIA_HIEP)
    (whole,) = period.relations
    assert (whole.left, whole.right, whole.holds) == (390, 393, False)
    assert "còn 3 hồ sơ chưa được giải thích" in whole.words


def test_leaders_write_for_their_own_unit_and_the_province_for_all(people: Cast) -> None:
    elsewhere = replace(SAID, unit=GIA_HIEP, value=Decimal(0))
    refused("declared.other_unit", said=elsewhere, actor=people.chair)
    refused("declared.not_a_leader", said=SAID, actor=people.receiver)
    refused("declared.not_a_leader", said=SAID, actor=people.stranger)
    reporting.declare(actor=people.leader, said=elsewhere, words=WORDS, at=NOW)
    gia_hiep = territory.require_unit(GIA_HIEP, NOW.date())
    with pytest.raises(RefusalError, match=r"declared\.other_unit"):
        reporting.stated(actor=people.chair, unit=gia_hiep, now=NOW)
    row = DeclaredRow.objects.get().id
    with pytest.raises(RefusalError, match=r"declared\.unknown_row"):
        reporting.correct(
            actor=people.chair, row=row, value=Decimal(1), qualifier=Qualifier.EXACT, reason="x", at=NOW
        )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"measure": "x"}, "declared.measure_unknown"),
        ({"value": Decimal("1.5")}, "declared.number_wrong"),
        ({"value": Decimal(-1)}, "declared.number_wrong"),
        ({"value": Decimal("NaN")}, "declared.number_wrong"),
        ({"source": " "}, "declared.source_missing"),
        ({"period": Period(date(2026, 3, 3), date(2026, 3, 2))}, "declared.period_wrong"),
        ({"period": Period(date(2026, 4, 1), date(2026, 4, 2))}, "declared.period_wrong"),
        ({"unit": "00000"}, "territory.unknown_unit"),
    ],
)
def test_nonsense_is_refused(people: Cast, change: dict[str, object], code: str) -> None:
    refused(code, said=replace(SAID, **change), actor=people.leader)  # type: ignore[arg-type]


COLUMNS = (
    "province, unit_id, starts_on, ends_on, name, name_en, counts, qualifier, source, counted, at, person_id,"
    " appointment_id, actor_label"
)

PAPER = {
    "seeds": [{"seed": "s", "source_paper": "baolamdong.vn", "published": "", "subject": ""}],
    "units": [{"name": "Di Linh", "code": DI_LINH}],
    "figures": [
        {"id": "dl.received", "seed": "s", "unit_of_government": "Di Linh", "topic": "received", "value": 7,
         "unit": "dossiers", "qualifier": "more than", "period": "2026-03-02", "counts": ["received"]},
        {"id": "dl.other", "topic": "other", "value": 1, "unit": "persons", "qualifier": "exact"},
    ],
    "relations": [{"id": "r1", "expression": "dl.received = dl.other"}],
}  # fmt: skip


def test_a_file_is_kept_whole_and_its_figures_are_written_down(people: Cast) -> None:
    paper = reporting.hand_in(actor=people.chair, name="bao.json", text=json.dumps(PAPER), at=NOW)
    (period,) = told(people)
    (row,) = period.rows
    assert (row.source, row.paper, row.compared.figure.qualifier) == (
        "baolamdong.vn",
        paper,
        Qualifier.MORE_THAN,
    )
    card, (relation,), _remarks = reporting.paper_tested(people.chair, paper)
    assert card.name == "bao.json" and relation.holds is False
    with pytest.raises(RefusalError, match=r"declared\.handed_in_before"):
        reporting.hand_in(actor=people.leader, name="lai.json", text=json.dumps(PAPER), at=NOW)
    with pytest.raises(RefusalError, match=r"declared\.unknown_paper"):
        reporting.paper_tested(people.stranger, paper)


def test_a_file_of_another_unit_or_with_a_wrong_formula_leaves_nothing(people: Cast) -> None:
    elsewhere = json.dumps(PAPER).replace(DI_LINH, GIA_HIEP)
    broken = json.dumps(PAPER).replace("dl.received = dl.other", "dl.received = dl.nobody")
    for text, code in (
        (elsewhere, "declared.other_unit"),
        (broken, "declared.unknown_figure"),
        ("{", "declared.not_json"),
    ):
        with pytest.raises(RefusalError) as error:
            reporting.hand_in(actor=people.chair, name="x.json", text=text, at=NOW)
        assert error.value.refusal.code == code
    assert not DeclaredRow.objects.exists() and reporting.papers(people.leader) == ()


def test_the_database_keeps_what_was_declared(people: Cast) -> None:
    row = reporting.declare(actor=people.chair, said=SAID, words=WORDS, at=NOW)
    for statement in (
        "UPDATE reporting_declared SET value = 9 WHERE id = %s",
        "DELETE FROM reporting_declared WHERE id = %s",
        f"INSERT INTO reporting_declared ({COLUMNS}, value, reason, agrees)"
        f" SELECT {COLUMNS}, value + 1, '', false FROM reporting_declared WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [row])
