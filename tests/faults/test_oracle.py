"""The oracle itself: forged journals it must not believe. Pure, so it runs with every test run."""

from uuid import UUID

from tests.faults.oracle import Ack, Row, findings

KEYS = [UUID(int=number) for number in range(1, 6)]
ROWS = [Row(key, f"H36-261121-{place:04}", 7, "2026-11-21", place) for place, key in enumerate(KEYS, 1)]
ACKS = [Ack(row.id, row.number) for row in ROWS]


def test_an_honest_journal_is_believed() -> None:
    assert findings(ACKS, KEYS, ROWS) == []


def test_what_was_never_acknowledged_may_be_stored() -> None:
    assert findings(ACKS[:-1], KEYS, ROWS) == []


def test_a_lost_acknowledged_dossier_is_seen() -> None:
    assert findings(ACKS, KEYS, ROWS[:-1]) == ["H36-261121-0005 was acknowledged and is lost"]


def test_a_number_that_changed_is_seen() -> None:
    told = [*ACKS[:-1], Ack(KEYS[4], "H36-261121-0009")]
    (one,) = findings(told, KEYS, ROWS)
    assert "acknowledged as H36-261121-0009" in one


def test_a_number_given_twice_is_seen() -> None:
    told = [*ACKS[:-1], Ack(KEYS[4], ROWS[0].number)]
    assert f"{ROWS[0].number} was given to 2 dossiers" in findings(told, KEYS, ROWS)


def test_a_dossier_stored_twice_is_seen() -> None:
    assert f"{KEYS[0]} is stored 2 times" in findings(ACKS, KEYS, [*ROWS, ROWS[0]])


def test_the_gap_a_sequence_leaves_after_a_crash_is_seen() -> None:
    # a sequence hands out 3 to a transaction that never commits; the next one gets 4
    with_a_sequence = [
        Row(row.id, row.number, 7, "2026-11-21", row.sequence) for row in ROWS if row.sequence != 3
    ]
    told = [ack for ack in ACKS if ack.key != KEYS[2]]
    assert findings(told, KEYS, with_a_sequence) == ["agency 7 on 2026-11-21: 4 numbers, the highest is 5"]


def test_a_dossier_of_nobody_is_seen() -> None:
    assert findings(ACKS[:-1], KEYS[:-1], ROWS) == ["H36-261121-0005 was handed in by nobody"]
