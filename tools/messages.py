"""Translations of all packages: extract, merge, compile, check. The source is Vietnamese.

    python tools/messages.py [PACKAGE …]    renew locale/en/LC_MESSAGES/django.po and .mo
    python tools/messages.py --check        exit 1 where English is missing or fuzzy, or a .mo is stale

No GNU gettext is needed: Python is read by Babel, templates by Django's own `templatize`.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGES = Path(__file__).resolve().parent.parent / "src" / "haicap"
KEYWORDS = {
    "_": None,
    "__": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # in every .mo, so that only words change it
# header lines of a .po that change with the day, not with the words
MOVING = (
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Last-Translator',
    b'"Report-Msgid-Bugs-To',
    b'"Generated-By',
)


def main(words: list[str]) -> int:
    """Run; the exit code is 0 done, 1 findings."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("package", nargs="*")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(words)
    settings.configure()
    findings: list[str] = []
    for package in _packages(options.package):
        source = _template_of(package)
        if len(source) == 0:
            continue
        findings += check(package, source) if options.check else renew(package, source)
    for finding in findings:
        print(finding, file=sys.stderr)
    return 1 if findings else 0


def renew(package: Path, source: Catalog) -> list[str]:
    """Write .po and .mo of `package`; returns what still lacks its English."""
    catalog = _read(package)
    # nothing is guessed from similar sentences: a wrong sentence of law is worse than a missing one
    catalog.update(source, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path = _po(package)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_as_po(catalog))
    path.with_suffix(".mo").write_bytes(_as_mo(catalog))
    return [f"{package.name}: no English for {message.id!r}" for message in catalog if not _done(message)]


def check(package: Path, source: Catalog) -> list[str]:
    """What is wrong with the translations of `package`, one sentence each."""
    catalog = _read(package)
    name = package.name
    missing = [message for message in source if message.id and not _done(_find(catalog, message))]
    findings = [f"{name}: no English for {message.id!r}" for message in missing]
    findings += [f"{name}: fuzzy: {message.id!r}" for message in catalog if message.id and message.fuzzy]
    left = [message for message in catalog if message.id and _find(source, message) is None]
    findings += [f"{name}: no longer used: {message.id!r}" for message in left]
    compiled = _po(package).with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != _as_mo(catalog):
        findings.append(f"{name}: django.mo is stale, run tools/messages.py")
    return findings


def _packages(names: list[str]) -> Iterator[Path]:
    for path in sorted(PACKAGES.iterdir()):
        if (path / "__init__.py").exists() and (not names or path.name in names):
            yield path


def _po(package: Path) -> Path:
    return package / "locale" / "en" / "LC_MESSAGES" / "django.po"


def _read(package: Path) -> Catalog:
    path = _po(package)
    if not path.exists():
        return Catalog(locale="en", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="en")


def _template_of(package: Path) -> Catalog:
    catalog = Catalog(locale="en", fuzzy=False)
    for path, line, ids, context in _sentences(package):
        catalog.add(ids, locations=[(path, line)], context=context)
    return catalog


def _sentences(package: Path) -> Iterator[tuple[str, int, str | tuple[str, ...], str | None]]:
    files = sorted([*package.rglob("*.py"), *package.glob("templates/**/*.*")])
    for path in files:
        text = path.read_text(encoding="utf-8")
        code = text if path.suffix == ".py" else templatize(text, origin=str(path))
        place = path.relative_to(package).as_posix()
        found = extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
        for line, ids, _, context in found:
            yield place, line, ids, context


def _find(catalog: Catalog, message: Message) -> Message | None:
    return catalog.get(message.id, message.context)


def _done(message: Message | None) -> bool:
    if message is None:
        return False
    if not message.id:
        return True  # the header
    words = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(words) and all(words) and not message.fuzzy


def _as_po(catalog: Catalog) -> bytes:
    catalog.project, catalog.version, catalog.copyright_holder = "haicap", "", ""
    catalog.header_comment = (
        "# English of Vietnamese sentences. Written by hand, kept in order by tools/messages.py."
    )
    out = io.BytesIO()
    write_po(out, catalog, sort_by_file=True, include_lineno=False, width=0, omit_header=False)
    kept = [line for line in out.getvalue().split(b"\n") if not line.startswith(MOVING)]
    return b"\n".join(kept)


def _as_mo(catalog: Catalog) -> bytes:
    """From what the .po says, so that the same .po always gives the same bytes."""
    words = read_po(io.BytesIO(_as_po(catalog)), locale="en")
    words.creation_date = words.revision_date = SOME_DAY
    out = io.BytesIO()
    write_mo(out, words)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
