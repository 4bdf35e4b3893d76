"""What a daily root is made of, and the file in which roots leave the machine.

The file holds one JSON object a line: a head line, one line a day, and the seal over all lines before it. A day names
the head of every chain, and under `links` the first eight hexadecimal digits of the digest of every entry since the
day before: enough to say which entry was rewritten, while the heads prove that one was.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise

from haicap.dossiers.contract.roots import Heads, KeptDay, NoRootsFile, Root, RootDifference, RootsFile

FORMAT = "haicap-roots-1"
SHORT = 8  # hexadecimal digits of a link


def digest(previous: str, day: date, heads: Heads) -> str:
    """SHA-256 (hexadecimal) of a day's root."""
    told = [previous, day.isoformat(), [[unit, *heads[unit]] for unit in sorted(heads)]]
    return sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


def root_of(previous: str, day: date, heads: Heads) -> Root:
    """The root of a day over that of the day before."""
    return Root(day, previous, digest(previous, day, heads), dict(heads))


def lines(days: Iterable[KeptDay], *, told: Mapping[str, str]) -> Iterator[str]:
    """The lines of a file but its seal; `told` stands in the head line."""
    yield _line({"format": FORMAT, **told})
    for kept in days:
        root = kept.root
        yield _line(
            {
                "day": root.day.isoformat(),
                "previous": root.previous,
                "root": root.root,
                "heads": {str(unit): list(root.heads[unit]) for unit in sorted(root.heads)},
                "links": {str(unit): kept.links[unit] for unit in sorted(kept.links)},
            }
        )


def seal_line(certificate: str, signature: bytes, sealed_at: str) -> str:
    """The last line."""
    told = {
        "certificate": certificate,
        "signature": base64.b64encode(signature).decode(),
        "sealed_at": sealed_at,
    }
    return _line({"seal": told})


def read(content: bytes) -> RootsFile:
    """The file in `content`; NoRootsFile where it is none."""
    rows = content.splitlines(keepends=True)
    try:
        told = [json.loads(row) for row in rows]
        if not told or told[0].get("format") != FORMAT:
            raise NoRootsFile(f"the first line does not say {FORMAT}")
        seal = told[-1].get("seal")
        body = told[1:-1] if seal else told[1:]
        days = tuple(_day(row) for row in body)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise NoRootsFile(str(problem)) from problem
    return RootsFile(days, b"".join(rows[: len(rows) - 1 if seal else len(rows)]), seal)


def untrue(days: Iterable[KeptDay]) -> Iterator[RootDifference]:
    """What is wrong within the file alone: a day that is missing or doubled, a root that its day does not give."""
    kept = list(days)
    for each in kept:
        root = each.root
        genuine = digest(root.previous, root.day, root.heads)
        if genuine != root.root:
            yield RootDifference(
                "", root.day, f"root {root.day}", "the day does not give its root", genuine, root.root
            )
    for former, later in pairwise(kept):
        awaited = former.root.day + timedelta(days=1)
        if later.root.day != awaited:
            words = f"after {former.root.day} comes {later.root.day}"
            yield RootDifference("", awaited, f"root {awaited}", words, str(awaited), str(later.root.day))
        elif later.root.previous != former.root.root:
            words = "the root does not follow that of the day before"
            yield RootDifference(
                "", later.root.day, f"root {later.root.day}", words, former.root.root, later.root.previous
            )


def _line(told: Mapping[str, object]) -> str:
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False) + "\n"


def _day(told: Mapping[str, object]) -> KeptDay:
    heads = {int(unit): (int(seq), str(link)) for unit, (seq, link) in told["heads"].items()}  # type: ignore[attr-defined]
    links = {int(unit): str(short) for unit, short in told["links"].items()}  # type: ignore[attr-defined]
    day = date.fromisoformat(str(told["day"]))
    return KeptDay(Root(day, str(told["previous"]), str(told["root"]), heads), links)
