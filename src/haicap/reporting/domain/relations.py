"""The arithmetic between declared figures: parts, whole, gap."""

from collections.abc import Iterable, Mapping

from haicap.reporting.contract import Relation


def related(
    key: str, parts: Iterable[str], whole: str, values: Mapping[str, int], words: tuple[str, str]
) -> Relation:
    """The relation `parts` = `whole` (a part written `-x` is taken away) over `values`.

    `words` (Vietnamese, English) may name `{left}`, `{right}` and `{gap}`: numbers are computed, never typed.
    """
    left = sum(-values[part[1:]] if part.startswith("-") else values[part] for part in parts)
    right = values.get(whole, left)
    said = [sentence.format(left=left, right=right, gap=right - left, **_named(values)) for sentence in words]
    return Relation(key, left, right, said[0], said[1])


def _named(values: Mapping[str, int]) -> dict[str, str]:
    """Figures as words have them: 1727 is "1.727"."""
    return {key: f"{value:,}".replace(",", ".") for key, value in values.items()}
