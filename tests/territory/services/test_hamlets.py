"""Hamlets follow their commune as far as the law says where its people went; beyond that an officer decides."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from haicap.kernel.errors import RefusalError
from haicap.territory import api as territory
from haicap.territory.contract import (
    HamletAct,
    HamletCard,
    HamletChange,
    HamletId,
    HamletKind,
    HamletOrder,
    NewHamlet,
)
from haicap.territory.models import HamletAct as ActRow
from haicap.territory.models import HamletEdge, HamletState
from tests.territory.acts import (
    DI_LINH,
    EVE,
    GIA_HIEP,
    LEARNT,
    NEW_YEAR,
    annul,
    annulment,
    divide,
    enact,
    merge,
)

pytestmark = pytest.mark.django_db

MAY, JUNE, JULY, NOVEMBER = date(2025, 5, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 20)
HAI_LANG, HEIRS = "06886", ("06799", "06886", "06970")  # divided into three (1679/NQ-UBTVQH15)
ACT = HamletAct("12/QĐ-UBND", MAY, "Trưởng phòng Nội vụ")
DECISION = HamletAct(
    "30/QĐ-UBND", JULY, "Chủ tịch UBND xã", reason="Theo bản đồ kèm nghị quyết", evidence="BB 03"
)


def thon(*names: str) -> list[NewHamlet]:
    return [NewHamlet(name, HamletKind.HAMLET) for name in names]


def listed(code: str, *names: str, on: date = MAY) -> list[HamletId]:
    cards = territory.list_hamlets(code, thon(*names), replace(ACT, effective_on=on), at=LEARNT)
    return [card.hamlet_id for card in cards]


def names(code: str, day: date) -> list[str]:
    return [card.name for card in territory.hamlets_of(code, day)]


def refusal(*words: object, verb: object, **named: object) -> str:
    with pytest.raises(RefusalError) as refused:
        verb(*words, at=LEARNT, **named)  # type: ignore[operator]
    return refused.value.refusal.code.removeprefix("territory.")


def test_hamlets_come_along_into_the_commune_that_took_theirs_whole() -> None:
    listed("25021", "Thôn 1", "Thôn 2")
    listed(GIA_HIEP, "Thôn 1")
    assert names("25021", JUNE) == ["Thôn 1", "Thôn 2"]
    assert names(GIA_HIEP, NOVEMBER) == ["Thôn 1", "Thôn 1", "Thôn 2"]
    card = territory.hamlets_of(GIA_HIEP, NOVEMBER)[2]
    assert (card.unit.name, card.unit.code) == ("Xã Tam Bố", "25021")
    home = territory.home_of(card, NOVEMBER)
    assert home is not None and home.code == GIA_HIEP


def test_land_that_went_without_people_leaves_hamlets_where_they_were() -> None:
    listed("23053", "Thôn Hồng Chính")
    assert names("23053", NOVEMBER) == ["Thôn Hồng Chính"]
    assert names("23041", NOVEMBER) == []


def test_a_bulk_renaming_parts_hamlets_of_one_name() -> None:
    listed("25021", "Thôn 1")
    listed(GIA_HIEP, "Thôn 1")
    cards = territory.hamlets_of(GIA_HIEP, NOVEMBER)
    wanted = {card.hamlet_id: thon(f"Thôn 1 {card.unit.name[3:]}")[0] for card in cards}
    territory.rename_hamlets(wanted, replace(ACT, effective_on=date(2026, 1, 1)), at=LEARNT)
    assert names(GIA_HIEP, NOVEMBER) == ["Thôn 1 Gia Hiệp", "Thôn 1 Tam Bố"]
    assert names(GIA_HIEP, date(2025, 12, 31)) == ["Thôn 1", "Thôn 1"]


def test_two_hamlets_may_change_names_with_each_other() -> None:
    one, two = listed(GIA_HIEP, "Thôn 1", "Thôn 2")
    first, second = thon("Thôn 2", "Thôn 1")
    territory.rename_hamlets({one: first, two: second}, replace(ACT, effective_on=JUNE), at=LEARNT)
    card = territory.hamlet_on(one, JUNE)
    assert card is not None and card.name == "Thôn 2"


def test_a_merger_and_a_division_make_new_hamlets_bound_to_the_old() -> None:
    ids = listed(GIA_HIEP, "Thôn 1", "Thôn 2", on=JULY)
    merged = territory.merge_hamlets(
        ids, thon("Thôn 1")[0], replace(ACT, effective_on=date(2025, 9, 1)), at=LEARNT
    )
    assert merged.hamlet_id not in ids
    assert names(GIA_HIEP, NOVEMBER) == ["Thôn 1"]
    parts = territory.divide_hamlet(
        merged.hamlet_id,
        thon("Thôn A", "Thôn B", "Thôn C"),
        replace(ACT, effective_on=date(2026, 2, 1)),
        at=LEARNT,
    )
    assert names(GIA_HIEP, NOVEMBER) == ["Thôn A", "Thôn B", "Thôn C"]
    edges = HamletEdge.objects.order_by("id").values_list("predecessor__hamlet_id", "successor__hamlet_id")
    assert set(edges) == {(old, merged.hamlet_id) for old in ids} | {
        (merged.hamlet_id, part.hamlet_id) for part in parts
    }


def test_hamlets_move_in_bulk_to_another_commune() -> None:
    ids = listed(GIA_HIEP, "Thôn 1", "Thôn 2", "Thôn 3", on=JULY)
    territory.move_hamlets(ids[:2], DI_LINH, replace(ACT, effective_on=date(2026, 2, 1)), at=LEARNT)
    assert (names(GIA_HIEP, NOVEMBER), names(DI_LINH, NOVEMBER)) == (["Thôn 3"], ["Thôn 1", "Thôn 2"])
    assert names(GIA_HIEP, date(2026, 1, 31)) == ["Thôn 1", "Thôn 2", "Thôn 3"]


def test_the_country_has_381_communes_whose_people_were_divided() -> None:
    queue = territory.divided_communes(NOVEMBER)
    assert len(queue) == 381
    assert territory.divided_communes(JUNE) == ()
    assert all(len(one.successors) > 1 and (one.hamlets, one.done) == (0, False) for one in queue)
    assert "06886" in {one.commune.code for one in territory.divided_communes(NOVEMBER, "22")}
    assert "06886" not in {one.commune.code for one in territory.divided_communes(NOVEMBER, "68")}


def _task() -> tuple[int, int]:
    (task,) = (one for one in territory.divided_communes(NOVEMBER, "22") if one.commune.code == HAI_LANG)
    return task.hamlets, task.assigned


def test_hamlets_of_a_divided_commune_wait_until_an_officer_decides() -> None:
    ids = listed(HAI_LANG, "Thôn Một", "Thôn Hai", "Thôn Ba")
    assert [names(code, NOVEMBER) for code in HEIRS] == [[], [], []]
    assert _task() == (3, 0)
    commune = territory.require_unit(HAI_LANG, JUNE)
    assert {card.hamlet_id for card in territory.waiting_hamlets(commune, NOVEMBER)} == set(ids)
    territory.assign_hamlets(ids[:2], HEIRS[0], DECISION, at=LEARNT)
    assert names(HEIRS[0], NOVEMBER) == ["Thôn Hai", "Thôn Một"]
    assert _task() == (3, 2)
    territory.assign_hamlets(ids[2:], HEIRS[1], DECISION, at=LEARNT)
    assert (names(HEIRS[1], NOVEMBER), _task()) == (["Thôn Ba"], (3, 3))
    assert territory.waiting_hamlets(commune, NOVEMBER) == ()
    assert names(HAI_LANG, JUNE) == ["Thôn Ba", "Thôn Hai", "Thôn Một"]


def test_who_decided_when_and_why_stays_readable() -> None:
    (hamlet,) = listed(HAI_LANG, "Thôn Một")
    territory.assign_hamlets([hamlet], HEIRS[0], DECISION, at=LEARNT)
    acts = territory.hamlet_acts(hamlet)
    assert [one.change for one in acts] == [HamletChange.LISTED, HamletChange.ASSIGNED]
    assert acts[1].told == DECISION
    assert ActRow.objects.get(change="assigned").recorded_at == LEARNT


def test_the_same_decision_again_changes_nothing_and_another_replaces_it() -> None:
    (hamlet,) = listed(HAI_LANG, "Thôn Một")
    territory.assign_hamlets([hamlet], HEIRS[0], DECISION, at=LEARNT)
    acts = ActRow.objects.count()
    territory.assign_hamlets([hamlet], HEIRS[0], DECISION, at=LEARNT)
    assert ActRow.objects.count() == acts
    territory.assign_hamlets([hamlet], HEIRS[2], replace(DECISION, reason="Dân đề nghị"), at=LEARNT)
    assert (names(HEIRS[0], NOVEMBER), names(HEIRS[2], NOVEMBER)) == ([], ["Thôn Một"])
    assert _task() == (1, 1)
    told = [(one.annulled, one.told.reason) for one in territory.hamlet_acts(hamlet)]
    assert told == [(False, ""), (True, DECISION.reason), (False, "Dân đề nghị")]


def test_a_decision_must_be_possible_and_explained() -> None:
    (hamlet,) = listed(HAI_LANG, "Thôn Một")
    (whole,) = listed("25021", "Thôn 1")
    assign = territory.assign_hamlets
    assert refusal([hamlet], GIA_HIEP, DECISION, verb=assign) == "not_a_successor"
    assert refusal([hamlet], HEIRS[0], replace(DECISION, reason=" "), verb=assign) == "hamlet_reason"
    assert refusal([hamlet], HEIRS[0], replace(DECISION, officer=""), verb=assign) == "hamlet_officer"
    assert refusal([whole], GIA_HIEP, DECISION, verb=assign) == "hamlet_not_divided"
    assert refusal([0], HEIRS[0], DECISION, verb=assign) == "hamlet_unknown"
    assert refusal([], HEIRS[0], DECISION, verb=assign) == "hamlets_none"
    assert _task() == (1, 0)


def test_a_waiting_hamlet_is_not_changed_by_anybody() -> None:
    (hamlet,) = listed(HAI_LANG, "Thôn Một")
    later = replace(ACT, effective_on=date(2026, 1, 1))
    new = thon("Thôn Mới")[0]
    assert refusal({hamlet: new}, later, verb=territory.rename_hamlets) == "hamlet_waiting"
    assert refusal([hamlet], HEIRS[0], later, verb=territory.move_hamlets) == "hamlet_waiting"


def test_a_replaced_decision_on_which_a_later_act_rests_stands() -> None:
    (hamlet,) = listed(HAI_LANG, "Thôn Một")
    territory.assign_hamlets([hamlet], HEIRS[0], DECISION, at=LEARNT)
    later = replace(ACT, effective_on=date(2026, 1, 1))
    territory.rename_hamlets({hamlet: thon("Thôn Mới")[0]}, later, at=LEARNT)
    assert refusal([hamlet], HEIRS[1], DECISION, verb=territory.assign_hamlets) == "hamlet_later_states"


def test_a_division_to_come_makes_its_hamlets_wait_and_its_annulment_gives_them_back() -> None:
    listed(GIA_HIEP, "Thôn 1", on=JULY)
    enact(divide())
    assert (names(GIA_HIEP, EVE), names(GIA_HIEP, NEW_YEAR)) == (["Thôn 1"], [])
    annul(annulment(date(2027, 3, 1)))
    assert names(GIA_HIEP, date(2027, 3, 1)) == ["Thôn 1"]


def test_hamlets_survive_a_merger_that_is_annulled_later() -> None:
    listed(GIA_HIEP, "Thôn 1", on=JULY)
    enact(merge())
    assert names(DI_LINH, NEW_YEAR) == ["Thôn 1"]
    annul(annulment(date(2027, 3, 1)))
    assert (names(DI_LINH, date(2027, 3, 1)), names(GIA_HIEP, date(2027, 3, 1))) == ([], ["Thôn 1"])


def test_names_and_days_are_guarded() -> None:
    one, two = listed(GIA_HIEP, "Thôn 1", "Thôn 2")
    (other,) = listed(DI_LINH, "Thôn 1")
    later = replace(ACT, effective_on=date(2026, 1, 1))
    rename, merge_two = territory.rename_hamlets, territory.merge_hamlets
    assert refusal(GIA_HIEP, thon("Thôn 1"), later, verb=territory.list_hamlets) == "hamlet_name_taken"
    assert (
        refusal(GIA_HIEP, thon("Thôn 3", "Thôn 3"), later, verb=territory.list_hamlets) == "hamlet_name_taken"
    )
    assert refusal(GIA_HIEP, thon(" "), later, verb=territory.list_hamlets) == "hamlet_name"
    assert refusal("25021", thon("Thôn 3"), later, verb=territory.list_hamlets) == "unknown_unit"
    assert refusal({one: thon("Thôn 2")[0]}, later, verb=rename) == "hamlet_name_taken"
    assert refusal({one: thon("Thôn 3")[0]}, ACT, verb=rename) == "hamlet_later_states"
    assert refusal([one, other], thon("Thôn 3")[0], later, verb=merge_two) == "hamlets_apart"
    assert refusal([one, one], thon("Thôn 3")[0], later, verb=merge_two) == "hamlets_few"
    assert refusal(one, thon("Thôn 3"), later, verb=territory.divide_hamlet) == "hamlets_few"
    assert names(GIA_HIEP, NOVEMBER) == ["Thôn 1", "Thôn 2"] and two


def test_the_database_holds_one_state_a_day_and_a_reason_for_every_decision() -> None:
    (one,) = listed(GIA_HIEP, "Thôn 1")
    row = HamletState.objects.get(hamlet=one)
    row.pk = None
    with pytest.raises(IntegrityError, match="territory_hamlet_one_a_day"), transaction.atomic():
        row.save()
    with pytest.raises(IntegrityError, match="territory_hamlet_officer"), transaction.atomic():
        ActRow.objects.filter(change="listed").update(change="assigned")


ROWS = [
    {"commune": GIA_HIEP, "name": "Thôn Phú Hiệp 1", "kind": ""},
    {"commune": GIA_HIEP, "name": "Tổ dân phố 2", "kind": ""},
    {"commune": DI_LINH, "name": "K'Brạ", "kind": "hamlet"},
]


def test_a_list_is_entered_whole_and_again_without_change() -> None:
    act = replace(ACT, effective_on=JULY)
    first = territory.import_hamlets(ROWS, act, at=LEARNT)
    again = territory.import_hamlets(ROWS, act, at=LEARNT)
    assert (first.read, first.written, again.written, again.unchanged) == (3, 3, 0, 3)
    cards: tuple[HamletCard, ...] = territory.hamlets_of(GIA_HIEP, NOVEMBER)
    assert [(card.name, card.kind.value) for card in cards] == [
        ("Thôn Phú Hiệp 1", "hamlet"),
        ("Tổ dân phố 2", "residential_group"),
    ]


def test_every_wrong_row_of_a_list_is_named_and_nothing_entered() -> None:
    bad = [
        {"commune": "4620", "name": "Thôn 1"},
        {"commune": "25021", "name": "Thôn 1"},
        {"commune": GIA_HIEP, "name": " "},
        {"commune": GIA_HIEP, "name": "Phú Hiệp"},
        {"commune": GIA_HIEP, "name": "Thôn 9", "kind": "xóm"},
        ROWS[0],
    ]
    card = territory.import_hamlets([*ROWS, *bad], replace(ACT, effective_on=JULY), at=LEARNT)
    assert [(one.row, one.column, one.code.removeprefix("territory.")) for one in card.rejects] == [
        (5, "commune", "code_zeros"),
        (6, "commune", "unknown_unit"),
        (7, "name", "hamlet_name"),
        (8, "name", "hamlet_kind"),
        (9, "kind", "hamlet_kind"),
        (10, "name", "hamlet_row_twice"),
    ]
    assert (card.written, names(GIA_HIEP, NOVEMBER)) == (0, [])


LATER = replace(ACT, effective_on=date(2026, 2, 1))
RESETTLED = replace(LATER, reason="Toàn bộ hộ dân đã tái định cư")


def test_a_retired_hamlet_stands_no_more_and_stays_readable() -> None:
    one, _two = listed(GIA_HIEP, "Thôn 1", "Thôn 2", on=JULY)
    territory.retire_hamlets([one], RESETTLED, at=LEARNT)
    assert (names(GIA_HIEP, NOVEMBER), names(GIA_HIEP, date(2026, 1, 31))) == (
        ["Thôn 2"],
        ["Thôn 1", "Thôn 2"],
    )
    assert [card.name for card in territory.former_hamlets(GIA_HIEP, NOVEMBER)] == ["Thôn 1"]
    last = territory.hamlet_acts(one)[-1]
    assert (last.change, last.ended, last.told.reason) == (
        HamletChange.RETIRED,
        True,
        RESETTLED.reason,
    )
    assert refusal([one], RESETTLED, verb=territory.retire_hamlets) == "hamlet_unknown"


def test_a_hamlet_that_was_merged_says_into_what() -> None:
    ids = listed(GIA_HIEP, "Thôn 1", "Thôn 2", on=JULY)
    merged = territory.merge_hamlets(ids, thon("Thôn Mới")[0], LATER, at=LEARNT)
    last = territory.hamlet_acts(ids[0])[-1]
    assert (last.change, last.ended, last.became) == (HamletChange.MERGED, True, (merged,))
    assert [one.change for one in territory.hamlet_acts(merged.hamlet_id)] == [HamletChange.MERGED]


def test_retiring_needs_a_reason_and_moving_another_commune() -> None:
    (one,) = listed(GIA_HIEP, "Thôn 1", on=JULY)
    assert refusal([one], LATER, verb=territory.retire_hamlets) == "hamlet_reason"
    assert refusal([one], GIA_HIEP, LATER, verb=territory.move_hamlets) == "hamlet_there"
    assert refusal([one], "25021", LATER, verb=territory.move_hamlets) == "unknown_unit"
    with pytest.raises(IntegrityError, match="territory_hamlet_officer"), transaction.atomic():
        ActRow.objects.filter(change="listed").update(change="retired")


def order(change: HamletChange, *hamlets: HamletId, **more: Any) -> HamletOrder:
    return HamletOrder(change, hamlets, **more)


def test_one_paper_changes_many_hamlets_at_once_and_names_are_free_after_the_whole() -> None:
    one, two, three, four, five = listed(GIA_HIEP, *(f"Thôn {n}" for n in range(1, 6)), on=JULY)
    (far,) = listed(DI_LINH, "Thôn 1", on=JULY)
    orders = [
        order(HamletChange.MERGED, one, two, into=tuple(thon("Thôn 3")), clause="1"),
        order(HamletChange.RENAMED, three, into=tuple(thon("Thôn 1"))),
        order(HamletChange.DIVIDED, four, into=tuple(thon("Thôn 4", "Thôn 2"))),
        order(HamletChange.MOVED, far, to=GIA_HIEP, into=tuple(thon("Thôn 6"))),
        order(HamletChange.RETIRED, five, reason="Lòng hồ thủy điện"),
    ]
    done = territory.change_hamlets(orders, LATER, at=LEARNT)
    assert names(GIA_HIEP, NOVEMBER) == ["Thôn 1", "Thôn 2", "Thôn 3", "Thôn 4", "Thôn 6"]
    assert names(DI_LINH, NOVEMBER) == []
    assert [len(opened) for opened in done.opened] == [1, 1, 2, 1, 0]
    assert len(done.acts) == 5
    assert ActRow.objects.get(change="merged").clause == "1"


def test_of_several_changes_one_that_cannot_be_stops_all() -> None:
    one, two = listed(GIA_HIEP, "Thôn 1", "Thôn 2", on=JULY)
    rename, retire = HamletChange.RENAMED, HamletChange.RETIRED
    acts = ActRow.objects.count()

    def refused(*orders: HamletOrder) -> str:
        return refusal(orders, LATER, verb=territory.change_hamlets)

    first = order(rename, one, into=tuple(thon("Thôn 9")))
    assert refused(first, order(rename, two, into=tuple(thon("Thôn 9")))) == "hamlet_name_taken"
    assert refused(first, order(retire, one, reason="x")) == "hamlet_row_twice"
    assert refused(first, order(retire, two)) == "hamlet_reason"
    assert refused() == "hamlets_none"
    assert (names(GIA_HIEP, NOVEMBER), ActRow.objects.count()) == (["Thôn 1", "Thôn 2"], acts)


def test_what_a_paper_did_to_hamlets_is_undone_from_a_day_on() -> None:
    one, two, three, four, five = listed(GIA_HIEP, *(f"Thôn {n}" for n in range(1, 6)), on=JULY)
    orders = [
        order(HamletChange.MERGED, one, two, into=tuple(thon("Thôn 3"))),
        order(HamletChange.RENAMED, three, into=tuple(thon("Thôn 1"))),
        order(HamletChange.MOVED, four, to=DI_LINH),
        order(HamletChange.RETIRED, five, reason="Lòng hồ"),
    ]
    done = territory.change_hamlets(orders, LATER, at=LEARNT)
    home = territory.require_unit(GIA_HIEP, JULY).unit_id
    back = replace(ACT, instrument="50/NQ-HĐND", effective_on=date(2026, 3, 1))
    homes = dict.fromkeys((one, two, three, four, five), home)
    territory.restore_hamlets(done.acts, homes, back, at=LEARNT)
    assert names(GIA_HIEP, NOVEMBER) == [f"Thôn {n}" for n in range(1, 6)]
    assert {card.hamlet_id for card in territory.hamlets_of(GIA_HIEP, NOVEMBER)} == set(homes)
    assert names(DI_LINH, NOVEMBER) == []
    assert names(GIA_HIEP, date(2026, 2, 28)) == ["Thôn 1", "Thôn 3"]
    (merged,) = done.opened[0]
    last = territory.hamlet_acts(merged.hamlet_id)[-1]
    assert (last.change, {card.hamlet_id for card in last.became}) == (HamletChange.RESTORED, {one, two})


def test_a_paper_on_which_a_later_one_rests_is_not_undone() -> None:
    (one,) = listed(GIA_HIEP, "Thôn 1", on=JULY)
    done = territory.change_hamlets(
        [order(HamletChange.RENAMED, one, into=tuple(thon("Thôn 2")))], LATER, at=LEARNT
    )
    territory.rename_hamlets({one: thon("Thôn 3")[0]}, replace(ACT, effective_on=date(2026, 3, 1)), at=LEARNT)
    back = replace(ACT, effective_on=date(2026, 4, 1))
    assert refusal(done.acts, {}, back, verb=territory.restore_hamlets) == "hamlet_later_states"


def test_an_annulled_merger_is_no_division_to_be_worked_off() -> None:
    before = len(territory.divided_communes(NEW_YEAR))
    enact(merge())
    annul(annulment(date(2027, 3, 1)))
    assert len(territory.divided_communes(date(2027, 4, 1))) == before


def test_hamlets_of_many_communes_are_read_as_one_by_one() -> None:
    listed("25021", "Thôn 1")
    listed(GIA_HIEP, "Thôn 2")
    listed(DI_LINH, "Thôn 3")
    codes = (GIA_HIEP, DI_LINH, "99999")
    found = territory.hamlets_by_commune(codes, NOVEMBER)
    assert found == {
        GIA_HIEP: territory.hamlets_of(GIA_HIEP, NOVEMBER),
        DI_LINH: territory.hamlets_of(DI_LINH, NOVEMBER),
        "99999": (),
    }
