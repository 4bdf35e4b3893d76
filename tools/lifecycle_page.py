"""The page of the dossier's moves (docs/reference/lifecycle.md), made from `domain.lifecycle` and `domain.national`."""

from collections import defaultdict

from haicap.dossiers.contract import OPEN, Action, Status
from haicap.dossiers.contract.national import NATIONAL_WORDS
from haicap.dossiers.domain import national
from haicap.dossiers.domain.lifecycle import MOVES

HEAD = """# The life of a dossier

Generated from `MOVES` in `src/haicap/dossiers/domain/lifecycle.py` by `python -m tools.docs`; a test compares.
Words: [glossary](../glossary.md). Nothing else changes a status: the database refuses a row that its journal does not
explain ([decision 0002](../decisions/0002-guards-in-the-database.md)).
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_diagram(), *_moves(), *_statuses(), ""])


def _diagram() -> list[str]:
    """Moves that leave every open status start at the frame around them."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for action, move in MOVES.items():
        starts = ["open"] if move.leaves == OPEN else [one.value for one in Status if one in move.leaves]
        for start in starts:
            if move.enters not in {None, start}:
                arrows[start, str(move.enters)].append(action.value)
    ends = [status for status in Status if not any(status in move.leaves for move in MOVES.values())]
    inside = [(pair, actions) for pair, actions in arrows.items() if OPEN.issuperset(pair)]
    outside = [(pair, actions) for pair, actions in arrows.items() if not OPEN.issuperset(pair)]
    return [
        "```mermaid",
        "stateDiagram-v2",
        "  state open {",
        f"    [*] --> {Status.RECEIVED}: {Action.RECEIVE}",
        *(f"    {start} --> {end}: {', '.join(actions)}" for (start, end), actions in inside),
        "  }",
        *(f"  {start} --> {end}: {', '.join(actions)}" for (start, end), actions in outside),
        *(f"  {status} --> [*]" for status in ends),
        "```",
        "",
    ]


def _moves() -> list[str]:
    rows = []
    for action, move in MOVES.items():
        leaves = ", ".join(f"`{status}`" for status in Status if status in move.leaves)
        enters = f"`{move.enters}`" if move.enters else "stays"
        done_by = ", ".join(f"`{role}`" for role in sorted(move.done_by)) or "whose step it is"
        reason = "yes" if move.reason else ""
        rows.append(
            f"| `{action}` | {leaves} | {enters} | {move.clock.replace('_', ' ')} | {done_by} | {reason} |"
        )
    return [
        "## Moves",
        "",
        "*Clock* says what becomes of the legal time limit. Who may do it is narrowed further by",
        "`domain/policies.py`; *reason* means that one must be given.",
        "",
        "| Action | Leaves | Enters | Clock | Done by | Reason |",
        "| --- | --- | --- | --- | --- | --- |",
        *rows,
        "",
    ]


def _statuses() -> list[str]:
    _title, *rules = (national.__doc__ or "").strip().splitlines()
    rows = []
    for number, words in NATIONAL_WORDS.items():
        ours = ", ".join(
            f"`{national.told(state)}`" for state in national.states() if national.number_of(state) is number
        )
        canonical = national.told(national.CANONICAL[number])
        rows.append(f"| {number.value} | {words} | {ours} | `{canonical}` |")
    return [
        "## National status numbers",
        "",
        "The API says both of a dossier, `national.number` and `national.internal`, and so do the last two columns of",
        "an exported list; from the second the way back is exact. After its colon stands what the clock waits for, or",
        "the status in which the dossier was when it ended.",
        *rules,
        "",
        "| Number | Words | Our states | Read back from the number alone |",
        "| ---: | --- | --- | --- |",
        *rows,
    ]
