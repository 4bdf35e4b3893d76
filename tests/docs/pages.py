"""The project's own pages, and what stands in them."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


@cache
def pages() -> tuple[Path, ...]:
    """Every Markdown page that belongs to the project (not to an environment or a package)."""
    found = [ROOT.glob("*.md"), (ROOT / "docs").rglob("*.md"), (ROOT / "src").rglob("*.md")]
    return tuple(sorted(path for some in found for path in some))


def name(page: Path) -> str:
    """The page as a reader calls it."""
    return page.relative_to(ROOT).as_posix()


def links(page: Path) -> Iterator[str]:
    """Targets of links and images, code left out."""
    prose = re.sub(r"`[^`\n]*`", "", _FENCE.sub("", page.read_text("utf-8")))
    yield from _LINK.findall(prose)


def anchors(page: Path) -> set[str]:
    """The anchors that headings make, as GitHub and GitLab do."""
    heads = _HEADING.findall(_FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def commands(page: Path) -> Iterator[str]:
    """Command lines of `haicap` in fenced blocks: whole lines, with or without a prompt or a path before them."""
    for kind, block in _FENCE.findall(page.read_text("utf-8")):
        if kind in {"json", "python", "mermaid", "nginx", "ini"}:
            continue
        for line in block.replace("\\\n", " ").splitlines():
            found = re.match(
                r"(?:\$ )?(?:sudo -u \w+ )?(?:[A-Z_]+=\S+ )*(?:\S*/)?(haicap(?: .*)?)$", line.strip()
            )
            if found:
                yield found.group(1)


def paths(page: Path) -> Iterator[str]:
    """Files of the project that a page names in code letters: `kernel/text.py`, `tests/ui/`."""
    homes = {path.name for path in (ROOT / "src" / "haicap").iterdir()} | {
        "src",
        "tests",
        "tools",
        "docs",
        "bench",
    }
    for span in re.findall(r"`([^`\n]+)`", _FENCE.sub("", page.read_text("utf-8"))):
        if re.fullmatch(r"[a-z_]+(?:/[\w.-]+)+(?:\.[a-z]+|/)", span) and span.split("/")[0] in homes:
            yield span
