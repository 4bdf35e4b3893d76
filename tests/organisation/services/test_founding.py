"""Founding and staffing: both models of service centre, repeatable, every unit has who receives for it."""

import pytest

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyKind, Role
from haicap.organisation.models import Account, Agency, Appointment, Counter, Person, Post
from haicap.territory import api as territory

pytestmark = pytest.mark.django_db


def units(province_code: str) -> list[int]:
    return [unit.unit_id for unit in territory.communes_of(province_code, clock.today())]


def test_a_province_of_commune_centres_has_its_bodies() -> None:
    mine = Agency.objects.filter(province_code="68")
    assert mine.count() == 124 * 5 + 3 + 13
    assert mine.filter(kind=AgencyKind.CENTRE).count() == 124
    centre = organisation.agency_by_code("H36.25000")
    assert centre.name == "Trung tâm Phục vụ hành chính công xã Di Linh"
    assert organisation.agency(centre.committee_id).name == "Ủy ban nhân dân xã Di Linh"
    assert organisation.centre_of_unit(centre.unit_id) == centre
    assert 4 <= len(organisation.counters(centre.id)) <= 8


def test_founding_and_staffing_again_change_nothing() -> None:
    tables = (Agency, Counter, Post, Person, Appointment, Account)
    before = [table.objects.count() for table in tables]
    assert organisation.found_province("68").added == 0
    assert organisation.staff_province("68").people == 0
    assert [table.objects.count() for table in tables] == before


def test_a_province_of_branches_receives_at_branches_of_its_own_centre() -> None:
    organisation.found_province("22")
    mine = Agency.objects.filter(province_code="22")
    assert not mine.filter(kind=AgencyKind.CENTRE).exists()
    top = organisation.agency_by_code("H49.02")
    assert top.kind is AgencyKind.PROVINCIAL_CENTRE
    for unit_id in units("22"):
        branch = organisation.centre_of_unit(unit_id)
        assert (branch.kind, branch.parent_id, branch.unit_id) == (AgencyKind.BRANCH, top.id, unit_id)
    organisation.staff_province("22")
    day = clock.today()
    director = organisation.holders(top.id, Role.CENTRE_DIRECTOR, day)[0]
    seen = organisation.actor_of_appointment(director.id, day).agencies
    assert {organisation.centre_of_unit(unit_id).id for unit_id in units("22")} < seen
    branch = organisation.centre_of_unit(units("22")[0])
    receiver = organisation.actor_of_appointment(
        organisation.holders(branch.id, Role.RECEIVER, day)[0].id, day
    )
    assert receiver.agencies == {branch.id}


def test_the_model_can_be_chosen() -> None:
    organisation.found_province("12", model=organisation.CentreModel.BRANCHES)
    assert organisation.centre_of_unit(units("12")[0]).kind is AgencyKind.BRANCH


def test_a_province_that_never_was_is_refused() -> None:
    with pytest.raises(RefusalError):
        organisation.found_province("99")
    with pytest.raises(RefusalError, match="province_not_founded"):
        organisation.staff_province("12")


def test_every_post_of_the_demo_is_filled_and_every_account_is_marked() -> None:
    posts = Post.objects.filter(agency__province_code="68")
    assert sum(posts.values_list("seats", flat=True)) == Appointment.objects.filter(post__in=posts).count()
    assert not Account.objects.filter(demo=False).exists()
    assert organisation.demo_accounts_exist()


def test_names_are_the_same_for_the_same_seed_and_not_all_alike() -> None:
    names = list(Person.objects.order_by("id").values_list("name", flat=True)[:500])
    assert len(set(names)) > 300


def test_a_field_is_routed_to_the_body_that_deals_with_it() -> None:
    centre = organisation.agency_by_code("H36.25000")
    committee = centre.committee_id

    def slug(field: str) -> str:
        return Agency.objects.get(id=organisation.division_for(committee, field)).slug

    assert [slug(one) for one in ("Hộ tịch", "Đất đai", "Người có công", "Nghĩa vụ quân sự", "lạ")] == [
        "office",
        "economic",
        "culture",
        "centre",
        "office",
    ]
    province = territory.require_unit("68", clock.today())
    top = organisation.committee_of_unit(province.unit_id)
    land = organisation.agency(organisation.division_for(top.id, "Đất đai"))
    assert land.name == "Sở Nông nghiệp và Môi trường tỉnh Lâm Đồng"
    assert organisation.division_for(land.id, "Hộ tịch") == land.id


def test_unknown_agencies_are_refused_by_name() -> None:
    with pytest.raises(RefusalError, match="unknown_agency"):
        organisation.agency_by_code("H36.00000")


def test_the_machine_acts_with_a_reason_that_is_kept_and_without_a_role() -> None:
    from haicap.organisation.models import OrganisationJournal

    with pytest.raises(RefusalError, match="reason_missing"):
        organisation.system_actor("68", " ")
    actor = organisation.system_actor("68", "nightly import")
    assert (actor.roles, actor.whole_province, len(actor.agencies)) == (frozenset(), True, 636)
    kept = OrganisationJournal.objects.order_by("-id").first()
    assert kept is not None
    assert (kept.action, kept.facts) == ("act_as_system", {"reason": "nightly import"})
    with pytest.raises(RefusalError, match="province_not_founded"):
        organisation.system_actor("12", "test")
