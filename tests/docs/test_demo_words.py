"""What the pages promise of the demo is what the demo does."""

from haicap.organisation.services.staffing import DEMO_PASSWORD
from haicap.simulation.api import DEMO_DOSSIERS, DEMO_SEED
from tests.docs.pages import ROOT
from tools import screenshots


def test_its_size_and_seed_are_told() -> None:
    simulation = (ROOT / "docs" / "reference" / "simulation.md").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"{DEMO_DOSSIERS:,} dossiers" in simulation
    assert f"seed {DEMO_SEED}" in simulation
    assert f"{DEMO_DOSSIERS:,}" in readme
    assert f"{DEMO_DOSSIERS:,}".replace(",", ".") in readme


def test_pictures_are_small_and_each_is_shown() -> None:
    shown = "".join(path.read_text("utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    for path in screenshots.IMAGES.rglob("*.png"):
        assert path.stat().st_size <= screenshots.LARGEST
        assert f"images/{path.relative_to(screenshots.IMAGES).as_posix()})" in shown
    assert screenshots.PASSWORD == DEMO_PASSWORD
