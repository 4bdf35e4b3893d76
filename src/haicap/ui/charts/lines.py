"""A line as small as a word: how a share went, week by week."""

from collections.abc import Sequence


def spark(shares: Sequence[int | None]) -> str:
    """The path of shares from 0 to 100 in a box of len - 1 by 100; weeks without anything (None) are gaps.

    A week alone between gaps is a dot; nothing at all is an empty path.
    """
    words, before = [], False
    for place, share in enumerate(shares):
        if share is not None:
            follows = place + 1 < len(shares) and shares[place + 1] is not None
            words.append(f"{'L' if before else 'M'}{place} {100 - share}")
            if not before and not follows:
                words.append("h0")
        before = share is not None
    return "".join(words)
