"""Addresses over the API: for officials and their programs. Sent in the body, because they are personal data."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import ConfigDict, StringConstraints

from haicap.territory import api as territory
from haicap.territory.contract.addresses import LONGEST_ADDRESS, AddressAnswer, Ask

router = Router(tags=["territory"])
MOST_AT_ONCE = 1000

Text = Annotated[str, StringConstraints(max_length=LONGEST_ADDRESS)]


class AddressesIn(Schema):
    """What is asked."""

    model_config = ConfigDict(extra="forbid")

    addresses: list[Text] = Field(max_length=MOST_AT_ONCE, description="Old form or new, one address each")
    on: date | None = Field(None, description="The day whose units are wanted; today where left out")


class CandidateOut(Schema):
    """A unit that an address may mean, with reason and law."""

    code: str
    name: str
    province_code: str
    province_name: str
    valid_from: date | None
    confidence: float
    reason: str
    reason_code: str
    doubt: str
    citation: str
    instrument: str
    clause: str | None
    quantifier: str
    written_code: str
    written_name: str


class ResultOut(Schema):
    """The answer to one address; no candidates where it must not be resolved."""

    input: str
    certain: bool
    ask: Ask
    candidates: list[CandidateOut]


class ResultsOut(Schema):
    """Answers in the order of the addresses."""

    results: list[ResultOut]


@router.post(
    "/addresses/resolve",
    response=ResultsOut,
    operation_id="resolveAddresses",
    summary="What addresses mean on a day; writes nothing",
)
def resolve(request: HttpRequest, told: AddressesIn) -> ResultsOut:
    """Candidates with reason and law; several where the law divided a commune, and then what to ask for."""
    answers = territory.resolve_addresses(told.addresses, told.on)
    pairs = zip(told.addresses, answers, strict=True)
    return ResultsOut(results=[_result(text, answer) for text, answer in pairs])


def _result(text: str, answer: AddressAnswer) -> ResultOut:
    candidates = [CandidateOut(**territory.address_document(each)) for each in answer.candidates]
    return ResultOut(input=text, certain=answer.certain, ask=answer.ask, candidates=candidates)
