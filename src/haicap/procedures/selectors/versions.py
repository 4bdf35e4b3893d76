"""One version as a card; approved versions never change, so each process keeps the cards it has made."""

from datetime import date

from haicap.kernel.errors import refuse
from haicap.kernel.limits import OnSupplement
from haicap.kernel.memory import remembered
from haicap.procedures.contract import Certainty, Level, ProcedureCard, ProcedureVersionId, VersionStatus
from haicap.procedures.domain import content
from haicap.procedures.models import Procedure, ProcedureVersion

NOTICED_WITHIN = 5.0  # seconds until every process knows of an approval
_cards: dict[int, ProcedureCard] = {}  # approved and ended: nothing of them can change any more


def card_of(row: ProcedureVersion) -> ProcedureCard:
    """The card of a row with `procedure` and `field` at hand."""
    return ProcedureCard(
        id=ProcedureVersionId(row.id),
        code=row.procedure.code,
        version=row.number,
        name=row.name,
        name_en=row.name_en,
        field=row.field.name,
        levels=frozenset(Level(level) for level in row.levels),
        certainty=Certainty(row.certainty),
        source=row.source,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        variants=content.variants_of(row.variants),
        on_supplement=OnSupplement(row.on_supplement),
        fee_vnd=row.fee_vnd,
        fee_rule=row.fee_rule,
        components=content.components_of(row.components),
        result_name=row.result_name,
        result_name_en=row.result_name_en,
        steps=content.steps_of(row.steps),
        field_key=row.field_id,
        field_en=row.field.name_en,
        fee_note=row.fee_note,
        note=row.note,
    )


@remembered(seconds=NOTICED_WITHIN)
def version_on(code: str, day: date) -> ProcedureCard:
    """The version of `code` (text, `1.001193`) in force on `day` (Viet Nam), remembered for five seconds.

    Refuses `procedures.unknown` and `procedures.not_in_force`.
    """
    rows = ProcedureVersion.objects.in_force(day).filter(procedure__code=code)
    found = rows.order_by("id").values_list("id", flat=True).first()
    if found is not None:
        return version(ProcedureVersionId(found))
    if Procedure.objects.filter(code=code).exists():
        raise refuse("procedures.not_in_force", field="procedure", procedure=code, day=f"{day:%d/%m/%Y}")
    raise refuse("procedures.unknown", field="procedure", procedure=code)


def approved_versions(code: str) -> tuple[ProcedureCard, ...]:
    """Every version of `code` that is or was law here, by its first day, for whoever asks about many days at once.

    Refuses `procedures.unknown`.
    """
    rows = ProcedureVersion.objects.approved().filter(procedure__code=code)
    found = rows.select_related("procedure", "field").order_by("valid_from", "id")
    if not found and not Procedure.objects.filter(code=code).exists():
        raise refuse("procedures.unknown", field="procedure", procedure=code)
    return tuple(card_of(row) for row in found)


def version(version_id: ProcedureVersionId) -> ProcedureCard:
    """One version by id. An approved one is read once by each process; refuses `procedures.unknown_version`.

    `valid_to` of a kept card is that of the first reading: ask `version_on` what is in force on a day.
    """
    kept = _cards.get(version_id)
    if kept is not None:
        return kept
    row = ProcedureVersion.objects.select_related("procedure", "field").filter(id=version_id).first()
    if row is None:
        raise refuse("procedures.unknown_version", id=version_id)
    card = card_of(row)
    if row.status == VersionStatus.APPROVED:
        _cards[row.id] = card
    return card
