"""Which laws hold, by the last runs of `check`: the door of screens, metrics and reports to what was proved.

A full run knows more than a fast one. So what it found stays red until a full run (of all laws or of that one) finds
it mended; a fast run after it can only make a law red.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haicap.kernel import clock
from haicap.platform.models import CheckRun

_MOST_PARTIAL = 200


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken place as kept, with the moment it was first seen."""

    unit: str
    row: str
    words: str
    expected: str
    found: str
    first_seen: datetime


@dataclass(frozen=True, slots=True)
class LawStanding:
    """The last word about one law: how many places break it, the first of them, and who said so when."""

    law: str
    ran_at: datetime
    full: bool
    count: int
    places: tuple[Broken, ...]

    @property
    def holds(self) -> bool:
        """True where nothing was found."""
        return self.count == 0

    @property
    def first_seen(self) -> datetime | None:
        """Since when something is broken."""
        return min((place.first_seen for place in self.places), default=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """All laws that were ever tried, by id; the last fast and the last full run over all laws (None: never)."""

    laws: tuple[LawStanding, ...]
    fast_at: datetime | None
    full_at: datetime | None
    head: tuple[int, str]  # the youngest kept run: seq and hash (hexadecimal); (0, "") where there is none

    @property
    def red(self) -> tuple[LawStanding, ...]:
        """The laws that do not hold."""
        return tuple(law for law in self.laws if not law.holds)


def standing() -> Standing:
    """What the kept runs say now. A few rows are read, whatever the history."""
    full, fast = _last_whole(full=True), _last_whole(full=False)
    since = full.seq if full else 0
    partial = CheckRun.objects.filter(whole=False, seq__gt=since).order_by("-seq")[:_MOST_PARTIAL]
    runs = sorted([run for run in (full, fast) if run] + list(partial), key=lambda run: run.seq)
    latest: dict[str, LawStanding] = {}
    for run in runs:
        for law in _verdicts(run):
            former = latest.get(law.law)
            if not (former and former.full and not former.holds and not law.full):
                latest[law.law] = law
    head = CheckRun.objects.order_by("-seq").first()
    return Standing(
        laws=tuple(latest[law] for law in sorted(latest)),
        fast_at=fast.ran_at if fast else None,
        full_at=full.ran_at if full else None,
        head=(head.seq, bytes(head.hash).hex()) if head else (0, ""),
    )


def latest_red() -> tuple[LawStanding, ...]:
    """The laws that do not hold by the last runs; while there is one, no report is frozen."""
    return standing().red


def sentence(told: Standing) -> str:
    """The result in words, in the language of the moment, for reports: what was proved when, and what does not hold."""
    if told.full_at is None and told.fast_at is None:
        return _("Dữ liệu chưa được kiểm tra theo các luật bảo toàn.")
    words = [_when(told.full_at), _how_many(told)]
    return " ".join(words)


def age(told: Standing) -> dict[str, float]:
    """Seconds since the last run over all laws, by depth; a depth never run is missing."""
    now = clock.now()
    runs = {"fast": told.fast_at, "full": told.full_at}
    return {depth: max(0.0, (now - at).total_seconds()) for depth, at in runs.items() if at}


def _when(full_at: datetime | None) -> str:
    if full_at is None:
        return _("Mới chỉ kiểm tra nhanh, chưa kiểm tra toàn bộ.")
    moment = formats.date_format(clock.local(full_at), "SHORT_DATETIME_FORMAT")
    return _("Kiểm tra toàn bộ lần cuối lúc {moment}.").format(moment=moment)


def _how_many(told: Standing) -> str:
    if not told.red:
        return _("Cả {count} luật bảo toàn đều đúng.").format(count=len(told.laws))
    broken = ", ".join(
        ngettext("{law} ({count} chỗ)", "{law} ({count} chỗ)", law.count).format(law=law.law, count=law.count)
        for law in told.red
    )
    words = _("{red} trong {count} luật bảo toàn chưa đúng: {broken}.")
    return words.format(red=len(told.red), count=len(told.laws), broken=broken)


def _last_whole(*, full: bool) -> CheckRun | None:
    return CheckRun.objects.filter(whole=True, full=full).order_by("-seq").first()


def _verdicts(run: CheckRun) -> Iterator[LawStanding]:
    for law in run.laws:
        told = run.findings.get(law, {"count": 0, "rows": []})
        places = tuple(
            Broken(**{**row, "first_seen": datetime.fromisoformat(row["first_seen"])}) for row in told["rows"]
        )
        yield LawStanding(law, run.ran_at, run.full, told["count"], places)
