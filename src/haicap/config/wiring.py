"""Who listens to which event: the one table. A listener is called after commit, by the worker.

It may be called again with the same event and must recognise what it has already done.
"""

from collections.abc import Mapping

from haicap.platform.outbox import Listener

LISTENERS: Mapping[str, tuple[Listener, ...]] = {}
