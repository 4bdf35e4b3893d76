"""The running line of conservation of a plan not yet applied: what all its units hold, and with whom it would lie."""

from collections import Counter
from dataclasses import dataclass

from haicap.reorganisation.contract import Preview


@dataclass(frozen=True, slots=True)
class Balance:
    """One quantity: with the units that end, and with those that would own it; they must be equal."""

    name: str
    before: int
    after: int
    owners: tuple[tuple[str, int], ...]

    @property
    def holds(self) -> bool:
        """Nothing lost, nothing doubled."""
        return self.before == self.after


def balance(shown: Preview) -> tuple[Balance, ...]:
    """Line by line; what has no owner to go to is missing from `after`."""
    before: Counter[str] = Counter()
    after: dict[str, Counter[str]] = {}
    standing = {begun.partition(" ")[0] for begun in shown.begins}
    for one in shown.ends:
        for name, count in one.holds.items():
            before[name] += count
            if (
                one.owner_code in standing or one.owner_code != one.code
            ):  # a unit of an abolished tier: its province
                after.setdefault(name, Counter())[one.owner_name] += count
    return tuple(
        Balance(name, count, after.get(name, Counter()).total(), tuple(sorted(after.get(name, {}).items())))
        for name, count in sorted(before.items())
    )
