"""What must be true of database and files before pages are served; does only what is still to be done."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from haicap.config import environment, reference
from haicap.config.commands.database import pending_migrations
from haicap.kernel.errors import FailureError
from haicap.organisation import api as organisation
from haicap.platform import rehearsal

# any number that nothing else in this database takes as an advisory lock
PREPARING = 6_868_001
Progress = Callable[[str], None]


def prepare(
    *, province: str | None, progress: Progress, instead: Mapping[str, Callable[[], object]] | None = None
) -> dict[str, Any]:
    """Migrate, collect static files, load reference data (with the agencies of `province`); one at a time.

    `instead`: what is called in the place of a loader (`reference.LOADERS`), where a database lives in another time.

    A demo's province also gets its invented staff. Returns `{migrations, static, reference, sign_ins}`: what
    was applied, whether files were collected, what was loaded, who may sign in (demo only). Refused in
    production: a database with a demo's accounts.
    """
    with connection.cursor() as cursor:
        # the limits for pages' statements are not for this one
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        try:
            applied = _migrate(progress)
            rehearsal.refuse_unmarked()
            done = {
                "migrations": applied,
                "static": _collect(progress),
                "reference": reference.load_missing(province, progress, instead or {}),
            }
            _refuse_demo_in_production()
            return done | {"sign_ins": _demo(province, progress) if settings.DEMO and province else []}
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])
            cursor.execute("RESET statement_timeout; RESET lock_timeout")


def _migrate(progress: Progress) -> list[str]:
    waiting = pending_migrations()
    if waiting:
        progress(f"applying {len(waiting)} migrations")
        call_command("migrate", verbosity=0, interactive=False)
    return waiting


def _collect(progress: Progress) -> bool:
    root = Path(settings.STATIC_ROOT)
    seal = root / ".collected"
    fingerprint = _static_fingerprint()
    if seal.exists() and seal.read_text() == fingerprint:
        return False
    progress("collecting static files")
    call_command("collectstatic", verbosity=0, interactive=False)
    seal.write_text(fingerprint)
    return True


def _refuse_demo_in_production() -> None:
    if environment.flag("HAICAP_PRODUCTION") and organisation.demo_accounts_exist():
        raise FailureError(
            "production.demo_accounts",
            "this database holds accounts of the demo, whose passwords are public; a real system needs its own",
            retry=False,
        )


def _demo(province: str, progress: Progress) -> list[dict[str, str]]:
    progress("staffing the demo")
    organisation.staff_province(province)
    return [asdict(sign_in) for sign_in in organisation.demo_sign_ins(province)]


def _static_fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list(None), key=lambda found: str(found[0])):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
