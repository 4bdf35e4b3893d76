"""What is written is true of what is there: links lead somewhere, commands parse, generated pages are fresh."""

import argparse
import re
import shlex
from pathlib import Path

import pytest

from haicap.config import cli
from tests.docs import pages
from tools import docs

ALL = pytest.mark.parametrize("page", pages.pages(), ids=pages.name)
# a usage line shows what may be said; it is not something said
_USAGE = re.compile(r"[|…\[]|\bFILE\b|\bCODE\b|\bDIR\b|\bID\b")


@ALL
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    lost = []
    for target in pages.links(page):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        there = (page.parent / path).resolve() if path else page
        empty = there.is_dir() and not any(there.iterdir())  # git would not keep it
        if empty or not there.exists() or (anchor and anchor not in pages.anchors(there)):
            lost.append(target)
    assert lost == []


def test_every_page_is_found_from_the_first() -> None:
    found: set[Path] = set()
    waiting = [pages.ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page.is_dir():
            waiting += page.glob("*.md")
        if page in found or page.suffix != ".md" or not page.exists():
            continue
        found.add(page)
        targets = (target.partition("#")[0] for target in pages.links(page) if "://" not in target)
        waiting += [(page.parent / target).resolve() for target in targets if target]
    assert [pages.name(page) for page in pages.pages() if page not in found] == []


@ALL
def test_every_file_named_is_there(page: Path) -> None:
    source = pages.ROOT / "src" / "haicap"
    roots = (pages.ROOT, source, *source.glob("*/templates"))
    assert [name for name in pages.paths(page) if not any((root / name).exists() for root in roots)] == []


@ALL
def test_every_command_shown_is_one_that_can_be_given(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HAICAP_DATA_DIR", raising=False)
    wrong = []
    for line in pages.commands(page):
        if _USAGE.search(line):
            continue
        _, *words = shlex.split(line.split(" > ")[0].split(" | ")[0], comments=True)
        try:
            _parse(words)
        except (SystemExit, Exception) as problem:  # whatever it is, the line cannot be given
            wrong.append(f"{line}: {problem}")
    assert wrong == []


def _parse(words: list[str]) -> argparse.Namespace:
    command, *rest = words
    module = cli.importlib.import_module(cli.COMMANDS[command])
    return cli._options(command, module, [word for word in rest if word not in {"-h", "--help"}])


@pytest.mark.parametrize("name", docs.PAGES)
def test_a_generated_page_says_what_its_source_says(name: str) -> None:
    written = (docs.REFERENCE / name).read_text("utf-8")
    assert written == docs.PAGES[name](), "renew it: python -m tools.docs"


@ALL
def test_no_page_knows_the_machine_it_was_written_on(page: Path) -> None:
    told = page.read_text("utf-8")
    assert re.findall(r"(?<![\w.])/(?:work|tmp|root|home/[a-z]+)/\S*", told) == []
    assert re.findall(r"(?:pypi\.org|pythonhosted|npmjs|registry\.|proxy\.golang)\S*", told) == []
