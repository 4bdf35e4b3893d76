"""Only the table allows a move; every end is an end."""

import pytest

from haicap.dossiers.contract import OPEN, Action, Status
from haicap.dossiers.domain.lifecycle import MOVES, Clock, decide
from haicap.kernel.errors import RefusalError


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", Action)
def test_only_the_table_allows_a_move(status: Status, action: Action) -> None:
    move = MOVES.get(action)
    if move is not None and status in move.leaves:
        assert decide(status, action) == (move, move.enters or status)
    else:
        with pytest.raises(RefusalError) as refused:
            decide(status, action)
        assert refused.value.refusal.code == "dossier.move_not_allowed"


def test_intake_is_no_move_and_everything_else_is() -> None:
    assert set(Action) - set(MOVES) == {Action.RECEIVE}


def test_from_every_status_but_the_ends_something_leads_on() -> None:
    ends = {status for status in Status if not any(status in move.leaves for move in MOVES.values())}
    assert ends == {
        Status.HANDED_OVER, Status.RETURNED, Status.REFUSED, Status.STOPPED, Status.WITHDRAWN, Status.VOID,
    }  # fmt: skip


def test_the_clock_stands_exactly_while_the_applicant_is_awaited() -> None:
    for move in MOVES.values():
        assert (move.clock is Clock.STANDS) == (move.enters is Status.AWAITING_APPLICANT)
        if move.clock is Clock.ENDS:
            assert move.enters is not None and move.enters not in OPEN
