"""The address resolver beside `vietnamadminunits` (MIT) on the same made addresses in the same run.

`python -m bench.addresses [--seed N]` prints the table by kind and needs no database. Times are processor time of one
thread. Both have seen another sample before the clock starts, none of the addresses that are timed, and ours is asked
each of them once under the clock, so that nothing is gained by remembering whole addresses. The peer is told
which form an address has and may answer one successor where the law made several; ours must name exactly those units
that the words can mean. The peer asks a geocoder abroad about streets of divided communes; no address leaves this
machine, so those count as not answered.
"""

import argparse
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any
from unittest import mock

from bench.address_sample import SEED, Sample, Writer
from bench.table import Figure, markdown
from haicap.territory.contract.addresses import AddressAnswer
from haicap.territory.domain.addresses import Resolver

TODAY = date(2026, 11, 21)
ROUNDS = 5
PEER = "vietnamadminunits"
_START = (
    "import time; began = time.process_time(); from datetime import date; "
    "from haicap.territory.domain.addresses import Resolver; "
    "Resolver(date(2026, 11, 21)).resolve('xa tam bo, di linh, lam dong'); print(time.process_time() - began)"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of one sample: the units named, none where nobody was; whether it was said to be certain."""

    codes: frozenset[str]
    certain: bool


@dataclass(frozen=True, slots=True)
class Score:
    """How one of the two did."""

    per_second: float
    right: list[bool]
    wrong: list[bool]  # a wrong answer given as if it were certain

    @property
    def right_percent(self) -> float:
        """Of all samples."""
        return 100 * sum(self.right) / len(self.right)


def figures(rounds: int = ROUNDS, seed: int = SEED) -> Iterator[Figure]:
    """The rows of the table of `make bench`."""
    samples, others = Writer(seed).all(), Writer(seed + 1).all()
    ours, peer = our_score(samples, others, rounds), peer_score(samples, others)
    count, name = f"{len(samples):,} addresses of {len({each.kind for each in samples})} kinds", PEER
    yield Figure(
        "addresses resolved",
        "/s a core",
        ours.per_second,
        60_000,
        note=f"{count}; {name}: {peer.per_second:,.0f} /s" if peer else f"{count}; {name} is not installed",
    )
    yield Figure(
        "addresses right",
        "%",
        ours.right_percent,
        99,
        note=f"{name}: {peer.right_percent:.1f} %" if peer else "",
    )
    yield Figure(
        "wrong answers given as certain",
        "",
        float(sum(ours.wrong)),
        0,
        most=True,
        note=f"{name}: {sum(peer.wrong)}, for it never doubts" if peer else "",
    )
    yield Figure(
        "address resolver, start to first answer", "ms", 1000 * start_seconds(rounds), 150, most=True
    )


def our_score(samples: Sequence[Sample], others: Sequence[Sample], rounds: int) -> Score:
    """Ours: exactly the units that the words can mean."""
    texts = list(dict.fromkeys(each.text for each in samples))
    resolver = Resolver(TODAY)
    resolver.resolve_many(_unlike(texts, others))
    rates: list[float] = []
    told: dict[str, Told] = {}
    for part in (texts[first::rounds] for first in range(rounds)):  # of every kind alike
        took, answers = _timed(lambda part=part: resolver.resolve_many(part))
        rates.append(len(part) / took)
        told |= {text: _told(answer) for text, answer in zip(part, answers, strict=True)}
    pairs = [(sample, told[sample.text]) for sample in samples]
    right = [each.codes == sample.truth for sample, each in pairs]
    wrong = [each.certain and each.codes != {sample.meant} for sample, each in pairs]
    return Score(median(rates), right, wrong)


def _unlike(texts: Sequence[str], others: Sequence[Sample]) -> list[str]:
    timed = set(texts)
    return [each.text for each in others if each.text not in timed]


def _told(answer: AddressAnswer) -> Told:
    return Told(frozenset(one.code for one in answer.candidates), answer.certain)


def peer_score(samples: Sequence[Sample], others: Sequence[Sample]) -> Score | None:
    """The peer: one of the units that the words can mean, nobody where they mean nobody."""
    try:
        from vietnamadminunits import convert_address, parse_address
    except ImportError:
        return None

    def ask(sample: Sample) -> str | None:
        try:
            unit: Any = convert_address(sample.text) if sample.old else parse_address(sample.text)
        except Exception:  # whatever it raises, it has not answered
            return None
        return unit.ward_code or ""

    with mock.patch.object(socket, "getaddrinfo", side_effect=OSError("no address leaves this machine")):
        for each in others[:: len(others) // 200]:
            ask(each)
        took, told = _timed(lambda: [ask(each) for each in samples])
    pairs = list(zip(samples, told, strict=True))
    right = [code in sample.truth if sample.truth else code == "" for sample, code in pairs]
    return Score(len(told) / took, right, [bool(code) and code not in sample.truth for sample, code in pairs])


def start_seconds(rounds: int) -> float:
    """From a bare interpreter to the first answer."""
    said = (
        subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True).stdout
        for _ in range(rounds)
    )
    return median(map(float, said))


def by_kind(samples: Sequence[Sample], ours: Score, peer: Score | None) -> str:
    """How many of each kind are right, in percent."""
    rows: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    theirs = peer.right if peer else [False] * len(samples)
    for sample, mine, other in zip(samples, ours.right, theirs, strict=True):
        rows[sample.kind].append((mine, other))
    lines = [f"| kind | addresses | haicap | {PEER} |", "| --- | ---: | ---: | ---: |"]
    for kind, pairs in rows.items():
        shares = (100 * sum(right) / len(pairs) for right in zip(*pairs, strict=True))
        lines.append(f"| {kind} | {len(pairs)} | " + " | ".join(f"{share:.1f}" for share in shares) + " |")
    return "\n".join(lines)


def _timed(work: Callable[[], list[Any]]) -> tuple[float, list[Any]]:
    began = time.process_time()
    done = work()
    return time.process_time() - began, done


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.addresses", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    seed = parser.parse_args().seed
    print(markdown(list(figures(seed=seed))), end="\n\n")
    samples, others = Writer(seed).all(), Writer(seed + 1).all()
    print(by_kind(samples, our_score(samples, others, 1), peer_score(samples, others)))


if __name__ == "__main__":
    main()
