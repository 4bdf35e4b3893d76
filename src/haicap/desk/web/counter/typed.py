"""What an officer has typed so far: from the form or a kept draft, to the draft and to an intake.

It knows shapes only; whether an intake is right is said by `dossiers`. The names of stored scans never come from
the browser: they live in the draft on the server, so nobody can attach a file that is not theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self, TypeVar
from uuid import UUID

from django.http import QueryDict

from haicap.desk.fees import amount_of
from haicap.dossiers.contract import Channel, ComponentIn, ComponentState, DossierId, Intake
from haicap.kernel.text import clean
from haicap.parties.contract import Applicant, ApplicantKind, CardReading
from haicap.procedures.contract import ComponentCard, ProcedureCard

PERSON = ("kind", "name", "id_number", "phone", "email", "address", "address_unit")
TERMS = ("procedure", "competent", "variant", "limit_days", "channel", "assisted_by", "subject")
FEE = ("fee_vnd", "fee_reason")
FIELDS = (*PERSON, *TERMS, *FEE)
COMPONENT = "component-"  # prefix of a paper's state, also the field its refusal names
_LONGEST = 2000  # of one field: more is no typing
_MOST_DAYS_DIGITS = 4
_Kind = TypeVar("_Kind", bound=StrEnum)
_STATES = frozenset(state.value for state in ComponentState)


@dataclass(frozen=True, slots=True)
class Scan:
    """One stored scan of a paper, as the checklist names it."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Typed:
    """One intake in the making; `papers` maps a component's key to its state, `scans` to its files."""

    id: UUID
    fields: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)
    scans: Mapping[str, tuple[Scan, ...]] = field(default_factory=dict)

    @classmethod
    def posted(cls, draft_id: UUID, post: QueryDict, former: Self) -> Self:
        """The form as sent, with the scans that `former`, the kept draft, already has."""
        fields = {name: clean(post.get(name, ""))[:_LONGEST] for name in FIELDS if name in post}
        papers = {name.removeprefix(COMPONENT): post[name] for name in post if name.startswith(COMPONENT)}
        known = {key: state for key, state in papers.items() if state in _STATES}
        return cls(draft_id, {**former.fields, **fields}, {**former.papers, **known}, former.scans)

    @classmethod
    def kept(cls, draft_id: UUID, content: Mapping[str, Any]) -> Self:
        """What a draft holds."""
        scans = {
            key: tuple(Scan(UUID(each["id"]), each["name"]) for each in kept)
            for key, kept in content.get("scans", {}).items()
        }
        return cls(draft_id, content.get("fields", {}), content.get("papers", {}), scans)

    def content(self) -> dict[str, Any]:
        """As a draft keeps it."""
        scans = {
            key: [{"id": str(each.id), "name": each.name} for each in kept]
            for key, kept in self.scans.items()
        }
        return {"fields": dict(self.fields), "papers": dict(self.papers), "scans": scans}

    def of(self, name: str) -> str:
        """One field, empty where nothing was typed."""
        return self.fields.get(name, "")

    def telling(self, **fields: str) -> Self:
        """The same with other words in some fields."""
        return replace(self, fields={**self.fields, **fields})

    def person_only(self) -> Self:
        """The same person with nothing else: for the next procedure."""
        return replace(self, fields={name: self.of(name) for name in PERSON}, papers={}, scans={})

    def with_scans(self, key: str, scans: tuple[Scan, ...]) -> Self:
        """The same with other scans of one paper; a first scan also says that the paper was scanned."""
        papers = {**self.papers, key: ComponentState.SCANNED.value} if scans else self.papers
        return replace(self, scans={**self.scans, key: scans}, papers=papers)

    def state_of(self, card: ComponentCard) -> ComponentState:
        """What was said of a paper; unsaid, a mandatory one is taken as kept, one for special cases as absent."""
        said = self.papers.get(card.key)
        if said is not None:
            return ComponentState(said)
        return ComponentState.KEPT if card.mandatory else ComponentState.MISSING

    @property
    def applicant(self) -> Applicant:
        """The person or body as typed."""
        return Applicant(
            name=self.of("name"),
            id_number=self.of("id_number"),
            phone=self.of("phone"),
            email=self.of("email"),
            address=self.of("address"),
            kind=_one_of(ApplicantKind, self.of("kind"), ApplicantKind.CITIZEN),
        )

    @property
    def channel(self) -> Channel:
        """How it came in."""
        return _one_of(Channel, self.of("channel"), Channel.COUNTER)

    def intake(self, procedure: ProcedureCard, competent: str) -> Intake:
        """The whole as the service takes it, for a dossier whose id is the draft's."""
        days = self.of("limit_days")
        return Intake(
            id=DossierId(self.id),
            procedure=procedure.code,
            competent=competent,
            applicant=self.applicant,
            components=tuple(self._component(card) for card in procedure.components),
            variant=self.of("variant") or procedure.variants[0].key,
            channel=self.channel,
            subject=self.of("subject"),
            limit_days=int(days) if days.isdecimal() and len(days) <= _MOST_DAYS_DIGITS else None,
            assisted_by=self.of("assisted_by"),
            fee_vnd=amount_of(self.of("fee_vnd")),
            fee_reason=self.of("fee_reason"),
        )

    def _component(self, card: ComponentCard) -> ComponentIn:
        files = tuple(scan.id for scan in self.scans.get(card.key, ()))
        return ComponentIn(
            card.key, card.name, card.kind, self.state_of(card), card.quantity, card.mandatory, files
        )


def from_card(typed: Typed, reading: CardReading) -> Typed:
    """The person as the card says; what the card does not say stays as typed."""
    said = {"id_number": reading.id_number, "name": reading.name, "address": reading.address}
    return typed.telling(
        kind=ApplicantKind.CITIZEN.value, **{name: value for name, value in said.items() if value}
    )


def _one_of(kinds: type[_Kind], text: str, usual: _Kind) -> _Kind:
    try:
        return kinds(text)
    except ValueError:
        return usual
