"""Generated pages of docs/reference: write them, or compare them with what stands there.

python -m tools.docs            write
python -m tools.docs --check    exit 1 where a page is out of date
"""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from haicap.config.commands import openapi
from tools import commands_page, events_page, laws_page, lifecycle_page, package_map, permissions_page

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"

PAGES: Mapping[str, Callable[[], str]] = {
    "packages.md": package_map.page,
    "lifecycle.md": lifecycle_page.page,
    "laws.md": laws_page.page,
    "command-line.md": commands_page.page,
    "events.md": events_page.page,
    "permissions.md": permissions_page.page,
    "openapi.json": openapi.schema,
}


def stale() -> list[str]:
    """Names of the pages that say something else than their source."""
    return [name for name, page in PAGES.items() if not _says(REFERENCE / name, page())]


def main(words: list[str]) -> int:
    """Write or compare."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    import django

    django.setup()
    old = stale()
    if "--check" in words:
        for name in old:
            print(f"docs/reference/{name} is out of date: python -m tools.docs")
        return 1 if old else 0
    for name in old:
        (REFERENCE / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"docs/reference/{name}")
    return 0


def _says(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
