"""From what an address may mean to an answer: rivals weighed, followed through the law to the asked day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
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


class Answers:
    """Answers of one day; `decisions`: (old code, hamlet) -> code of the unit it belongs to now."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        day: date,
        decisions: Mapping[tuple[str, str], str],
        onward: Onward | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._day = day
        self._onward = onward
        self._decisions = Decisions(decisions)
        self._unit = cache(self._unit_of)
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
                weight = grade * candidate.confidence
                offers[candidate.code] = (
                    known.graded(known.confidence + weight, known.doubt)
                    if known
                    else candidate.graded(weight, doubt)
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
            found = self._followed(place)
            if self._onward and self._day >= REFORM:
                found = [later for each in found for later in self._carried(each, self._onward(each.code))]
            known = self._stands[place] = _together(found)
        return known

    def _carried(
        self, candidate: AddressCandidate, heirs: Sequence[Heir] | None
    ) -> Iterator[AddressCandidate]:
        """The candidate, or what carries it on where an act after the data files ended it."""
        if heirs is None:
            yield candidate
            return
        for heir, reason, share in _shared(heirs):
            confidence = round(candidate.confidence * share, 3)
            yield candidate._replace(**heir._asdict(), reason=reason, confidence=confidence)

    def _followed(self, place: Place) -> list[AddressCandidate]:
        if self._day >= REFORM:
            if not place.is_old:
                return [self._card(place, place, self._gazetteer.law(place), "current")]
            return [
                self._card(place, part.successor, part, reason, share)
                for part, reason, share in _shared(place.parts)
            ]
        if place.is_old:
            return [self._card(place, place, place.parts[0], "standing")]
        former = list(self._gazetteer.former(place))
        return [self._card(place, old, part, "formed", 1 / len(former)) for old, part in former]

    def _card(
        self, written: Place, unit: Place, law: Part, reason: str, share: float = 1.0
    ) -> AddressCandidate:
        name = self._gazetteer.full_name(written, self._day)
        return AddressCandidate(
            *self._unit(unit), round(share, 3), reason, "exact", written.code, name, *law[1:]
        )

    def _unit_of(self, place: Place) -> tuple[str, str, str, str, date | None]:
        """The part of a candidate that tells of the unit alone: code, name, its province's, since when."""
        name, since = place.standing(self._day)
        province = self._gazetteer.province_name(place.province, old=place.is_old, day=self._day)
        return place.code, name, place.province, province, since


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
    if len(offers) == 1:
        return AddressAnswer(certain=False, candidates=tuple(offers), ask=Ask.CONFIRMATION)
    places = {reading.place for reading in rivals}
    provinces = {place.province for place in places}
    if len(offers) > MOST:
        return _nobody(Ask.PROVINCE if len(provinces) > 1 else Ask.DISTRICT)
    if len(places) == 1:
        ask = Ask.HAMLET
    elif len(provinces) > 1:
        ask = Ask.PROVINCE
    else:
        ask = Ask.DISTRICT if len({place.district for place in places}) > 1 else Ask.CHOICE
    return AddressAnswer(certain=False, candidates=tuple(offers), ask=ask)


def _together(candidates: Sequence[AddressCandidate]) -> tuple[AddressCandidate, ...]:
    """One candidate for each unit: what was divided may have been merged again."""
    if len(candidates) == 1:
        return tuple(candidates)
    found: dict[str, AddressCandidate] = {}
    for each in candidates:
        known = found.get(each.code)
        found[each.code] = known._replace(confidence=known.confidence + each.confidence) if known else each
    if len(found) == 1:
        (only,) = found.values()
        return (only._replace(reason="became", confidence=1.0) if only.confidence < 1 else only,)
    return tuple(found.values())


def _shared(parts: Sequence[Gift]) -> list[tuple[Gift, str, float]]:
    """Each part with the reason and the share of its confidence, the inhabited ones first."""
    if len(parts) == 1:
        return [(parts[0], "became", 1.0)]
    inhabited = _inhabited(parts)
    bare: list[Gift] = [part for part in parts if part not in inhabited]
    reason, share = "divided" if len(inhabited) > 1 else "people", _PEOPLE if bare else 1
    people: list[tuple[Gift, str, float]] = [(part, reason, share / len(inhabited)) for part in inhabited]
    people.extend((part, "land", _LAND / len(bare)) for part in bare)
    return people


def _inhabited(parts: Sequence[Gift]) -> list[Gift]:
    """The parts of a divided commune in which somebody lives, as far as the words of the law tell."""
    whole = [part for part in parts if part.quantifier == Quantifier.PART_AREA_FULL_POP]
    return whole or [part for part in parts if part.quantifier not in PEOPLELESS]
