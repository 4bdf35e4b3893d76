"""Identities: of version 7, and in the order in which a thread makes them."""

from haicap.kernel.ids import uuid7


def test_ids_are_of_version_7_and_sort_as_they_were_made() -> None:
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}
