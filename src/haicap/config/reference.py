"""The reference data every haicap has: units, agencies, procedures, calendar. Each package loads its own.

A loader may be called again and then changes only what its data files changed.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from django.utils.module_loading import import_string

from haicap.kernel import clock

# In this order, lower floors first; each name is a function of a package's api without arguments.
LOADERS: tuple[str, ...] = (
    "haicap.platform.calendars.load_shipped",
    "haicap.territory.api.load",
    "haicap.procedures.api.load",
)
# The same, called with the code of one province.
PROVINCE_LOADERS: tuple[str, ...] = ("haicap.organisation.api.found_province",)

Progress = Callable[[str], None]


def load_all(province: str | None = None, progress: Progress = lambda _text: None) -> list[str]:
    """Load everything, loaded before or not; returns the names of the loaders."""
    return _load(_wanted(province), progress)


def load_missing(
    province: str | None = None,
    progress: Progress = lambda _text: None,
    instead: Mapping[str, Callable[[], object]] = MappingProxyType({}),
) -> list[str]:
    """Load what is not in the database yet or came with other files; returns the names of the loaders.

    `instead`: by name of a loader what is called in its place.
    """
    from haicap.platform.models import LoadedReference

    known = dict(LoadedReference.objects.values_list("name", "fingerprint"))
    todo = [
        (name, words)
        for name, words in _wanted(province)
        if known.get(_key(name, words)) != _fingerprint(name)
    ]
    return _load(todo, progress, instead)


def _wanted(province: str | None) -> list[tuple[str, tuple[str, ...]]]:
    wanted: list[tuple[str, tuple[str, ...]]] = [(name, ()) for name in LOADERS]
    return wanted + [(name, (province,)) for name in PROVINCE_LOADERS if province]


def _load(
    todo: list[tuple[str, tuple[str, ...]]],
    progress: Progress,
    instead: Mapping[str, Callable[[], object]] = MappingProxyType({}),
) -> list[str]:
    from haicap.platform.models import LoadedReference

    for name, words in todo:
        progress(f"loading {name.split('.')[1]} {' '.join(words)}".rstrip())
        (instead.get(name) or partial(import_string(name), *words))()
        LoadedReference.objects.update_or_create(
            name=_key(name, words), defaults={"fingerprint": _fingerprint(name), "loaded_at": clock.now()}
        )
    return [_key(name, words) for name, words in todo]


def _key(name: str, words: tuple[str, ...]) -> str:
    return " ".join([name, *words])


def _fingerprint(name: str) -> str:
    """Of the package's data files and of its code, since either may change what is loaded."""
    digest = hashlib.sha256()
    for path in _sources(Path(str(files(".".join(name.split(".")[:2]))))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources(package: Path) -> Iterator[Path]:
    yield from sorted(path for path in (package / "data").rglob("*") if path.is_file())
    for room in ("domain", "services"):
        yield from sorted((package / room).rglob("*.py"))
