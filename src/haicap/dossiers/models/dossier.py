"""The current row of a dossier. It equals the fold of its journal; the database refuses a status without an entry."""

from datetime import timedelta
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.lookups import GreaterThan

from haicap.dossiers.contract import OPEN, Channel, ComponentState, Status
from haicap.dossiers.models.clauses import TRUE, Clause, either, every
from haicap.kernel.text import fold
from haicap.kernel.timeliness import Timeliness
from haicap.organisation.contract import Actor, AgencyId
from haicap.parties.contract import UnitBy

LONG_LIFE = timedelta(days=62)  # few dossiers are open for longer
OPEN_VALUES = sorted(status.value for status in OPEN)


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Every reading of many starts with `in_scope_of`, of one asks its `is_in_scope_of`: none goes without an actor."""

    def in_scope_of(self, actor: Actor) -> Self:
        """Dossiers of the province that one of the actor's agencies received, supports, decides, returns or passed."""
        return self.filter(scope_of(actor).as_q())


def scope_of(actor: Actor) -> Clause:
    """What `actor` may read at all: the one spelling of scope; whoever has no agencies reads nothing."""
    mine = _of_province(actor)
    if actor.whole_province:
        return mine
    agencies = sorted(actor.agencies)
    theirs = [Clause(f"{place} = ANY(%s)", (agencies,)) for place in PLACES]
    return every([mine, either([*theirs, Clause("passed && %s::text[]", (_words_of(actor.agencies),))])])


def _of_province(actor: Actor) -> Clause:
    """The actor's province, and those merged into it; one alone lets an index give its rows in order."""
    if len(actor.provinces) == 1:
        return Clause("province = %s", (actor.province_code,))
    return Clause("province = ANY(%s)", (sorted(actor.provinces),))


def holding(text: str, actor: Actor) -> Clause:
    """Those whose number, applicant, identity number or phone hold every word of `text`, accents or not.

    The last word may be a beginning, if it is long enough to tell something (most numbers here begin alike, most
    syllables are short). The index also holds the agencies of a dossier, alone and with each of its words: one's
    own few among all of a name are found without reading the others. It only makes `scope_of` quicker and is no
    fence of its own.
    """
    words = fold(text).split()
    if not words or not (actor.whole_province or actor.agencies):
        return TRUE
    asked = [*words[:-1], words[-1] + (":*" if _tells_something(words[-1]) else "")]
    if not actor.whole_province:
        asked = [_owned(word, actor.agencies) for word in asked]
    return Clause(f"{WORDS} @@ to_tsquery('simple', %s)", (" & ".join(asked),))


def _tells_something(beginning: str) -> bool:
    return len(beginning) >= (LONG_DIGITS if beginning.isdigit() else LONG_LETTERS)


def _owned(word: str, agencies: frozenset[AgencyId]) -> str:
    """`word` among the dossiers of `agencies`, as words.sql writes it: a number stands beside them."""
    if "a" <= word[0] <= "z":
        return "(" + " | ".join(f"{agency}x{word}" for agency in _words_of(agencies)) + ")"
    return f"{word} & (" + " | ".join(_words_of(agencies)) + ")"


def _words_of(agencies: frozenset[AgencyId]) -> list[str]:
    """What the index calls them."""
    return [f"a{agency}" for agency in sorted(agencies)]


LONG_DIGITS, LONG_LETTERS = 6, 3
PLACES = ("competent_id", "received_by_id", "returned_by_id", "handler_id", "supported_by_id")
WORDS = f"dossiers_words(search_key, {', '.join(PLACES)}, passed)"  # words.sql


class Dossier(models.Model):
    """One dossier. Columns below "fold" are laid down by journal entries only."""

    id = models.UUIDField(primary_key=True)
    province = models.CharField(max_length=2)
    number = models.TextField(unique=True)
    number_agency = models.ForeignKey(
        "organisation.Agency", models.PROTECT, related_name="+", null=True, db_index=False
    )  # null: the number came with the dossier from another system
    number_day = models.DateField()
    number_sequence = models.PositiveIntegerField(null=True)
    secret = models.TextField()
    intake_sha256 = models.TextField()
    source = models.TextField(default="")  # other system's name, with its own id
    external_id = models.TextField(default="")
    search_key = models.TextField()

    procedure_version_id = models.BigIntegerField()
    procedure_code = models.TextField()
    field = models.TextField()
    variant = models.TextField()
    limit_amount = models.PositiveIntegerField(null=True)
    limit_unit = models.TextField()
    on_supplement = models.TextField()
    channel = models.TextField(choices=[(c.value, c.value) for c in Channel])
    subject = models.TextField(default="")
    fee_vnd = models.BigIntegerField(null=True)
    assisted_by = models.TextField(default="")
    received_at = models.DateTimeField()
    original_due_at = models.DateTimeField()
    due_declared = models.BooleanField(default=False)
    calendar_version = models.PositiveIntegerField()
    provisional = models.BooleanField(default=False)

    received_by = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+", db_index=False)
    received_state = models.ForeignKey(
        "territory.UnitState", models.PROTECT, related_name="+", db_index=False
    )
    supported_by = models.ForeignKey(
        "organisation.Agency", models.PROTECT, related_name="+", null=True, db_index=False
    )

    # fold
    version = models.PositiveIntegerField()
    status = models.TextField(choices=[(s.value, s.value) for s in Status])
    last_at = models.DateTimeField()
    competent = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("territory.Unit", models.PROTECT, related_name="+", db_index=False)
    unit_state = models.ForeignKey("territory.UnitState", models.PROTECT, related_name="+", db_index=False)
    returned_by = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+", db_index=False)
    handler = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+", db_index=False)
    step = models.PositiveSmallIntegerField(default=0)
    step_role = models.TextField(default="")
    step_due_at = models.DateTimeField(null=True)
    holder = models.ForeignKey(
        "organisation.Appointment", models.PROTECT, related_name="+", null=True, db_index=False
    )
    applicant_kind = models.TextField()
    applicant_name = models.TextField()
    applicant_id_number = models.TextField(default="")
    applicant_phone = models.TextField(default="")
    applicant_email = models.TextField(default="")
    applicant_address = models.TextField(default="")
    applicant_unit = models.ForeignKey(
        "territory.Unit", models.PROTECT, related_name="+", null=True, db_index=False
    )
    applicant_unit_by = models.TextField(
        default="", choices=[(by.value, by.value) for by in UnitBy], blank=True
    )
    due_at = models.DateTimeField()
    promised_at = models.DateTimeField()
    stops = models.JSONField(default=list)
    supplement_count = models.PositiveSmallIntegerField(default=0)
    extension_count = models.PositiveSmallIntegerField(default=0)
    transfer_count = models.PositiveSmallIntegerField(default=0)
    timeliness = models.TextField(default="", choices=[(t.value, t.value) for t in Timeliness], blank=True)
    settled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    result_number = models.TextField(default="")
    result_file = models.UUIDField(null=True)

    # laid down by the database from entries "transferred out" (passed.sql): who once decided, as words of the index
    passed = ArrayField(models.TextField(), default=list, db_default=Value([]))

    objects: ClassVar[models.Manager["Dossier"]] = DossierQuerySet.as_manager()

    def is_in_scope_of(self, actor: Actor) -> bool:
        """The rule of `in_scope_of` on the row itself."""
        mine = self.province in actor.provinces
        return mine and (actor.whole_province or self.lies_with(actor.agencies))

    def lies_with(self, agencies: frozenset[AgencyId]) -> bool:
        """True where one of `agencies` received, supports, decides, works on or returns it, or passed it on."""
        places = (
            self.competent_id,
            self.received_by_id,
            self.returned_by_id,
            self.supported_by_id,
            self.handler_id,
        )
        return not (agencies.isdisjoint(places) and set(self.passed).isdisjoint(_words_of(agencies)))

    class Meta:
        db_table = "dossiers_dossier"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                name="dossiers_one_per_external_id",
                condition=~Q(external_id=""),
            ),
            models.UniqueConstraint(
                fields=["number_agency", "number_day", "number_sequence"], name="dossiers_number_once"
            ),
            # closed exactly when no longer open; settled exactly when a class was frozen
            models.CheckConstraint(
                condition=Q(status__in=OPEN_VALUES, closed_at__isnull=True)
                | (~Q(status__in=OPEN_VALUES) & Q(closed_at__isnull=False)),
                name="dossiers_closed_when_not_open",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, timeliness="")
                | (Q(settled_at__isnull=False) & ~Q(timeliness="")),
                name="dossiers_class_when_settled",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_at__isnull=True) | Q(status=Status.HANDED_OVER.value),
                name="dossiers_handed_over_pair",
            ),
            models.CheckConstraint(condition=~Q(applicant_name=""), name="dossiers_has_applicant"),
            models.CheckConstraint(
                condition=Q(applicant_unit__isnull=True, applicant_unit_by="")
                | Q(applicant_unit__isnull=False, applicant_unit_by__in=[by.value for by in UnitBy]),
                name="dossiers_applicant_unit_pair",
            ),
        ]
        indexes = [
            # the worklist of a division: open ones of a step's role, by lawful due moment
            models.Index(
                fields=["handler", "step_role", "due_at", "id"],
                name="dossiers_worklist",
                condition=Q(closed_at__isnull=True),
            ),
            # all that is asked of what is open: counts of it read nothing else
            models.Index(
                fields=["unit", "due_at", "received_at"],
                include=[
                    "id",
                    "province",
                    "status",
                    "field",
                    "procedure_code",
                    "channel",
                    "last_at",
                    "transfer_count",
                ],
                name="dossiers_open_of_unit",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["returned_by", "settled_at"],
                name="dossiers_to_collect",
                condition=Q(status=Status.RESULT_READY.value),
            ),
            # where dossiers stood at an instant: those closed since that had come before, those of long lives closed
            # later still (standing.py), and those that changed hands
            models.Index(
                fields=["unit", "closed_at", "received_at"],
                name="dossiers_closed_of_unit",
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(
                fields=["unit", "closed_at", "received_at"],
                name="dossiers_long_lives",
                condition=Q(GreaterThan(F("closed_at") - F("received_at"), Value(LONG_LIFE))),
            ),
            models.Index(
                fields=["unit", "closed_at"], name="dossiers_transferred", condition=Q(transfer_count__gt=0)
            ),
            # the same by the counter that took them in: there nothing changes hands
            models.Index(fields=["received_by", "closed_at", "received_at"], name="dossiers_counters"),
            models.Index(
                fields=["received_by", "closed_at", "received_at"],
                name="dossiers_counters_long_lives",
                condition=Q(GreaterThan(F("closed_at") - F("received_at"), Value(LONG_LIFE))),
            ),
            models.Index(fields=["unit", "received_at", "id"], name="dossiers_of_unit"),
            models.Index(fields=["received_by", "received_at", "id"], name="dossiers_received_by"),
            models.Index(fields=["province", "received_at", "id"], name="dossiers_of_province"),
            models.Index(fields=["last_at"], name="dossiers_recent"),  # what a fast check looks at
            models.Index(
                fields=["unit", "settled_at"],
                name="dossiers_settled_of_unit",
                condition=Q(settled_at__isnull=False),
            ),
        ]


class Component(models.Model):
    """One paper of the checklist with what the counter did with it."""

    pk = models.CompositePrimaryKey("dossier_id", "no")
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )  # the fence (dossier, province) of guards.sql is its foreign key; a second one would only cost time
    no = models.PositiveSmallIntegerField()
    province = models.CharField(max_length=2)
    key = models.TextField()
    name = models.TextField()
    kind = models.TextField()
    state = models.TextField(choices=[(s.value, s.value) for s in ComponentState])
    quantity = models.PositiveSmallIntegerField(default=1)
    mandatory = models.BooleanField(default=True)

    class Meta:
        db_table = "dossiers_component"


class ComponentFile(models.Model):
    """A scan attached to a paper; the file itself belongs to `documents`."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", db_constraint=False)  # as above
    province = models.CharField(max_length=2)
    component_no = models.PositiveSmallIntegerField()
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        db_table = "dossiers_component_file"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "component_no", "file"], name="dossiers_scan_once")
        ]
