"""Nouns of the apparatus: agencies, roles, and the actor on whose behalf every query and every act runs.

The roles are those of the one-stop system (`docs/glossary.md` gives the Vietnamese terms and sources).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Protocol
from uuid import UUID

from haicap.territory.contract import UnitCard, UnitId

AgencyId = NewType("AgencyId", int)
AppointmentId = NewType("AppointmentId", int)
PersonId = NewType("PersonId", int)
AccountId = NewType("AccountId", int)
PostId = NewType("PostId", int)
CounterId = NewType("CounterId", int)
DelegationId = NewType("DelegationId", int)
TokenId = NewType("TokenId", int)


class AgencyKind(StrEnum):
    """Kinds of agencies of a two-tier province."""

    PROVINCIAL_COMMITTEE = "provincial_committee"  # UBND tỉnh
    PROVINCIAL_OFFICE = "provincial_office"  # Văn phòng UBND tỉnh
    DEPARTMENT = "department"  # sở
    PROVINCIAL_CENTRE = "provincial_centre"  # Trung tâm Phục vụ hành chính công tỉnh
    COMMITTEE = "committee"  # UBND xã, phường, đặc khu
    OFFICE = "office"  # Văn phòng HĐND và UBND
    DIVISION = "division"  # phòng chuyên môn
    CENTRE = "centre"  # Trung tâm Phục vụ hành chính công xã
    BRANCH = "branch"  # chi nhánh của trung tâm cấp tỉnh


class Role(StrEnum):
    """Roles of the one-stop system; what each may do stands in the policies of the package that owns the
    act.
    """

    RECEIVER = "receiver"  # công chức tiếp nhận
    RETURNER = "returner"  # bộ phận trả kết quả
    SPECIALIST = "specialist"  # chuyên viên thụ lý
    DIVISION_HEAD = "division_head"  # trưởng phòng
    CHAIR = "chair"  # chủ tịch, phó chủ tịch
    CLERK = "clerk"  # văn thư
    CASHIER = "cashier"  # thủ quỹ, kế toán
    CENTRE_DIRECTOR = "centre_director"  # giám đốc trung tâm
    DEPARTMENT_OFFICER = "department_officer"  # chuyên viên sở
    DEPARTMENT_HEAD = "department_head"  # giám đốc, phó giám đốc sở
    PROVINCIAL_LEADER = "provincial_leader"  # lãnh đạo tỉnh
    AUDITOR = "auditor"  # kiểm tra, thanh tra
    BUSINESS_ADMIN = "business_admin"  # quản trị nghiệp vụ
    TECHNICAL_ADMIN = "technical_admin"  # quản trị hệ thống
    SECURITY_OFFICER = "security_officer"  # an toàn thông tin


class Capacity(StrEnum):
    """In which capacity somebody signs (Decree 30/2020/NĐ-CP)."""

    SELF = ""  # ký thẳng
    COLLECTIVE = "TM."
    DEPUTY = "KT."
    BY_ORDER = "TL."
    AUTHORISED = "TUQ."
    ACTING = "Q."


# Roles that sign or administer: they must hold a second factor.
SECOND_FACTOR_ROLES = frozenset(
    {
        Role.CHAIR,
        Role.DEPARTMENT_HEAD,
        Role.PROVINCIAL_LEADER,
        Role.BUSINESS_ADMIN,
        Role.TECHNICAL_ADMIN,
        Role.SECURITY_OFFICER,
    }
)
# Roles that administer and must not read anybody's dossier (`docs/reference/organisation.md`): an appointment
# holding nothing else sees no agency's records.
NO_CONTENT_ROLES = frozenset({Role.BUSINESS_ADMIN, Role.TECHNICAL_ADMIN, Role.SECURITY_OFFICER})
# Roles that see every dossier of the province (reading only; acts have their own policies).
PROVINCE_WIDE_ROLES = frozenset({Role.PROVINCIAL_LEADER, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """An agency as others know it. `committee_id` is the committee (or department) it belongs to, itself
    for those.
    """

    id: AgencyId
    code: str
    name: str
    kind: AgencyKind
    province_code: str
    unit_id: UnitId
    unit_code: str
    parent_id: AgencyId | None
    committee_id: AgencyId
    phone: str = ""
    address: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, from which appointment, and what that person may see. Made only by `organisation.api`.

    `agencies` holds the ids of all agencies whose records the actor may read: for a commune's official every
    agency of the commune, for a department's officer the department; `whole_province` widens reading to the
    province. An actor without appointment is never made: there is no query for nobody.

    After a reorganisation records keep the ids of bodies that are gone, so whoever compares ids asks these, each
    of which holds the predecessors too: `agencies`, `own` (of the actor's agency), `desk` (of that and its
    committee), `provinces` (codes), `tenures` (of the appointment).
    """

    person_id: PersonId
    person_name: str
    appointment_id: AppointmentId
    post_title: str
    agency_id: AgencyId
    committee_id: AgencyId
    unit_id: UnitId
    province_code: str
    roles: frozenset[Role]
    agencies: frozenset[AgencyId]
    whole_province: bool = False
    fields: frozenset[str] = field(default_factory=frozenset)  # fields (lĩnh vực) of the post; empty = all
    capacity: Capacity = Capacity.SELF
    on_behalf_of: AppointmentId | None = (
        None  # the lender's appointment, where the actor acts from a delegation
    )
    agency_name: str = ""
    own: frozenset[AgencyId] = frozenset()
    desk: frozenset[AgencyId] = frozenset()
    provinces: frozenset[str] = frozenset()
    tenures: frozenset[AppointmentId] = frozenset()

    def __post_init__(self) -> None:
        """Whoever succeeded nobody is the only one of their line."""
        object.__setattr__(self, "own", self.own | {self.agency_id})
        object.__setattr__(self, "desk", self.desk | self.own | {self.committee_id})
        object.__setattr__(self, "provinces", self.provinces | {self.province_code})
        object.__setattr__(self, "tenures", self.tenures | {self.appointment_id})

    def holds(self, *roles: Role) -> bool:
        """True where the actor holds one of `roles`."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class AppointmentCard:
    """One appointment of a person to a post, with its dates (`ends_on` is the last day)."""

    id: AppointmentId
    person_id: PersonId
    person_name: str
    post_title: str
    agency_id: AgencyId
    agency_name: str
    roles: frozenset[Role]
    starts_on: date
    ends_on: date | None
    fields: frozenset[str] = field(default_factory=frozenset)  # fields of the post; empty = all


@dataclass(frozen=True, slots=True)
class CounterCard:
    """One counter of a centre; empty `fields` receive everything."""

    id: CounterId
    agency_id: AgencyId
    number: int
    name: str
    name_en: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Seat:
    """One thing a person may act from today: an appointment of their own, or a delegation lent to them."""

    appointment_id: AppointmentId
    delegation_id: DelegationId | None
    post_title: str
    agency_name: str

    @property
    def key(self) -> str:
        """What a form sends: `a12` or `d3`."""
        return f"d{self.delegation_id}" if self.delegation_id else f"a{self.appointment_id}"


class Preparation(StrEnum):
    """What a unit's bodies need before they can work, as far as haicap knows it by itself."""

    POSTS = "posts"  # every open post is held
    ACCOUNTS = "accounts"  # whoever holds one can sign in
    SECOND_FACTOR = "second_factor"  # and has a second factor where the role demands it
    COUNTERS = "counters"  # a counter receives for the unit


@dataclass(frozen=True, slots=True)
class Gap:
    """What lacks: a post, a person's account, a counter. `label` names it, `where` its body or post."""

    label: str
    where: str
    agency_id: AgencyId | None
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Preparedness:
    """Of `needed` things `there` are there; `gaps` are the others, one by one."""

    kind: Preparation
    needed: int
    there: int
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Conserved:
    """How much of something lies with a unit: `count` of it and, where it has a measure, its `total`.

    A merger may neither lose nor double it: what the merged units held, their heir holds.
    """

    name: str
    unit_id: UnitId
    count: int
    total: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """What a reorganisation does to the units, as its carriers need it; `on` is the first day of the new order.

    `heirs`: for every unit that ends the one that owns what it leaves. `begun`: units that begin. `main`: for every
    unit that goes on for others the one whose heads stay heads, and who takes over again after an annulment. `kept`:
    units that go on in another state, before and after.
    """

    reorganisation: UUID
    on: date
    instrument: str
    heirs: Mapping[UnitId, UnitCard]
    begun: tuple[UnitCard, ...]
    main: Mapping[UnitId, UnitId]
    kept: tuple[tuple[UnitCard, UnitCard], ...] = ()


@dataclass(frozen=True, slots=True)
class BodySuccession:
    """`successor` goes on for `predecessor` from `since` until before `until` (None: until today)."""

    id: int
    predecessor: AgencyId
    successor: AgencyId
    since: date
    until: date | None


class Carrier(Protocol):
    """What a package carries over when units are reorganised. The table of carriers is in `config/wiring.py`.

    All is called in one transaction, carriers in the order of the table; none may take time that grows with the
    records it carries.
    """

    def preview(self, unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
        """What the units hold that would be carried, conserved or only worth knowing."""
        ...

    def hold(self, unit_ids: Sequence[UnitId]) -> None:
        """Let nobody else change what is conserved until the transaction ends."""
        ...

    def conserved(self, unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
        """What the units hold on a day, seen through who goes on for whom."""
        ...

    def marks(self, unit_ids: Sequence[UnitId]) -> Mapping[str, str]:
        """What the report notes beside the counts, by its name: heads of chains, say."""
        ...

    def carry(self, move: Move, at: datetime) -> None:
        """Carry everything over."""
        ...

    def undo(self, move: Move, on: date, at: datetime) -> None:
        """Give it back from the day `on`; what came since goes to who stands in the place of the units that end."""
        ...


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """One sign-in of the demo's first page."""

    role: Role
    title_vi: str
    title_en: str
    unit: str
    username: str
    password: str
