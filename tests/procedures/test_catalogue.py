"""The loaded catalogue: load, versions by day, search in everyday words, and what the database refuses."""

import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from haicap.kernel.errors import RefusalError
from haicap.kernel.limits import Limit, LimitUnit, OnSupplement
from haicap.procedures import api as procedures
from haicap.procedures.contract import Level, ProcedureVersionId, StepRole
from haicap.procedures.models import Procedure, ProcedureVersion

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 9)


def first(text: str) -> str:
    hits = procedures.search(text, day=DAY)
    return hits[0].code if hits else ""


def test_loading_again_adds_nothing() -> None:
    before = Procedure.objects.count()
    assert procedures.load() == 0
    assert before == Procedure.objects.count() == ProcedureVersion.objects.count() == 384


def test_birth_registration_on_a_day() -> None:
    card = procedures.version_on("1.001193", DAY)
    assert card.field == "Hộ tịch" and card.field_key == "ho-tich"
    assert card.variants[0].limit == Limit(1, LimitUnit.SAME_DAY)
    assert card.on_supplement is OnSupplement.PAUSE
    assert [step.role for step in card.steps] == [
        StepRole.RECEIVER,
        StepRole.SPECIALIST,
        StepRole.CHAIR,
        StepRole.CLERK,
        StepRole.RETURNER,
    ]
    assert [step.order for step in card.steps] == [1, 2, 3, 4, 5]
    assert procedures.version(card.id) == card


def test_a_code_nobody_knows_is_refused() -> None:
    with pytest.raises(RefusalError) as refused:
        procedures.version_on("1.999999", DAY)
    assert refused.value.refusal.code == "procedures.unknown"


def test_a_shortened_code_is_not_the_code() -> None:
    with pytest.raises(RefusalError):
        procedures.version_on("1.01082", DAY)


def test_a_day_before_the_first_version_is_refused() -> None:
    with pytest.raises(RefusalError) as refused:
        procedures.version_on("1.001193", date(2023, 12, 31))
    assert refused.value.refusal.code == "procedures.not_in_force"


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(RefusalError) as refused:
        procedures.version(ProcedureVersionId(0))
    assert refused.value.refusal.code == "procedures.unknown_version"


def test_a_version_is_read_from_the_database_once(
    django_assert_num_queries: object, query_budget: Callable[[int], AbstractContextManager[object]]
) -> None:
    card = procedures.version_on("1.001193", DAY)
    with django_assert_num_queries(0):  # type: ignore[operator]
        procedures.version(card.id)
    with query_budget(1):
        procedures.version_on("1.001193", DAY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("giấy khai sinh", "1.001193"),
        ("khai sinh", "1.001193"),
        ("làm giấy khai sinh cho con", "1.001193"),
        ("1.001193", "1.001193"),
        ("1001193", "1.001193"),
        ("001193", "1.001193"),
        ("ket hon", "1.000894"),
        ("kết hôn có yếu tố nước ngoài", "2.000806"),
        ("sổ đỏ", "1.013978"),
        ("so do", "1.013978"),
        ("muốn làm sổ đỏ", "1.013978"),
        ("mất sổ đỏ", "1.012786"),
        ("chứng thực", "2.000815"),
        ("chứng thực chữ ký", "2.000884"),
        ("di chúc", "2.001019"),
        ("khai tử", "1.000656"),
        ("độc thân", "1.004873"),
        ("tạm trú", "1.004194"),
        ("tách thửa", "1.012784"),
        ("hộ kinh doanh", "1.001612"),
        ("birth registration", "1.001193"),
        ("hộ nghèo", "1.011607"),
    ],
)
def test_everyday_words_find_what_is_meant(text: str, code: str) -> None:
    assert first(text) == code


@pytest.mark.parametrize(
    "spelling",
    [
        "ket hon",
        "kết hôn",
        "KẾT HÔN",
        "Kết Hôn",
        unicodedata.normalize("NFD", "KẾT HÔN"),
        "  kết   hôn ",
        "kêt hôn",
    ],
)
def test_every_spelling_gives_the_same_list(spelling: str) -> None:
    wanted = [hit.code for hit in procedures.search("kết hôn", day=DAY)]
    assert [hit.code for hit in procedures.search(spelling, day=DAY)] == wanted
    assert wanted[0] == "1.000894"


@pytest.mark.parametrize("text", ["xyzzy", "zzz kkk", "9.999999"])
def test_what_means_nothing_finds_nothing(text: str) -> None:
    assert procedures.search(text, day=DAY) == []


def test_half_a_word_finds_as_it_is_typed() -> None:
    assert first("khai si") == "1.001193"
    assert first("1.0011") == "1.001193"


def test_empty_words_list_everything_by_code() -> None:
    codes = [hit.code for hit in procedures.search("", day=DAY, limit=None)]
    assert len(codes) == 384 and codes == sorted(codes)


def test_levels_and_fields_narrow_the_list() -> None:
    communes = procedures.search("", day=DAY, levels=[Level.COMMUNE], limit=None)
    assert len(communes) == 334
    assert {hit.field_key for hit in procedures.search("", day=DAY, field="ho-tich", limit=None)} == {
        "ho-tich"
    }
    assert len(procedures.search("đất", day=DAY, limit=5)) == 5


def test_words_of_a_hit() -> None:
    hit = procedures.search("1.001193", day=DAY)[0]
    assert (hit.limit_words, hit.fee_words) == ("Trong ngày", "Không thu phí")
    assert procedures.limit_words(None) == "Chưa công bố"
    assert procedures.limit_words(Limit(5, LimitUnit.WORKING_DAY)) == "5 ngày làm việc"
    assert procedures.search("1.013978", day=DAY)[0].fee_words == "Theo nghị quyết của Hội đồng nhân dân tỉnh"


def test_fields_are_in_vietnamese_order() -> None:
    names = [card.name for card in procedures.all_fields()]
    assert len(names) == 73
    assert (
        names.index("Chứng thực") < names.index("Đất đai") < names.index("Giáo dục") < names.index("Hộ tịch")
    )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE procedures_version SET fee_vnd = 1, fee_rule = 'fixed' WHERE id = %s",
        "UPDATE procedures_version SET variants = '[]' WHERE id = %s",
        "UPDATE procedures_version SET status = 'withdrawn', approved_at = NULL WHERE id = %s",
        "UPDATE procedures_version SET on_supplement = 'restart' WHERE id = %s",
        "DELETE FROM procedures_version WHERE id = %s",
    ],
)
def test_the_database_never_changes_a_version_in_use(change: str) -> None:
    card = procedures.version_on("1.001193", DAY)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change, [card.id])
    assert procedures.version_on("1.001193", DAY) == card


def test_a_version_in_use_may_end_once() -> None:
    versions = ProcedureVersion.objects.filter(procedure__code="1.001193")
    versions.update(valid_to=date(2027, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        versions.update(valid_to=date(2027, 2, 1))
    with pytest.raises(RefusalError):
        procedures.version_on("1.001193", date(2027, 1, 1))
    assert "1.001193" not in [hit.code for hit in procedures.search("", day=date(2027, 1, 1), limit=None)]


def test_two_versions_are_never_in_force_on_one_day() -> None:
    row = ProcedureVersion.objects.get(procedure__code="1.001193")
    row.pk, row.number, row.valid_from = None, 2, date(2026, 1, 1)
    with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
        row.save()


def test_the_database_refuses_a_code_that_lost_its_zero() -> None:
    with pytest.raises(IntegrityError, match="code_shape"), transaction.atomic():
        Procedure.objects.create(code="1.01082")
