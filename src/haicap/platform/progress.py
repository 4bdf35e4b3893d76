"""Long work says how far it is, pages show it: filling the demo, large imports."""

from dataclasses import dataclass
from datetime import datetime

from haicap.kernel import clock
from haicap.platform.models import Progress


@dataclass(frozen=True, slots=True)
class ProgressCard:
    """`done` of `total`, with words; finished at a moment or still going on."""

    name: str
    words: str
    done: int
    total: int
    finished_at: datetime | None

    @property
    def percent(self) -> int:
        """Whole per cent done."""
        return 100 * self.done // self.total if self.total else 0


def report(name: str, *, words: str, done: int, total: int, finished: bool = False) -> None:
    """Say how far the work called `name` is."""
    now = clock.now()
    told = {
        "words": words,
        "done": done,
        "total": total,
        "reported_at": now,
        "finished_at": now if finished else None,
    }
    Progress.objects.update_or_create(name=name, defaults=told)


def of(name: str) -> ProgressCard | None:
    """How far it is; None where nobody has begun."""
    row = Progress.objects.filter(name=name).first()
    return ProgressCard(row.name, row.words, row.done, row.total, row.finished_at) if row else None
