"""haicap as a library: a program of one's own, or the Python prompt, on the database that `haicap init` made."""

import atexit
from contextlib import ExitStack

from haicap.config.commands.database import opened, refuse_uninitialised, start_django

_open = ExitStack()
atexit.register(_open.close)


def wake() -> None:
    """Let this program ask `haicap.*.api`; to be called once, before anything is imported from there.

    The database is the command line's: that of `HAICAP_DATABASE_URL`, else the embedded one of the data directory,
    which is started if it does not run and stopped when the program ends and nobody else uses it. FailureError says
    what is missing: a database, its server, or what `haicap init` has still to bring up to date.
    """
    _open.enter_context(opened(lambda _: None, make=False))
    start_django()
    refuse_uninitialised()
