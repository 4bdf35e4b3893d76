"""Codes are text; a damaged one is mended only as a proposal."""

import pytest

from haicap.procedures.domain.codes import is_code, mended


@pytest.mark.parametrize("text", ["1.001193", "6.006758"])
def test_national_codes_are_codes(text: str) -> None:
    assert is_code(text)


@pytest.mark.parametrize(
    "text", ["1.01081", "1.0010810", "1,001193", " 1.001193", "1.001193\n", "１.001193", ""]
)
def test_anything_else_is_not(text: str) -> None:
    assert not is_code(text)


@pytest.mark.parametrize(
    ("damaged", "proposal"),
    [("1.01081", "1.010810"), ("2.0024", "2.002400"), ("1.013.978", "1.013978"), ("3.0003", "3.000300")],
)
def test_a_damaged_code_gives_a_proposal(damaged: str, proposal: str) -> None:
    assert mended(damaged) == proposal


@pytest.mark.parametrize("text", ["", "abc", "1.0108100", "11.01", "1"])
def test_what_cannot_be_a_code_gives_none(text: str) -> None:
    assert mended(text) is None
