"""From a draft to law here: two people, days that fit, nothing that is in use ever changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from haicap.kernel.clock import VIETNAM
from haicap.kernel.errors import RefusalError
from haicap.kernel.limits import Limit, LimitUnit, OnSupplement
from haicap.organisation.contract import Actor
from haicap.platform.checks.runner import run_laws
from haicap.procedures import api as procedures
from haicap.procedures.checks import LAWS
from haicap.procedures.contract import Certainty, FeeRule, ProcedureVersionId, VersionStatus
from haicap.procedures.domain.content import Content, content_of
from haicap.procedures.models import ProcedureEvent, ProcedureVersion
from haicap.procedures.selectors import history
from haicap.procedures.services import decisions, drafts
from tests.procedures.cast import administrator, administrator_of_a_commune, stranger

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
TODAY, LATER = date(2026, 3, 2), date(2026, 4, 1)
CODE = "1.004884"


def edited(version_id: ProcedureVersionId, **changes: object) -> Content:
    content = content_of(history.work(version_id).card)
    return replace(content, **{"source": "Quyết định 12/QĐ-UBND", "certainty": Certainty.DECLARED} | changes)  # type: ignore[arg-type]


def drafted(actor: Actor, **changes: object) -> ProcedureVersionId:
    version = drafts.draft_next(actor=actor, code=CODE, at=AT)
    content = edited(version, **(changes or {"on_supplement": OnSupplement.RESTART}))
    drafts.save_draft(actor=actor, version_id=version, revision=1, valid_from=LATER, content=content, at=AT)
    return version


def proposed(actor: Actor, **changes: object) -> ProcedureVersionId:
    version = drafted(actor, **changes)
    decisions.submit(actor=actor, version_id=version, at=AT)
    return version


def code_of(refused: pytest.ExceptionInfo[RefusalError]) -> str:
    return refused.value.refusal.code


def test_a_version_goes_from_draft_to_force_by_two_people() -> None:
    first, second = administrator("An"), administrator("Bình")
    before = procedures.version_on(CODE, TODAY)
    version = proposed(first)
    assert procedures.version_on(CODE, LATER) == before
    decisions.approve(actor=second, version_id=version, at=AT)
    after = procedures.version_on(CODE, LATER)
    assert (after.id, after.version, after.on_supplement) == (version, 2, OnSupplement.RESTART)
    assert procedures.version_on(CODE, date(2026, 3, 31)).id == before.id
    newest, oldest = history.versions(CODE)
    assert (newest.proposed_by, newest.approved_by, newest.status) == ("An", "Bình", VersionStatus.APPROVED)
    assert oldest.valid_to == LATER
    assert [event.act for event in history.events(CODE)] == ["approved", "submitted", "edited", "drafted"]


def test_a_search_finds_the_new_version_from_its_day() -> None:
    version = proposed(administrator("An"), name="Thủ tục đăng ký lại khai sinh kiểu mới")
    decisions.approve(actor=administrator("Bình"), version_id=version, at=AT)
    assert procedures.search("khai sinh kiểu mới", day=TODAY) == []
    assert [hit.id for hit in procedures.search("khai sinh kieu moi", day=LATER)] == [version]


def test_a_dossiers_version_keeps_what_it_said() -> None:
    before = procedures.version_on(CODE, TODAY)
    version = proposed(administrator("An"), fee_vnd=9_000, fee_rule=FeeRule.FIXED)
    decisions.approve(actor=administrator("Bình"), version_id=version, at=AT)
    kept = history.work(before.id).card
    assert content_of(kept) == content_of(before)


def test_who_proposed_may_not_approve_or_reject() -> None:
    actor = administrator()
    version = proposed(actor)
    for decide in (
        lambda: decisions.approve(actor=actor, version_id=version, at=AT),
        lambda: decisions.reject(actor=actor, version_id=version, reason="sai", at=AT),
    ):
        with pytest.raises(RefusalError) as refused:
            decide()
        assert code_of(refused) == "procedures.same_person"


def test_the_database_too_wants_two_people() -> None:
    actor = administrator()
    version = proposed(actor)
    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        ProcedureVersion.objects.filter(id=version).update(
            status="approved", approved_by=actor.person_id, approved_at=AT, valid_from=date(2030, 1, 1)
        )


@pytest.mark.parametrize(
    ("outsider", "code"),
    [
        (stranger, "procedures.not_an_administrator"),
        (administrator_of_a_commune, "procedures.outside_provincial_office"),
    ],
)
def test_someone_else_may_do_nothing(outsider: Callable[[], Actor], code: str) -> None:
    actor = outsider()
    version = proposed(administrator())
    draft = ProcedureVersionId(version)
    for attempt in (
        lambda: drafts.draft_next(actor=actor, code="1.001193", at=AT),
        lambda: drafts.draft_new(actor=actor, code="1.999999", name="x", field_key="ho-tich", at=AT),
        lambda: drafts.save_draft(
            actor=actor, version_id=draft, revision=1, valid_from=LATER, content=edited(draft), at=AT
        ),
        lambda: decisions.submit(actor=actor, version_id=draft, at=AT),
        lambda: decisions.approve(actor=actor, version_id=draft, at=AT),
        lambda: decisions.reject(actor=actor, version_id=draft, reason="x", at=AT),
        lambda: decisions.withdraw(actor=actor, version_id=draft, at=AT),
    ):
        with pytest.raises(RefusalError) as refused:
            attempt()
        assert code_of(refused) == code


def test_only_one_version_is_in_work_at_a_time() -> None:
    drafted(administrator("An"))
    with pytest.raises(RefusalError) as refused:
        drafts.draft_next(actor=administrator("Bình"), code=CODE, at=AT)
    assert code_of(refused) == "procedures.already_in_work"


def test_two_who_edit_do_not_overwrite_each_other() -> None:
    version = drafted(administrator("An"))
    with pytest.raises(RefusalError) as refused:
        drafts.save_draft(
            actor=administrator("Bình"),
            version_id=version,
            revision=1,
            valid_from=LATER,
            content=edited(version),
            at=AT,
        )
    assert code_of(refused) == "procedures.changed_meanwhile"


def test_a_rejected_proposal_is_a_draft_again_with_its_reason() -> None:
    version = proposed(administrator("An"))
    with pytest.raises(RefusalError) as refused:
        decisions.reject(actor=administrator("Bình"), version_id=version, reason="  ", at=AT)
    assert code_of(refused) == "procedures.reason_missing"
    decisions.reject(actor=administrator("Chi"), version_id=version, reason="Thiếu căn cứ", at=AT)
    assert history.work(version).status is VersionStatus.DRAFT
    assert history.events(CODE)[0].note == "Thiếu căn cứ"


def test_a_withdrawn_draft_makes_room_and_keeps_its_number() -> None:
    actor = administrator()
    decisions.withdraw(actor=actor, version_id=drafted(actor), at=AT)
    again = drafts.draft_next(actor=actor, code=CODE, at=AT)
    assert history.work(again).card.version == 3


def test_a_version_may_not_start_in_the_past_nor_before_the_former() -> None:
    actor = administrator("An")
    version = drafted(actor)
    with pytest.raises(RefusalError) as refused:
        decisions.submit(actor=actor, version_id=version, at=datetime(2026, 4, 2, tzinfo=VIETNAM))
    assert code_of(refused) == "procedures.starts_in_the_past"
    decisions.submit(actor=actor, version_id=version, at=AT)
    decisions.approve(actor=administrator("Bình"), version_id=version, at=AT)
    following = drafts.draft_next(actor=actor, code=CODE, at=AT)
    content = edited(following, note="khác")
    drafts.save_draft(actor=actor, version_id=following, revision=1, valid_from=LATER, content=content, at=AT)
    with pytest.raises(RefusalError) as refused:
        decisions.submit(actor=actor, version_id=following, at=AT)
    assert code_of(refused) == "procedures.starts_before_former"


def test_a_draft_that_says_the_same_is_not_submitted() -> None:
    actor = administrator()
    former = content_of(procedures.version_on(CODE, TODAY))
    version = drafted(actor, source=former.source)
    with pytest.raises(RefusalError) as refused:
        decisions.submit(actor=actor, version_id=version, at=AT)
    assert code_of(refused) == "procedures.nothing_changed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": ""}, "procedures.name_missing"),
        ({"levels": frozenset()}, "procedures.level_missing"),
        ({"variants": ()}, "procedures.ordinary_limit_missing"),
        ({"fee_vnd": 5}, "procedures.fee_unfit"),
        ({"steps": ()}, "procedures.step_incomplete"),
        ({"result_name": ""}, "procedures.result_missing"),
        ({"source": ""}, "procedures.source_missing"),
    ],
)
def test_an_unfit_draft_is_not_saved(changes: dict[str, object], code: str) -> None:
    with pytest.raises(RefusalError) as refused:
        drafted(administrator(), **changes)
    assert code_of(refused) == code


def test_the_ground_of_the_former_version_is_not_taken_over() -> None:
    actor = administrator()
    version = drafts.draft_next(actor=actor, code=CODE, at=AT)
    assert history.work(version).card.source == ""
    with pytest.raises(RefusalError) as refused:
        decisions.submit(actor=actor, version_id=version, at=AT)
    assert code_of(refused) == "procedures.source_missing"


def test_shares_are_within_the_whole_and_never_of_the_counter() -> None:
    actor = administrator()
    steps = procedures.version_on(CODE, TODAY).steps
    with pytest.raises(RefusalError) as refused:
        drafted(actor, steps=(replace(steps[0], share_percent=1), *steps[1:]))
    assert {one.code for one in refused.value.refusals} == {
        "procedures.shares_over_whole",
        "procedures.counter_takes_share",
    }


def test_a_procedure_the_catalogue_lacks_can_be_added() -> None:
    actor = administrator("An")
    code = "1.999999"
    version = drafts.draft_new(actor=actor, code=code, name="Thủ tục thử", field_key="ho-tich", at=AT)
    variants = (replace(history.work(version).card.variants[0], limit=Limit(3, LimitUnit.WORKING_DAY)),)
    content = edited(version, variants=variants, result_name="Giấy", source="QĐ 1")
    drafts.save_draft(actor=actor, version_id=version, revision=1, valid_from=TODAY, content=content, at=AT)
    decisions.submit(actor=actor, version_id=version, at=AT)
    decisions.approve(actor=administrator("Bình"), version_id=version, at=AT)
    assert procedures.version_on(code, TODAY).name == "Thủ tục thử"
    assert procedures.load() == 0


def test_the_history_is_only_added_to() -> None:
    drafted(administrator())
    for change in (
        lambda: ProcedureEvent.objects.update(note="x"),
        lambda: ProcedureEvent.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def broken_texts() -> list[str]:
    return broken("I-Y1")


def broken(law: str) -> list[str]:
    verdicts = run_laws([one for one in LAWS if one.id == law], full=True)
    return [finding.words for verdict in verdicts for finding in verdict.findings]


def test_texts_of_the_catalogue_are_clean() -> None:
    assert broken_texts() == []


@pytest.mark.breaks("I-S2", "procedures")
def test_a_version_approved_by_its_proposer_is_found() -> None:
    version = proposed(administrator("An"))
    decisions.approve(actor=administrator("Bình"), version_id=version, at=AT)
    assert broken("I-S2") == []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE procedures_version DROP CONSTRAINT procedures_version_two_people")
        cursor.execute("ALTER TABLE procedures_version DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE procedures_version SET approved_by_id = proposed_by_id WHERE id = %s", [version]
        )
        cursor.execute("ALTER TABLE procedures_version ENABLE TRIGGER USER")
    assert broken("I-S2") == ["was not proposed and approved by two people"]


@pytest.mark.breaks("I-Y1", "procedures")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE procedures_version SET folded = 'khac' WHERE id = %s",
        "UPDATE procedures_version SET note = 'a' || chr(7) WHERE id = %s",
        "UPDATE procedures_version SET result_name = 'Gia' || chr(771) WHERE id = %s",
        'UPDATE procedures_version SET steps = \'[{"name": "e\u0301"}]\' WHERE id = %s',
    ],
)
def test_the_law_finds_a_text_broken_behind_the_applications_back(change: str) -> None:
    version = drafted(administrator())
    with connection.cursor() as cursor:
        cursor.execute(change, [version])
    assert len(broken_texts()) == 1
