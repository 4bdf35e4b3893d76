"""What a real system (`HAICAP_PRODUCTION=1`) refuses to start with. Asked by `up`, `init` and the WSGI door."""

import os

from haicap.config import environment
from haicap.kernel.console import UsageError

LEAST_KINDS_OF_SIGNS = 16  # in a key; 50 random characters have many more


def refuse_unfit(*, key_required: bool = False) -> None:
    """UsageError in production with a demo, debugging pages, a weak key, or (`key_required`) without a key.

    Behind a server of one's own each process would otherwise invent a key, and sessions would end at random.
    """
    if not environment.flag("HAICAP_PRODUCTION"):
        return
    if environment.flag("HAICAP_DEMO"):
        raise UsageError("HAICAP_PRODUCTION is set: a real system carries no demo; start it with --no-demo")
    if environment.flag("HAICAP_DEBUG"):
        raise UsageError(
            "HAICAP_PRODUCTION is set: HAICAP_DEBUG would show the inside of the system; unset it"
        )
    key = os.environ.get("HAICAP_SECRET_KEY")
    if not key and key_required:
        raise UsageError("HAICAP_PRODUCTION is set: give HAICAP_SECRET_KEY, the same to every process")
    if key is not None and len(set(key)) < LEAST_KINDS_OF_SIGNS:
        raise UsageError(
            "HAICAP_SECRET_KEY is too weak; unset it to have one made, or give 50 random characters"
        )
