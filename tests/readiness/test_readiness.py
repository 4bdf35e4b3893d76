"""Readiness: who may say what, evidence or nothing, what haicap counts itself, numbers that open exactly their rows."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Actor, Role
from haicap.organisation.models import Account, Appointment, Counter
from haicap.reorganisation.domain.readiness import Phase, State, Trial, counted
from haicap.reorganisation.models import ReadinessRow, TrialRow
from haicap.reorganisation.selectors import readiness as reading
from haicap.reorganisation.selectors.items import ItemList, items
from haicap.reorganisation.services import readiness as writing
from haicap.reorganisation.services.readiness import Said
from tests.cast import DI_LINH, GIA_HIEP, PROVINCE, holder
from tests.documents import corpus

Frozen = Callable[[str | datetime], datetime]

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-03-02T09:00:00+07:00")
PDF = corpus.pdf()


@pytest.fixture(autouse=True)
def _today(frozen: Frozen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    cache.clear()
    frozen(AT)


def chair() -> Actor:
    return holder(DI_LINH, Role.CHAIR)


def client(actor: Actor) -> Client:
    visitor = Client()
    visitor.force_login(Account.objects.get(person_id=actor.person_id))
    return visitor


def say(item: str = "rooms", *, actor: Actor | None = None, unit: str = DI_LINH, **said: Any) -> int:
    return writing.say(
        actor=actor or chair(),
        unit_code=unit,
        item=item,
        said=Said(**{"state": State.UNDER_WAY, **said}),
        at=AT,
    )


def line(item: str, unit: str = DI_LINH) -> Any:
    card = reading.unit(holder(unit, Role.CHAIR), unit, AT.date())
    return next(each for each in reading.lines([card], AT.date()) if each.item.key == item)


def codes(act: Callable[[], object]) -> set[str]:
    with pytest.raises(RefusalError) as refused:
        act()
    return {each.code.removeprefix("reorganisation.") for each in refused.value.refusals}


def test_every_entry_stays_and_the_youngest_counts() -> None:
    assert line("rooms").state is State.NOT_BEGUN
    assert say(state=State.UNDER_WAY, responsible="Bà Hoa", due_on=date(2026, 3, 1)) == 1
    assert line("rooms").is_late(AT.date()) and line("rooms").entry.responsible == "Bà Hoa"
    assert say(state=State.DONE, evidence="Biên bản 12/BB-UBND", after=1) == 2
    assert line("rooms").is_ready
    card = reading.unit(chair(), DI_LINH, AT.date())
    assert [entry.state for entry in reading.journal(card)["rooms"]] == [State.DONE, State.UNDER_WAY]
    for change in (ReadinessRow.objects.all().delete, lambda: ReadinessRow.objects.update(state="done")):
        with pytest.raises(Error), transaction.atomic():
            change()


def test_what_is_refused_is_named_and_nothing_is_kept() -> None:
    assert codes(lambda: say(state=State.DONE)) == {"evidence_missing"}
    assert codes(lambda: say(state=State.NOT_NEEDED)) == {"reason_missing"}
    assert codes(lambda: say("accounts")) == {"computed_item"}
    assert codes(lambda: say("castle")) == {"unknown_item"}
    assert codes(lambda: say(after=1)) == {"changed_meanwhile"}
    assert codes(lambda: say(actor=holder(GIA_HIEP, Role.CHAIR))) == {"outside_unit"}
    assert codes(lambda: say(actor=holder(DI_LINH, Role.RECEIVER))) == {"outside_unit"}
    assert codes(lambda: say(actor=holder(PROVINCE, Role.PROVINCIAL_LEADER))) == {"not_a_filler"}
    assert not ReadinessRow.objects.exists()
    assert say(actor=holder(PROVINCE, Role.BUSINESS_ADMIN)) == 1
    assert codes(say) == {"changed_meanwhile"}


def test_what_haicap_knows_is_counted_and_names_what_lacks() -> None:
    day = AT.date()
    accounts = line("accounts")
    assert accounts.state is State.DONE and accounts.needed > 5 and accounts.gaps == ()
    somebody = chair()
    Account.objects.filter(person_id=somebody.person_id).update(is_active=False, lock_reason="x")
    after = line("accounts")
    assert (after.there, after.state) == (accounts.there - 1, State.UNDER_WAY)
    assert [gap.person_id for gap in after.gaps] == [somebody.person_id]
    assert somebody.person_id in {gap.person_id for gap in line("second_factor").gaps}
    posts = line("posts")
    Appointment.objects.filter(id=somebody.appointment_id).update(ends_on=date(2026, 3, 1))
    card = reading.unit(holder(PROVINCE, Role.AUDITOR), DI_LINH, day)
    found = next(each for each in reading.lines([card], day) if each.item.key == "posts")
    assert found.there in {posts.there, posts.there - 1}
    assert line("counters", GIA_HIEP).state is State.DONE
    Counter.objects.filter(agency__unit_code=GIA_HIEP).update(closed_on=date(2026, 3, 1))
    assert line("counters", GIA_HIEP).state is State.NOT_BEGUN and len(line("counters", GIA_HIEP).gaps) == 1
    assert line("procedures").is_ready and line("calendar").is_ready
    assert [counted(0, 0), counted(2, 0), counted(2, 1), counted(2, 2)] == [
        State.NOT_BEGUN,
        State.NOT_BEGUN,
        State.UNDER_WAY,
        State.DONE,
    ]


def test_items_are_dated_data_with_their_source() -> None:
    assert items(ItemList.READINESS, date(2025, 6, 14)) == ()
    asked = items(ItemList.READINESS, AT.date())
    assert {"headquarters", "rooms", "equipment", "software", "connections", "signatures", "training"} <= {
        item.key for item in asked
    }
    assert all(item.source and item.certainty and item.name_en for item in asked)


def test_every_number_of_the_board_opens_exactly_its_rows() -> None:
    say(state=State.DONE, evidence="x")
    say("equipment")
    visitor = client(holder(PROVINCE, Role.PROVINCIAL_LEADER))
    board = visitor.get(reverse("readiness:board"))
    assert board.status_code == 200 and board.context["total"] == 124
    numbers = [number for _, each in board.context["sums"] for _, number in each][::5]
    numbers += [*[number for _, _, number, _ in board.context["rows"]][:2], board.context["missing"]]
    for number in numbers:
        assert len(visitor.get(number.url).context["rows"]) == number.value, number
    done = next(each for item, each in board.context["sums"] if item.key == "rooms")
    assert [number.value for _, number in done] == [123, 0, 1, 0]
    rows = list(csv.reader(io.StringIO(visitor.get(reverse("readiness:sheet")).content.decode("utf-8-sig"))))
    assert len(rows) == 1 + 124 * len(board.context["items"])
    assert visitor.get(reverse("readiness:list"), {"trang-thai": "x"}).status_code == 422


def test_the_board_asks_as_often_for_124_communes_as_for_one() -> None:
    of = reading.units(holder(PROVINCE, Role.PROVINCIAL_LEADER), AT.date())
    asked = []
    for some in (of[:1], of):
        with CaptureQueriesContext(connection) as told:
            reading.lines(some, AT.date())
        # catalogue and calendar look now and then whether they are still the newest
        asked.append([query for query in told if "organisation_" in query["sql"]])
    assert len(asked[0]) == len(asked[1]) <= 8, asked


def test_an_official_of_a_commune_sees_and_fills_the_own_page_only() -> None:
    visitor = client(chair())
    assert visitor.get(reverse("readiness:board")).url == reverse("readiness:unit", args=[DI_LINH])
    page = visitor.get(reverse("readiness:unit", args=[DI_LINH]))
    assert page.status_code == 200 and "Trụ sở" in page.content.decode()
    for address in (
        reverse("readiness:unit", args=[GIA_HIEP]),
        reverse("readiness:list"),
        reverse("readiness:sheet"),
    ):
        assert visitor.get(address).status_code == 403, address
    sent = {"rooms-state": "done", "rooms-evidence": "BB 12", "rooms-after": "0"}
    assert visitor.post(reverse("readiness:say", args=[GIA_HIEP, "rooms"]), sent).status_code == 403
    assert not ReadinessRow.objects.exists()
    answer = visitor.post(reverse("readiness:say", args=[DI_LINH, "rooms"]), sent)
    assert answer.url == reverse("readiness:unit", args=[DI_LINH]) + "#rooms"
    again = visitor.post(
        reverse("readiness:say", args=[DI_LINH, "rooms"]), {**sent, "rooms-evidence": "giữ lại"}
    )
    assert again.status_code == 422 and "giữ lại" in again.content.decode()
    assert ReadinessRow.objects.count() == 1
    assert client(holder(DI_LINH, Role.RECEIVER)).get(reverse("readiness:board")).status_code == 403


def test_a_file_is_evidence_and_only_for_its_own_unit() -> None:
    visitor = client(chair())
    sent = {
        "rooms-state": "done",
        "rooms-after": "0",
        "rooms-file": SimpleUploadedFile("bien-ban.pdf", PDF, "application/pdf"),
    }
    assert visitor.post(reverse("readiness:say", args=[DI_LINH, "rooms"]), sent).status_code == 302
    row = ReadinessRow.objects.get()
    own = reverse("readiness:evidence", args=[DI_LINH, "rooms", row.file_id])
    assert visitor.get(own).content == PDF
    assert (
        visitor.get(reverse("readiness:evidence", args=[DI_LINH, "software", row.file_id])).status_code == 404
    )
    stranger = client(holder(GIA_HIEP, Role.CHAIR))
    for unit, status in ((DI_LINH, 403), (GIA_HIEP, 404)):
        address = reverse("readiness:evidence", args=[unit, "rooms", row.file_id])
        assert stranger.get(address).status_code == status


def test_the_province_sets_the_dates_of_a_trial_and_they_stay_apart() -> None:
    dates = {
        "decided_on": "2026-06-16",
        "instrument": "1671/NQ-UBTVQH15",
        "starts_on": "2026-06-15",
        "official_on": "2026-07-01",
        "address": "https://thu.example.vn/",
        "after": "0",
    }
    address = reverse("readiness:trial", args=[DI_LINH])
    for role in (Role.CHAIR, Role.BUSINESS_ADMIN):
        assert client(holder(DI_LINH, role)).post(address, dates).status_code == 403
    province = client(holder(PROVINCE, Role.BUSINESS_ADMIN))
    assert province.post(address, {**dates, "official_on": "2026-06-15"}).status_code == 422
    assert province.post(address, dates).status_code == 302
    assert province.post(address, dates).status_code == 422  # somebody was quicker
    card = reading.unit(chair(), DI_LINH, AT.date())
    trial: Trial = reading.trials([card])[card.unit_id]
    days = (date(2026, 6, 14), date(2026, 6, 15), date(2026, 7, 1))
    assert [trial.phase(day) for day in days] == [Phase.PLANNED, Phase.TRIAL, Phase.OFFICIAL]
    assert (
        "1671/NQ-UBTVQH15" in client(chair()).get(reverse("readiness:unit", args=[DI_LINH])).content.decode()
    )
    with pytest.raises(Error), transaction.atomic():
        TrialRow.objects.all().delete()
    assert clock.today() == AT.date()
