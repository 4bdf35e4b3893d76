"""Decisions are listed, dependencies are explained, under the very ranges of pyproject.toml."""

import re
import tomllib

from tests.docs.pages import ROOT

DECISIONS = ROOT / "docs" / "decisions"
_ROW = re.compile(r"^\| ([a-z0-9-]+(?:\[[a-z,]+\])?) \| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def _declared() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    every = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pairs = (re.fullmatch(r"([a-z0-9-]+(?:\[[a-z,]+\])?)(.+)", one) for one in every)
    return {pair.group(1): pair.group(2) for pair in pairs if pair}


def test_every_direct_dependency_has_its_line() -> None:
    rows = _ROW.findall((DECISIONS / "dependencies.md").read_text("utf-8"))
    assert {name: version for name, version, _, _ in rows} == _declared()
    assert all(licence.strip() and len(why) > 12 for _, _, licence, why in rows)


def test_every_decision_is_in_the_list() -> None:
    told = (DECISIONS / "README.md").read_text("utf-8")
    assert [path.name for path in sorted(DECISIONS.glob("0*.md")) if f"({path.name})" not in told] == []


def test_every_decision_says_what_was_refused_and_what_it_costs() -> None:
    for path in DECISIONS.glob("0*.md"):
        told = path.read_text("utf-8")
        for part in ("**Context.**", "**Choice.**", "**Refused", "**Cost.**"):
            assert part in told, f"{path.name} lacks {part}"
