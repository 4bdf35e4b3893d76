"""From what an address may mean to an answer: rivals weighed, followed through the law to the asked day."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from haicap.territory.contract import PEOPLELESS, Quantifier
from haicap.territory.contract.addresses import AddressAnswer, AddressCandidate, Ask, Heir
from haicap.territory.domain.addresses import words
from haicap.territory.domain.addresses.decisions import Decisions
from haicap.territory.domain.addresses.gazetteer import Gazetteer
from haicap.territory.domain.addresses.line import Line
from haicap.territory.domain.addresses.nearness import nearest
from haicap.territory.domain.addresses.places import REFORM, Part, Place
from haicap.territory.domain.addresses.reading import MARGIN, Reading

MOST = 12  # candidates; more would be a list to search in, not an answer
_FAR = 4  # letters and accents by which a misspelt name may differ at all
_WORST = 80  # a penalty that leaves no confidence
_LEAST = 0.05
_PEOPLE, _LAND = 0.9, 0.1  # shares where only some parts are inhabited


# from the code of a unit of the data files to what carries it on, by code; None where it is still itself
Onward = Callable[[str], Sequence[Heir] | None]
Gift = TypeVar("Gift", Part, Heir)


def nothing_later(code: str) -> None:
    """No unit has ended since the data files were written."""


class Answers:
    """Answers of one day; `decisions`: (old code, hamlet) -> code of the unit it belongs to now."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        day: date,
        decisions: Mapping[tuple[str, str], str],
        onward: Onward = nothing_later,
    ) -> None:
        self._gazetteer = gazetteer
        self._day = day
        self._onward = onward
        self._decisions = Decisions(decisions)
        self._stands: dict[Place, tuple[AddressCandidate, ...]] = {}
        self._plain: dict[Place, AddressAnswer] = {}

    def plain(self, place: Place) -> AddressAnswer | None:
        """The answer to an address that names `place` and nothing else; None where a hamlet may decide it."""
        known = self._plain.get(place)
        if known is None and place.code not in self._decisions:
            candidates = self._standing(place)
            certain = len(candidates) == 1
            known = AddressAnswer(certain, candidates, Ask.NOTHING if certain else Ask.HAMLET)
            self._plain[place] = known
        return known

    def of(self, text: str, line: Line, found: Sequence[Reading]) -> AddressAnswer:
        """Weigh the readings of a text; all of them where several are as good."""
        rivals = _rivals(text, found)
        if not rivals:
            return _nobody(Ask.COMMUNE if line.words else Ask.NOTHING)
        sure = next((reading for reading in rivals if reading.sure), None)
        plain = self.plain(sure.place) if sure else None
        if plain and len(rivals) == 1:
            return plain
        offers = self._offers(line, rivals)
        if sure is None or len(offers) > 1:
            return _uncertain(rivals, offers)
        return plain or _certain(offers[0])

    def _offers(self, line: Line, rivals: list[Reading]) -> list[AddressCandidate]:
        """The candidates of all rivals, one for each unit, likeliest first."""
        offers: dict[str, AddressCandidate] = {}
        for reading in rivals:
            grade = max(_LEAST, 1 - reading.penalty / _WORST) / len(rivals)
            doubt = "misspelt" if reading.typos else "exact" if reading.sure else "loose"
            for candidate in self._decided(line, reading) or self._standing(reading.place):
                known = offers.get(candidate.code)
                weight = grade * candidate.confidence + (known.confidence if known else 0)
                offers[candidate.code] = (known or candidate)._replace(
                    confidence=round(weight, 3), doubt=known.doubt if known else doubt
                )
        return sorted(offers.values(), key=lambda each: (-each.confidence, each.code))

    def _decided(self, line: Line, reading: Reading) -> tuple[AddressCandidate, ...]:
        """The one candidate that an officer's decision about the hamlet leaves of a divided commune."""
        if reading.place.code not in self._decisions or not reading.place.is_old:
            return ()
        decided = self._decisions.about(reading.place.code, line, reading.begins)
        return tuple(
            each._replace(confidence=1.0, reason="decided", hamlet=decided[0])
            for each in self._standing(reading.place)
            if decided and each.code == decided[1]
        )

    def _standing(self, place: Place) -> tuple[AddressCandidate, ...]:
        """The units of the asked day that `place` stands for; their confidences add up to 1."""
        known = self._stands.get(place)
        if known is None:
            known = self._stands[place] = _together(
                later for each in self._followed(place) for later in self._carried(each)
            )
        return known

    def _carried(self, candidate: AddressCandidate) -> Iterator[AddressCandidate]:
        """The candidate, or what carries it on where an act after the data files ended it."""
        heirs = self._onward(candidate.code) if self._day >= REFORM else None
        if heirs is None:
            yield candidate
            return
        for heir, reason, share in _shared(heirs):
            confidence = round(candidate.confidence * share, 3)
            yield candidate._replace(**heir._asdict(), reason=reason, confidence=confidence)

    def _followed(self, place: Place) -> Iterable[AddressCandidate]:
        if self._day >= REFORM:
            if not place.is_old:
                return [self._card(place, place, self._gazetteer.law(place), "current")]
            return self._forward(place)
        if place.is_old:
            return [self._card(place, place, place.parts[0], "standing")]
        former = list(self._gazetteer.former(place))
        return [self._card(place, old, part, "formed", 1 / len(former)) for old, part in former]

    def _forward(self, place: Place) -> Iterable[AddressCandidate]:
        parts = sorted(place.parts, key=lambda part: part.successor.code)
        return [
            self._card(place, part.successor, part, reason, share) for part, reason, share in _shared(parts)
        ]

    def _card(
        self, written: Place, unit: Place, law: Part, reason: str, share: float = 1.0
    ) -> AddressCandidate:
        name, since = unit.standing(self._day)
        return AddressCandidate(
            code=unit.code,
            name=name,
            province_code=unit.province,
            province_name=self._gazetteer.province_name(unit.province, old=unit.is_old, day=self._day),
            valid_from=since,
            confidence=round(share, 3),
            reason=reason,
            doubt="exact",
            written_code=written.code,
            written_name=self._gazetteer.full_name(written, self._day),
            quantifier=law.quantifier,
            instrument=law.instrument,
            clause=law.clause,
        )


def _nobody(ask: Ask) -> AddressAnswer:
    return AddressAnswer(certain=False, candidates=(), ask=ask)


def _rivals(text: str, found: Sequence[Reading]) -> list[Reading]:
    """The best reading of each place; of namesakes, those whose accents are written, where any are."""
    if len(found) <= 1:
        return list(found)
    limit = min(reading.penalty for reading in found) + MARGIN
    best: dict[Place, Reading] = {}
    for reading in sorted(found, key=lambda each: (each.penalty, not each.sure)):
        if reading.penalty < limit:
            best.setdefault(reading.place, reading)
    return _as_written(text, list(best.values()))


def _as_written(text: str, rivals: list[Reading]) -> list[Reading]:
    """Of namesakes those whose accents are written; of what a misspelling may mean, the nearest with accents."""
    if len(rivals) == 1 or text.isascii():
        return rivals
    written = words.accents(text)
    if rivals[0].typos:
        apart = [nearest(words.accents(reading.place.bare), written, _FAR) for reading in rivals]
        return [reading for reading, far in zip(rivals, apart, strict=True) if far == min(apart)]
    written = f" {written} "
    return [reading for reading in rivals if f" {words.accents(reading.place.bare)} " in written] or rivals


def _certain(candidate: AddressCandidate) -> AddressAnswer:
    return AddressAnswer(
        certain=True, candidates=(candidate._replace(confidence=1.0, doubt="exact"),), ask=Ask.NOTHING
    )


def _uncertain(rivals: list[Reading], offers: list[AddressCandidate]) -> AddressAnswer:
    places = {reading.place for reading in rivals}
    provinces = {place.province for place in places}
    if len(offers) > MOST:
        return _nobody(Ask.PROVINCE if len(provinces) > 1 else Ask.DISTRICT)
    if len(offers) == 1:
        return AddressAnswer(certain=False, candidates=tuple(offers), ask=Ask.CONFIRMATION)
    if len(places) == 1:
        ask = Ask.HAMLET
    elif len(provinces) > 1:
        ask = Ask.PROVINCE
    else:
        ask = Ask.DISTRICT if len({place.district for place in places}) > 1 else Ask.CHOICE
    return AddressAnswer(certain=False, candidates=tuple(offers), ask=ask)


def _together(candidates: Iterable[AddressCandidate]) -> tuple[AddressCandidate, ...]:
    """One candidate for each unit: what was divided may have been merged again."""
    found: dict[str, AddressCandidate] = {}
    for each in candidates:
        known = found.get(each.code)
        found[each.code] = known._replace(confidence=known.confidence + each.confidence) if known else each
    if len(found) == 1:
        (only,) = found.values()
        return (only._replace(reason="became", confidence=1.0) if only.confidence < 1 else only,)
    return tuple(found.values())


def _shared(parts: Sequence[Gift]) -> Iterator[tuple[Gift, str, float]]:
    """Each part with the reason and the share of its confidence, the inhabited ones first."""
    if len(parts) == 1:
        yield parts[0], "became", 1.0
        return
    inhabited = _inhabited(parts)
    bare = len(parts) - len(inhabited)
    reason = "divided" if len(inhabited) > 1 else "people"
    for part in inhabited:
        yield part, reason, (_PEOPLE if bare else 1) / len(inhabited)
    for part in parts:
        if part not in inhabited:
            yield part, "land", _LAND / bare


def _inhabited(parts: Sequence[Gift]) -> list[Gift]:
    """The parts of a divided commune in which somebody lives, as far as the words of the law tell."""
    whole = [part for part in parts if part.quantifier == Quantifier.PART_AREA_FULL_POP]
    return whole or [part for part in parts if part.quantifier not in PEOPLELESS]
