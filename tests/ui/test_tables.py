"""On a phone a table becomes a list of cards: a number without its heading would say nothing there."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(str(files("haicap")))
PAGES = sorted(
    page for page in ROOT.rglob("templates/**/*.html") if 'class="reflow' in page.read_text("utf-8")
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_cell_of_a_table_that_reflows_names_its_heading(page: Path) -> None:
    cells = re.findall(r"<td\b[^>]*>", page.read_text("utf-8"))
    bare = [cell for cell in cells if "data-label=" not in cell and "colspan=" not in cell]
    assert not bare, f"{page.relative_to(ROOT)}: {bare}"
