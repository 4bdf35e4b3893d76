"""The reference data every haicap has: units, agencies, procedures, calendar. Each package loads its own.

A loader takes no argument, may be called again, and then changes only what its data file changed.
"""

from collections.abc import Callable

from django.utils.module_loading import import_string

# in this order; each name is a function of a package's api
LOADERS: tuple[str, ...] = (
    "haicap.platform.calendars.load_shipped",
    "haicap.territory.api.load",
    "haicap.procedures.api.load",
)


def load_all(progress: Callable[[str], None] = lambda _text: None) -> None:
    """Load what the packages bring, lower floors first."""
    for name in LOADERS:
        progress(f"loading {name.split('.')[1]}")
        import_string(name)()
