"""How far two spellings are apart, never counting beyond what could still be a typing error."""

from functools import reduce
from itertools import repeat
from operator import eq, or_

SHORT, LONG = 4, 9  # fewer letters: no error is forgiven; at least so many: two are
MOST_ERRORS = 2

_BITS = {letter: 1 << at for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789")}


def letters(name: str) -> int:
    """The letters of a folded name, as bits."""
    return reduce(or_, map(_BITS.get, name, repeat(0)), 0)


def allowed(name: str) -> int:
    """How many errors a name of this length may bear and still be meant."""
    return 0 if len(name) < SHORT else MOST_ERRORS if len(name) >= LONG else 1


def distance(left: str, right: str, limit: int) -> int | None:
    """Letters left out, put in, changed or swapped with their neighbour; None beyond `limit`."""
    if left == right:
        return 0
    return next((errors for errors in range(1, limit + 1) if within(left, right, errors)), None)


def within(left: str, right: str, limit: int) -> bool:
    """True where at most `limit` (1 or more) errors lie between them."""
    if abs(len(left) - len(right)) > limit:
        return False
    same = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        same += 1
    left, right = left[same:], right[same:]
    longer = len(left) - len(right)
    swapped = left[:2] == right[1::-1]
    if limit > 1:
        return (
            within(left[1:], right[1:], limit - 1)
            or within(left[1:], right, limit - 1)
            or within(left, right[1:], limit - 1)
            or (swapped and within(left[2:], right[2:], limit - 1))
        )
    if longer:
        return left[1:] == right if longer > 0 else left == right[1:]
    return left[1:] == right[1:] or (swapped and left[2:] == right[2:])


def nearest(name: str, text: str, limit: int) -> int:
    """The least distance of `name` from words of `text` in a row, one of them right; limit + 1 where none is near."""
    words, wanted = text.split(" "), name.split(" ")
    size = len(wanted)
    rows = (words[at : at + size] for at in range(len(words) - size + 1))
    near = (row for row in rows if size == 1 or any(map(eq, row, wanted)))
    found = (distance(" ".join(row), name, limit) for row in near)
    return min((each for each in found if each is not None), default=limit + 1)
