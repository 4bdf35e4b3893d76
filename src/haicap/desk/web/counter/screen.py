"""What the intake page shows, made in one place for the whole page and for each part that htmx swaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from haicap.desk.fees import fee_words
from haicap.desk.web.counter.addressing import placed, read_address
from haicap.desk.web.counter.form import CHANNEL_WORDS, KIND_WORDS, IntakeForm
from haicap.desk.web.counter.typed import COMPONENT, Scan, Typed
from haicap.desk.web.deadline_words import Arithmetic, arithmetic
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import OPEN, ComponentState, DossierCard, Intake, ListFilter, Order, Status
from haicap.kernel import clock, messages
from haicap.kernel.deadlines import Deadline
from haicap.kernel.errors import Refusal, RefusalError
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyCard
from haicap.procedures import api as procedures
from haicap.procedures.contract import ComponentCard, Level, ProcedureCard, ProcedureHit
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard
from haicap.ui.mistakes import Mistake, named

MOST_HITS = 9
NEEDED = ("name", "id_number", "phone", "address")  # of the person, in the order of the page
_RECEIVED_HERE = frozenset({Level.COMMUNE, Level.PROVINCE})
_STILL_ALIVE = OPEN | {Status.RESULT_READY}
# which input a doubt about a card belongs to; the others are shown under the scan box
_DOUBT_FIELDS = {"number": "id_number", "place": "id_number", "name": "name", "address": "address"}
_DOUBTS_IN_BOTH = {"parties.accents_lost": "name", "parties.letters_lost": "name"}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One line of the checklist: the paper, what was said of it, its scans, what is wrong."""

    card: ComponentCard
    state: ComponentState
    scans: tuple[Scan, ...]
    error: str

    @property
    def name(self) -> str:
        """The input's name."""
        return f"{COMPONENT}{self.card.key}"


@dataclass(frozen=True, slots=True)
class Promise:
    """What the receipt would say now."""

    deadline: Deadline
    sums: Arithmetic
    limit: str
    fee: str
    agency: AgencyCard
    number_shape: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One of the officer's own unfinished intakes."""

    id: UUID
    saved_at: datetime
    name: str
    procedure: str


def procedure_of(typed: Typed, at: datetime) -> ProcedureCard | None:
    """The procedure chosen, as it is in force today; None where none is (any more)."""
    code = typed.of("procedure")
    try:
        return procedures.version_on(code, clock.local_day(at)) if code else None
    except RefusalError:
        return None


def competent_of(typed: Typed, actor: Actor, procedure: ProcedureCard) -> str:
    """The unit code that decides: the one chosen where it fits, else one's own commune, else the province."""
    own = organisation.agency(actor.agency_id).unit_code
    provincial = actor.province_code
    fitting = [own] if Level.COMMUNE in procedure.levels else []
    fitting += [provincial] if Level.PROVINCE in procedure.levels else []
    chosen = typed.of("competent")
    level = Level.PROVINCE if chosen == provincial else Level.COMMUNE
    return chosen if chosen and level in procedure.levels else next(iter(fitting), own)


def intake_of(typed: Typed, actor: Actor, at: datetime) -> Intake | None:
    """The intake as typed, None without a procedure."""
    procedure = procedure_of(typed, at)
    if procedure is None:
        return None
    intake = typed.intake(procedure, competent_of(typed, actor, procedure))
    return replace(intake, applicant=placed(intake.applicant, typed, at))


def hits(question: str, at: datetime) -> list[ProcedureHit]:
    """Procedures a counter receives, that `question` may mean, best first."""
    if not question:
        return []
    return procedures.search(question, day=clock.local_day(at), levels=_RECEIVED_HERE, limit=MOST_HITS)


def unit_hits(question: str, actor: Actor) -> tuple[UnitCard, ...]:
    """Communes of the actor's province that `question` may mean."""
    return territory.search_units(question, actor.province_code, MOST_HITS) if question else ()


def page(
    actor: Actor, typed: Typed, at: datetime, refusals: Sequence[Refusal] = (), *, focus: str = ""
) -> dict[str, Any]:
    """Everything the intake page and its parts need; `focus` is a field of the person the cursor goes to."""
    procedure = procedure_of(typed, at)
    chosen = _chosen(actor, typed, at, procedure, refusals) if procedure else _NOTHING_CHOSEN
    form = IntakeForm.of(typed, refusals, focus=focus)
    return {
        "typed": typed,
        "form": form,
        "person": typed.applicant,
        "kind_words": KIND_WORDS[typed.applicant.kind],
        "channel_words": CHANNEL_WORDS[typed.channel],
        "assisted_by": typed.of("assisted_by"),
        "same_person": False,
        "code": typed.of("procedure"),
        "competent_code": typed.of("competent"),
        "procedure": procedure,
        "loose": _loose(refusals, form, procedure),
        "saved_at": None,
        "drafts": (),
        "address_reading": read_address(typed, at),
        "doubts": {},
        "card_note": None,
        "replaced": {},
        "question": "",
        "hits": None,
        "unit_question": "",
        "unit_hits": None,
        **chosen,
    }


_NOTHING_CHOSEN: Mapping[str, Any] = {
    "papers": (),
    "variants": (),
    "variant": "",
    "limit_open": False,
    "tariff": "",
    "competent": None,
    "promise": None,
    "promise_problem": "",
    "twins": (),
    "missing": False,
}


def _chosen(
    actor: Actor,
    typed: Typed,
    at: datetime,
    procedure: ProcedureCard,
    refusals: Sequence[Refusal],
) -> dict[str, Any]:
    wrong = {refusal.field: messages.words(refusal) for refusal in refusals}
    variant = procedure.variant(typed.of("variant")) or procedure.variants[0]
    competent = competent_of(typed, actor, procedure)
    promise, problem = _promise(actor, typed.intake(procedure, competent), procedure, at)
    return {
        "papers": tuple(
            PaperRow(
                card,
                typed.state_of(card),
                typed.scans.get(card.key, ()),
                wrong.get(f"{COMPONENT}{card.key}", ""),
            )
            for card in procedure.components
        ),
        "variants": tuple((each, procedures.limit_words(each.limit)) for each in procedure.variants),
        "variant": variant.key,
        "limit_open": variant.limit is None,
        "tariff": fee_words(None, procedure),
        "competent": territory.unit_on(competent, clock.local_day(at)),
        "promise": promise,
        "promise_problem": problem,
        "twins": twins(actor, typed, procedure, at),
        "missing": any(refusal.code == "intake.component_missing" for refusal in refusals),
    }


def _promise(
    actor: Actor, intake: Intake, procedure: ProcedureCard, at: datetime
) -> tuple[Promise | None, str]:
    try:
        found = dossiers.preview(actor=actor, intake=intake, at=at)
    except RefusalError as refused:
        return None, messages.words(refused.refusal)
    return (
        Promise(
            deadline=found.deadline,
            sums=arithmetic(found.deadline),
            limit=procedures.limit_words(found.deadline.limit),
            fee=fee_words(intake.fee_vnd, procedure),
            agency=organisation.agency(found.competent),
            number_shape=f"{found.number_prefix}••••",
        ),
        "",
    )


def twins(actor: Actor, typed: Typed, procedure: ProcedureCard, at: datetime) -> tuple[DossierCard, ...]:
    """Living dossiers of the same identity number and procedure that the actor may see: the person came before."""
    number = typed.of("id_number")
    if not number:
        return ()
    same = ListFilter(statuses=_STILL_ALIVE, procedure=procedure.code, text=number, order=Order.NEWEST)
    return dossiers.listing(actor=actor, filter=same, now=at, size=3).rows


def drafts(actor: Actor, at: datetime, *, but: UUID) -> list[DraftRow]:
    """The officer's own drafts of the last seven days except the one on the page."""
    rows = []
    for draft_id, saved_at, content in dossiers.drafts(actor=actor):
        typed = Typed.kept(draft_id, content)
        if draft_id == but or saved_at < at - timedelta(days=7):
            continue
        procedure = procedure_of(typed, at)
        rows.append(DraftRow(draft_id, saved_at, typed.of("name"), procedure.name if procedure else ""))
    return rows


def next_of_person(typed: Typed, asked: Mapping[str, Sequence[str]]) -> str:
    """Where the officer goes on after a card: what is doubtful, else what is still empty."""
    order = [name for name in NEEDED if name in asked] + [name for name in NEEDED if not typed.of(name)]
    return next(iter(order), "")


def doubts(codes: Sequence[str]) -> dict[str, list[str]]:
    """What is doubtful on a card, in words, by the input it concerns."""
    found: dict[str, list[str]] = {}
    for code in codes:
        topic = code.removeprefix("parties.").split("_")[0]
        place = _DOUBTS_IN_BOTH.get(code) or _DOUBT_FIELDS.get(topic, "card")
        found.setdefault(place, []).append(messages.words(Refusal(code)))
    return found


def _loose(
    refusals: Sequence[Refusal], form: IntakeForm, procedure: ProcedureCard | None
) -> tuple[Mistake, ...]:
    """Refusals that no field of the form shows, with the input to go to where there is one."""
    papers = {f"{COMPONENT}{card.key}" for card in procedure.components} if procedure else set()
    return tuple(_mistake(each, papers) for each in refusals if each.field not in form.fields)


def _mistake(refusal: Refusal, papers: set[str]) -> Mistake:
    said = messages.words(refusal)
    if refusal.field in papers:
        return Mistake(said, f"{refusal.field}-first")  # names its paper
    finder = _FINDERS.get(refusal.field or "")
    return named(finder[0], said, finder[1]) if finder else Mistake(said)


# what is searched for rather than typed: the label of the search and its id
_FINDERS = {
    "procedure": (_("Tìm thủ tục"), "question"),
    "variant": (_("Tìm thủ tục"), "question"),
    "competent": (_("Đổi xã, phường, đặc khu"), "unit-question"),
}
