"""The package map (docs/reference/packages.md), read from the imports: who enters whom, what each package keeps.

Nothing is imported: the sources are read as text, so the map is true of what stands there and needs no database.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "haicap"
# low to high; two packages of one floor do not know each other (.importlinter proves it)
FLOORS = (
    ("kernel",),
    ("platform",),
    ("ui",),
    ("territory",),
    ("organisation",),
    ("documents", "parties"),
    ("procedures",),
    ("dossiers",),
    ("reporting", "reorganisation"),
    ("desk", "portal", "simulation"),
    ("config",),
)
_TABLE = re.compile(r'^\s+db_table = "([a-z_]+)"', re.MULTILINE)

HEAD = """# Packages

Generated from the imports by `python -m tools.docs`; a test compares. What floors, rooms and doors mean stands in
[architecture](../architecture.md).
"""


def page() -> str:
    """The whole page."""
    entered = entries()
    rows = [_row(package, entered[package]) for package in reversed(list(entered))]
    return "\n".join(
        [
            HEAD,
            "An arrow is an import. Arrows that follow from others are left out.\n",
            "```mermaid",
            "flowchart TD",
            *(f"  {higher} --> {lower}" for higher, lower in arrows(entered)),
            "```\n",
            "| Package | Is | Enters | Tables |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def entries() -> dict[str, frozenset[str]]:
    """Every package, low floors first, with the packages that its code imports."""
    packages = [name for floor in FLOORS for name in floor if (SOURCE / name / "__init__.py").exists()]
    return {name: frozenset(_imported(SOURCE / name)) - {name} for name in packages}


def arrows(entered: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """The imports that no chain of other imports explains."""
    for package in reversed(list(entered)):
        for lower in sorted(entered[package]):
            if not any(lower in _below(other, entered) for other in entered[package] - {lower}):
                yield package, lower


def _below(package: str, entered: Mapping[str, frozenset[str]]) -> set[str]:
    found = set(entered[package])
    for lower in entered[package]:
        found |= _below(lower, entered)
    return found


def _imported(package: Path) -> Iterator[str]:
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("haicap."):
                yield (node.module or "").split(".")[1]
            elif isinstance(node, ast.Import):
                yield from (name.name.split(".")[1] for name in node.names if name.name.startswith("haicap."))


def _row(package: str, entered: frozenset[str]) -> str:
    words = (ast.get_docstring(ast.parse((SOURCE / package / "__init__.py").read_text("utf-8"))) or "").split(
        "\n\n"
    )[0]
    tables = sorted(
        name for path in (SOURCE / package).rglob("*.py") for name in _TABLE.findall(path.read_text("utf-8"))
    )
    cells = [
        f"`{package}`",
        " ".join(words.split()),
        ", ".join(f"`{name}`" for name in sorted(entered)) or "–",
        ", ".join(f"`{name}`" for name in tables) or "–",
    ]
    return f"| {' | '.join(cells)} |"
