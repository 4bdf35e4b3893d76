"""Officials signed in, as a browser is."""

import pytest
from django.test import Client

from haicap.organisation.contract import Actor
from haicap.organisation.models import Account
from tests.cast import cast


def sign_in(actor: Actor) -> Client:
    """A client signed in as the person behind `actor`."""
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.person_id))
    return client


@pytest.fixture
def receiver(settings: object) -> Client:
    settings.DEMO = True  # type: ignore[attr-defined]
    return sign_in(cast().receiver)
