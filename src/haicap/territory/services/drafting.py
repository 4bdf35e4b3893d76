"""The map of a former day loaded, and the plans of the acts that came after it."""

from collections.abc import Sequence
from datetime import date

from haicap.territory.contract import Enactment, LoadedCard
from haicap.territory.domain import drafting
from haicap.territory.domain.build import build
from haicap.territory.services.load import data_files, load


def load_until(day: date) -> LoadedCard:
    """Load the map of the data files as it was known on `day`: to rehearse a later act on it. As `load` otherwise."""
    return load(drafting.until(data_files(), day))


def drafted(instruments: Sequence[str]) -> Enactment | None:
    """What resolutions of the data files did on one day, as a plan; None where the first of them is not known."""
    return drafting.drafted(build(data_files()), instruments)
