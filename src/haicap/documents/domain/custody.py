"""Who keeps a body's files on which day: the body itself, and after a merger whoever goes on for it.

A merger hands files over and an annulment gives them back, without a file or a row of one being touched.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from haicap.documents.contract.custody import Keeping
from haicap.organisation.contract import AgencyId, BodySuccession


def chain(
    body: AgencyId, since: date, ties: Sequence[BodySuccession], instruments: Mapping[int, str]
) -> tuple[Keeping, ...]:
    """Everybody who kept what `body` took in from the day `since` on, in order; the last one keeps it today.

    `ties` are the successions that lead on from the body, ended ones too; `instruments` name by succession the plan.
    """

    def links(keeper: AgencyId, day: date, end: date | None, instrument: str) -> Iterator[Keeping]:
        """From `day` until before `end`; `instrument` gave the files to `keeper`."""
        given_back = False
        for tie in sorted((tie for tie in ties if tie.predecessor == keeper), key=lambda tie: tie.since):
            starts, ends = max(tie.since, day), _earlier(tie.until, end)
            if ends is not None and ends <= starts:
                continue
            if day < starts:
                yield Keeping(keeper, day, starts, instrument, given_back)
            name = instruments.get(tie.id, "")
            yield from links(tie.successor, starts, ends, name)
            if ends is None:
                return
            day, instrument, given_back = ends, name, True
        if end is None or day < end:
            yield Keeping(keeper, day, end, instrument, given_back)

    return tuple(links(body, since, None, ""))


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((each for each in (one, other) if each is not None), default=None)
