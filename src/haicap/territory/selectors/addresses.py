"""Addresses for the pages and the API: one resolver for each day asked, kept by the process (about 20 MB in all)."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from haicap.kernel import clock, messages
from haicap.kernel.errors import Refusal
from haicap.territory.contract.addresses import AddressAnswer, AddressCandidate, Ask
from haicap.territory.domain.addresses import Resolver
from haicap.territory.domain.addresses.reasons import document

DAYS_KEPT = 4


def resolve_address(text: str, on: date | None = None) -> AddressAnswer:
    """The units that `text` may mean on a day (default today); refused: `territory.address_too_long`.

    Never a guess given as certain; all successors where the law divided a commune (docs/reference/addresses.md).
    """
    return _resolver(on or clock.today()).resolve(text)


def resolve_addresses(texts: Iterable[str], on: date | None = None) -> list[AddressAnswer]:
    """`resolve_address` for each of many, in their order."""
    return _resolver(on or clock.today()).resolve_many(texts)


def address_words(candidate: AddressCandidate) -> str:
    """Why a candidate is offered, in the reader's language."""
    codes = [candidate.reason] if candidate.doubt == "exact" else [candidate.reason, candidate.doubt]
    return " ".join(messages.words(Refusal(f"territory.address_{code}", candidate.facts)) for code in codes)


def address_document(candidate: AddressCandidate) -> dict[str, Any]:
    """A candidate for other programs, its reason in the reader's language."""
    return document(candidate, address_words(candidate))


def ask_words(ask: Ask) -> str:
    """What to ask next, in the reader's language; empty where there is nothing to ask."""
    return messages.words(Refusal(f"territory.address_{ask.value}")) if ask else ""


@lru_cache(maxsize=DAYS_KEPT)
def _resolver(day: date) -> Resolver:
    return Resolver(day)
