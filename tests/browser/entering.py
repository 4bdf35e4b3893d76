"""Signed in without the form: the cookie of a session put into the browser."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from haicap.organisation.contract import Actor
from haicap.organisation.models import Account


def enter(page: Page, who: str | Actor) -> None:
    """From now on `page` is that of `who`: an account's name, or somebody of the cast."""
    known = {"username": who} if isinstance(who, str) else {"person_id": who.person_id}
    client = Client()
    client.force_login(Account.objects.get(**known))
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "domain": "localhost", "path": "/"}]
    )
