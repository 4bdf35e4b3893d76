"""What every page knows about its reader: the context processor `ui`.

It asks nothing of the database by itself: error pages use it when the database is gone.
"""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from haicap.platform import rehearsal
from haicap.ui import navigation
from haicap.ui.preferences import TEXT_SIZES, Preferences, Theme


class Surroundings:
    """Language, look, navigation and reader of one request, each found when a template asks for it."""

    themes = tuple(Theme)
    text_sizes = TEXT_SIZES

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def look(self) -> Preferences:
        """Theme and text size."""
        return Preferences.read(self._request.COOKIES)

    @property
    def skeleton(self) -> str:
        """The outermost template: the content alone for an htmx swap, else the whole page."""
        return "ui/bare.html" if is_swap(self._request) else "ui/page.html"

    @property
    def actor(self) -> Any:
        """Who reads, or None; set on the request by `organisation`."""
        return getattr(self._request, "actor", None)

    @cached_property
    def public_navigation(self) -> tuple[navigation.Link, ...]:
        """The menu of the citizen's pages."""
        return navigation.public_links(self._request.path)

    @cached_property
    def navigation(self) -> tuple[navigation.Link, ...]:
        """The main navigation of the reader's roles."""
        return navigation.links(self.actor.roles, self._request.path) if self.actor else ()

    @property
    def agency_name(self) -> str:
        """The agency the reader acts for."""
        return self.actor.agency_name if self.actor else ""

    @property
    def session_seconds(self) -> int:
        """Seconds until the reader must sign in again; 0 for those who have not signed in."""
        return self._request.session.get_expiry_age() if self.actor else 0

    @property
    def here(self) -> str:
        """Where to come back to after a choice of look: this page, or the first page after a POST."""
        return self._request.get_full_path() if self._request.method == "GET" else "/"

    @property
    def rehearsal(self) -> str:
        """The rehearsal this page belongs to, empty in the province's own system."""
        return rehearsal.name()

    @property
    def demo(self) -> bool:
        """True where sign-ins and data are made up."""
        return bool(settings.DEMO)


class Unasked(Surroundings):
    """For error pages: does not ask who reads, since that may be what failed."""

    actor = None


def is_swap(request: HttpRequest) -> bool:
    """True where htmx asks for a part of the page (not for a boosted or restored whole page)."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def ui(request: HttpRequest) -> dict[str, Surroundings]:
    """Give templates `ui`."""
    return {"ui": Surroundings(request)}
