"""Vietnamese addresses to units of a day: the old form (… commune, district, province) and the new one.

Pure Python over the register's own data, offline; a newcomer begins at `Resolver.resolve`. Plain addresses, by far
the most, are looked up segment by segment (`plain`); whatever is not plain is read by `reader`; `answers` weighs
and follows the law. The short way only gives answers that the long way would give (a test says so).
"""

from collections.abc import Iterable, Mapping
from datetime import date

from haicap.kernel.errors import refuse
from haicap.territory.contract.addresses import LONGEST_ADDRESS, AddressAnswer
from haicap.territory.domain.addresses.answers import Answers, Onward
from haicap.territory.domain.addresses.gazetteer import Gazetteer, shipped
from haicap.territory.domain.addresses.line import Line
from haicap.territory.domain.addresses.plain import PlainForms
from haicap.territory.domain.addresses.reader import readings


class Resolver:
    """Answers for one day; `decisions`: (old code, hamlet) -> code of the unit it belongs to now.

    `gazetteer` and `onward` tell what a register knows beyond the data files: names, and what became of units.
    """

    def __init__(
        self,
        day: date,
        decisions: Mapping[tuple[str, str], str] | None = None,
        gazetteer: Gazetteer | None = None,
        onward: Onward | None = None,
    ) -> None:
        self._gazetteer = gazetteer or shipped()
        self._plain = PlainForms(self._gazetteer)
        self._answers = Answers(self._gazetteer, day, decisions or {}, onward)

    def resolve(self, text: str) -> AddressAnswer:
        """What `text` means on the day, perhaps nobody. Refused is only length: `territory.address_too_long`."""
        if len(text) > LONGEST_ADDRESS:
            raise refuse("territory.address_too_long", longest=LONGEST_ADDRESS, length=len(text))
        place = self._plain.place(text)
        return (place and self._answers.plain(place)) or self.read(text)

    def resolve_many(self, texts: Iterable[str]) -> list[AddressAnswer]:
        """`resolve` for each of many, in their order."""
        return [self.resolve(text) for text in texts]

    def read(self, text: str) -> AddressAnswer:
        """The long way, for every text."""
        line = Line(text)
        return self._answers.of(text, line, readings(line, self._gazetteer))
