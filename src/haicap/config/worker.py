"""The background worker: `python -m haicap.config.worker`. Runs jobs, delivers events, revives stalled jobs.

It ends when the database goes away or by SIGTERM; whoever supervises it starts it again.
"""

import asyncio
import logging
import os
import threading
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from procrastinate import App
    from procrastinate.contrib.django.django_connector import DjangoConnector

logger = logging.getLogger("haicap.worker")

AT_ONCE = 2  # jobs
LOOK_FOR_EVENTS_EVERY = 1.0  # seconds
LOOK_FOR_STALLED_EVERY = 60.0
STALLED_AFTER = 90.0  # a worker's heartbeat comes every ten seconds
DRAIN_LIMIT = 20.0


def main() -> None:
    """Run until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haicap.config.settings")
    import django

    django.setup()
    asyncio.run(_work())


async def _work() -> None:
    from procrastinate.contrib.django import app

    stop = threading.Event()
    connector = cast("DjangoConnector", app.connector).get_worker_connector()
    with app.replace_connector(connector) as worker_app:
        async with worker_app.open_async():
            events = asyncio.create_task(asyncio.to_thread(_deliver_until, stop))
            stalled = asyncio.create_task(_revive_stalled(worker_app))
            try:
                await worker_app.run_worker_async(
                    concurrency=AT_ONCE, shutdown_graceful_timeout=DRAIN_LIMIT, delete_jobs="successful"
                )
            finally:
                stop.set()
                stalled.cancel()
                await asyncio.gather(events, stalled, return_exceptions=True)


def _deliver_until(stop: threading.Event) -> None:
    """Hand over events until told to stop; a lost database is waited for."""
    from django.db import Error, connection
    from django.utils.module_loading import import_string

    from haicap.config.wiring import listeners
    from haicap.platform import outbox, rehearsal

    heard = listeners(inside=bool(rehearsal.name()))
    called = {event: tuple(map(import_string, names)) for event, names in heard.items()}
    while not stop.is_set():
        try:
            finished = outbox.deliver(called)
        except Error as problem:
            logger.warning("events wait, the database is away: %s", problem)
            connection.close()
            finished = 0
        if not finished:
            stop.wait(LOOK_FOR_EVENTS_EVERY)
    connection.close()


async def _revive_stalled(app: "App") -> None:
    """A job whose worker was killed stays `doing` for ever unless somebody gives it back."""
    while True:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
            logger.warning("job %s of a dead worker is tried again", job.id)
            await app.job_manager.retry_job(job)
        await asyncio.sleep(LOOK_FOR_STALLED_EVERY)


if __name__ == "__main__":
    main()
