"""Update campaigns: begun, fed with files, decided by officers. A file is taken whole or not at all."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from haicap.kernel.clock import local_day
from haicap.kernel.errors import Refusal, RefusalError, refuse, require
from haicap.kernel.text import clean
from haicap.organisation.contract import Actor
from haicap.reorganisation.domain import campaigns as rule
from haicap.reorganisation.domain.campaigns import Finding, Match, Subject
from haicap.reorganisation.models import Campaign, CampaignAct, CampaignRow
from haicap.reorganisation.selectors import campaigns as reading
from haicap.reorganisation.services.proposing import label
from haicap.territory import api as territory

COLUMNS = {"record": ("code", "ma"), "unit": ("unit", "ma_don_vi"), "address": ("address", "dia_chi")}
MOST_REASONS = 100
BATCH = 1_000
LONGEST = 500  # characters of a cell


@transaction.atomic
def begin(*, actor: Actor, subject: Subject, title: str, source: str, source_on: date, at: datetime) -> UUID:
    """A campaign for the actor's commune or, from a department, for the province; codes are read as of `source_on`.

    Refused: `reorganisation.not_a_campaigner`, `campaign_untitled`, `campaign_future`.
    """
    provincial = reading.is_provincial(actor)
    require(rule.may_begin(actor, provincial=provincial))
    if not clean(title) or not clean(source):
        raise refuse("reorganisation.campaign_untitled", field="source" if clean(title) else "title")
    if source_on > local_day(at):
        raise refuse("reorganisation.campaign_future", field="source_on")
    row = Campaign.objects.create(
        province=actor.province_code,
        unit_id=0 if provincial else actor.unit_id,
        subject=subject.value,
        title=clean(title),
        source=clean(source),
        source_on=source_on,
        begun_at=at,
        begun_by=label(actor),
    )
    _note(actor, row, "begun", rows=0, note=clean(source), at=at)
    return row.id


@transaction.atomic
def take_in(
    *, actor: Actor, campaign_id: UUID, table: Sequence[Sequence[str]], note: str, at: datetime
) -> dict[Finding, int]:
    """Match every row of a table (heading first) and keep them all; how many of each finding.

    Columns: code of the person or household, code of the unit, address (`code, unit, address` or `ma, ma_don_vi,
    dia_chi`). Refused, with nothing kept: `reorganisation.unknown_campaign`, `not_a_campaigner` (a commune into the
    province's), `column_missing`, and by row `campaign_row_empty`, `campaign_row_twice`, `zeros_lost`.
    """
    one = _own(actor, campaign_id)
    places = _places(table[0] if table else ())
    found = _matcher(one, local_day(at))
    taken = set(CampaignRow.objects.filter(campaign=one).values_list("record", flat=True))
    wrong: list[Refusal] = []
    rows: list[CampaignRow] = []
    counts = dict.fromkeys(Finding, 0)
    for number, cells in enumerate(table[1:], start=2):
        told = {name: clean(cells[at_])[:LONGEST] if at_ < len(cells) else "" for name, at_ in places.items()}
        refusal = _wrong(told, number, taken)
        if refusal:
            wrong.append(refusal)
            continue
        taken.add(told["record"])
        matched = found(told["unit"], told["address"])
        counts[matched.finding] += 1
        rows.append(_row(one, told, matched, local_day(at)))
    if wrong:
        raise RefusalError(*wrong[:MOST_REASONS])
    CampaignRow.objects.bulk_create(rows, batch_size=BATCH)
    _note(actor, one, "taken_in", rows=len(rows), note=note, at=at)
    return counts


@transaction.atomic
def decide(*, actor: Actor, campaign_id: UUID, rows: Sequence[int], code: str, at: datetime) -> int:
    """An officer says that these rows belong to the unit that carries `code` today; how many were open.

    Where a row has candidates the unit must be one of them. Refused: `reorganisation.unknown_campaign`,
    `territory.unknown_unit`, `reorganisation.not_a_candidate`; nothing is then decided.
    """
    one = reading.campaign(actor, campaign_id)
    unit = territory.require_unit(code, local_day(at), field="code")
    if unit.is_province or unit.province_code not in actor.provinces:
        raise refuse("reorganisation.not_a_candidate", field="code", unit=unit.name)
    asked = reading.rows_of(actor, one).filter(id__in=rows, decided="").exclude(finding=Finding.RIGHT.value)
    locked = list(asked.select_for_update(of=("self",)))
    if any(row.codes and code not in row.codes for row in locked):
        raise refuse("reorganisation.not_a_candidate", field="code", unit=unit.name)
    settled = CampaignRow.objects.filter(id__in=[row.id for row in locked])
    settled.update(decided=code, commune_id=unit.unit_id, decided_at=at, decided_by=label(actor))
    _note(actor, one, "decided", rows=len(locked), note=f"{unit.name} ({code})", at=at)
    return len(locked)


@transaction.atomic
def confirm_matched(*, actor: Actor, campaign_id: UUID, commune_id: int, at: datetime) -> int:
    """Confirm in bulk what was matched to one unit, for a commune; how many were open. Several stay open.

    Refused: `reorganisation.unknown_campaign`.
    """
    one = reading.campaign(actor, campaign_id)
    asked = reading.rows_of(actor, one).filter(
        commune_id=commune_id, finding=Finding.MATCHED.value, decided=""
    )
    ids = list(asked.select_for_update(of=("self",)).values_list("id", "codes"))
    by_code: dict[str, list[int]] = {}
    for pk, codes in ids:
        by_code.setdefault(codes[0], []).append(pk)
    for code, members in by_code.items():
        CampaignRow.objects.filter(id__in=members).update(
            decided=code, decided_at=at, decided_by=label(actor)
        )
    _note(actor, one, "confirmed", rows=len(ids), note=", ".join(by_code), at=at)
    return len(ids)


def _own(actor: Actor, campaign_id: UUID) -> Campaign:
    one = reading.campaign(actor, campaign_id)
    if not one.unit_id and not reading.is_provincial(actor):
        raise refuse("reorganisation.not_a_campaigner")
    # two files at once: one after the other
    return Campaign.objects.select_for_update(of=("self",)).get(id=one.id)


def _places(heading: Sequence[str]) -> dict[str, int]:
    cells = [clean(cell).lower() for cell in heading]
    places = {}
    for name, words in COLUMNS.items():
        place = next((cells.index(word) for word in words if word in cells), None)
        if place is None:
            raise refuse("reorganisation.column_missing", field="file", column=words[1])
        places[name] = place
    return places


def _wrong(told: dict[str, str], number: int, taken: set[str]) -> Refusal | None:
    facts = {"row": number, "column": COLUMNS["record"][1], "value": told["record"]}
    if not told["record"] or not (told["unit"] or told["address"]):
        return Refusal("reorganisation.campaign_row_empty", facts, field="file")
    if told["record"] in taken:
        return Refusal("reorganisation.campaign_row_twice", facts, field="file")
    if re.fullmatch("[0-9]{1,4}", told["unit"]):
        proposal = {"column": COLUMNS["unit"][1], "value": told["unit"], "proposal": told["unit"].zfill(5)}
        return Refusal("reorganisation.zeros_lost", facts | proposal, field="file")
    return None


def _matcher(one: Campaign, today: date) -> Callable[[str, str], Match]:
    """Matching of one row; each code is followed once."""
    known: dict[str, tuple[tuple[str, ...], bool]] = {}

    def led_to(code: str) -> tuple[tuple[str, ...], bool]:
        card = territory.unit_on(code, one.source_on) if code else None
        if card is None or card.is_province:
            return (), False
        parts = territory.crosswalk_of(card, today)
        now = territory.state_on(card.unit_id, today)
        return tuple(part.unit.code for part in parts), now is not None and now.name == card.name

    def matched(code: str, address: str) -> Match:
        by_code, stands = known.setdefault(code, led_to(code)) if code not in known else known[code]
        answer = territory.resolve_address(address, today) if address else None
        meant = tuple(each.code for each in answer.candidates) if answer else ()
        return rule.match(by_code, meant, certain=bool(answer and answer.certain), stands=stands)

    return matched


def _row(one: Campaign, told: dict[str, str], matched: Match, today: date) -> CampaignRow:
    unit = territory.unit_on(matched.codes[0], today) if len(matched.codes) == 1 else None
    return CampaignRow(
        campaign=one,
        record=told["record"],
        old_code=told["unit"],
        address=told["address"],
        finding=matched.finding.value,
        ground=matched.ground.value,
        codes=list(matched.codes),
        commune_id=unit.unit_id if unit else 0,
    )


def _note(actor: Actor, one: Campaign, act: str, *, rows: int, note: str, at: datetime) -> None:
    CampaignAct.objects.create(
        campaign=one,
        act=act,
        rows=rows,
        note=note[:LONGEST],
        at=at,
        person_id=actor.person_id,
        who=label(actor),
    )
