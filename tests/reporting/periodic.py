"""Reports in tests: who does what in Di Linh, and a February with something in every column that matters."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Channel, Deed, DossierId
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyId, Role
from haicap.reporting import api as reporting
from haicap.reporting.contract import Kind, ReportCard
from tests.cast import DI_LINH, GIA_HIEP, PROVINCE, Cast, cast, holder
from tests.dossiers.test_walk import birth

FEBRUARY, MARCH = date(2026, 2, 10), date(2026, 3, 10)
CLOSING = datetime.fromisoformat("2026-03-02T08:00:00+07:00")
NEXT = datetime.fromisoformat("2026-04-02T08:00:00+07:00")


@dataclass(frozen=True)
class Office:
    """Those who take part in a report of one body."""

    clerk: Actor
    head: Actor
    signer: Actor

    @property
    def body(self) -> AgencyId:
        return self.clerk.committee_id


def office(unit: str = DI_LINH) -> Office:
    signer = Role.PROVINCIAL_LEADER if unit == PROVINCE else Role.CHAIR
    return Office(holder_of(unit, Role.CLERK), holder_of(unit, Role.DIVISION_HEAD), holder(unit, signer))


def holder_of(unit: str, role: Role) -> Actor:
    """Whoever holds a role in the own committee of a unit, not in one of its departments."""
    from haicap.territory import api as territory
    from tests.cast import DAY  # the day of the cast

    committee = organisation.committee_of_unit(territory.require_unit(unit, DAY).unit_id)
    for agency in organisation.agencies_of_unit(committee.unit_id):
        if agency.committee_id == committee.id:
            for card in organisation.holders(agency.id, role, DAY):
                return organisation.actor_of_appointment(card.id, DAY)
    raise LookupError(f"nobody holds {role} in {unit}")


def on(day: int, hour: int = 9, month: int = 2) -> datetime:
    return datetime.fromisoformat(f"2026-{month:02}-{day:02}T{hour:02}:00:00+07:00")


def received(people: Cast, at: datetime, **changes: object) -> DossierId:
    return dossiers.receive(actor=people.receiver, intake=birth(**changes), at=at).id


def done(actor: Actor, dossier: DossierId, action: Action, at: datetime, **facts: object) -> None:
    dossiers.act(actor=actor, dossier_id=dossier, deed=Deed(action, **facts), at=at)  # type: ignore[arg-type]


def settled(people: Cast, dossier: DossierId, at: datetime) -> None:
    """Through every step to the result."""
    done(people.specialist, dossier, Action.ASSIGN, at)
    while dossiers.open_file(actor=people.specialist, dossier_id=dossier).card.step_role != "chair":
        done(people.specialist, dossier, Action.COMPLETE_STEP, at)
    done(people.chair, dossier, Action.COMPLETE_STEP, at)
    done(people.clerk, dossier, Action.RESOLVE, at, result_number="12/2026")


def february() -> dict[str, DossierId]:
    """Dossiers of Di Linh by what becomes of them."""
    people = cast()
    found = {
        name: received(people, on(3)) for name in ("settled", "late", "withdrawn", "waiting", "moved", "open")
    }
    found["before"] = received(people, on(20, month=1))
    found["post"] = received(people, on(5), channel=Channel.POST)
    settled(people, found["settled"], on(3, 10))
    settled(people, found["late"], on(9))
    done(people.receiver, found["withdrawn"], Action.WITHDRAW, on(4), reason="x")
    done(people.specialist, found["waiting"], Action.ASSIGN, on(4))
    done(people.specialist, found["waiting"], Action.ASK_SUPPLEMENT, on(4, 10), reason="x")
    done(people.chair, found["moved"], Action.TRANSFER_OUT, on(6), to_unit=GIA_HIEP, reason="x")
    return found


def prepared(
    of: Office | None = None, *, day: date = FEBRUARY, at: datetime = CLOSING, kind: Kind = Kind.MONTH
) -> ReportCard:
    who = of or office()
    return reporting.prepare(actor=who.clerk, body=who.body, kind=kind, day=day, at=at)


def submitted(
    of: Office | None = None, *, day: date = FEBRUARY, at: datetime = CLOSING, kind: Kind = Kind.MONTH
) -> ReportCard:
    who = of or office()
    card = prepared(who, day=day, at=at, kind=kind)
    later = at + timedelta(hours=1)
    reporting.check(actor=who.head, report_id=card.id, at=later)
    reporting.sign(actor=who.signer, report_id=card.id, at=later)
    return reporting.submit(actor=who.clerk, report_id=card.id, at=later)
