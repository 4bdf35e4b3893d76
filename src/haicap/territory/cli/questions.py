"""`haicap territory show`, `successors`, `predecessors`, `announced`: what a code meant, became, was made of.

`--on` is the day on which the code is spoken of (default: today). A code that nobody carries on that day is
read as the unit that carried it last, else as the one that will carry it first; so an ended code may be asked
for at any time. An unknown code ends with 2.
"""

import argparse
from datetime import date, timedelta
from typing import Any

from haicap.kernel import clock
from haicap.kernel.console import DONE, Output
from haicap.kernel.errors import RefusalError
from haicap.territory.cli.days import day
from haicap.territory.contract import LineageCard, MutationCard, StateCard, UnitCard


def arguments(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verbs."""
    coming = verbs.add_parser("announced", help="states decided but not yet in force")
    coming.add_argument("--on", type=day, metavar="D", help="YYYY-MM-DD, default today")
    coming.set_defaults(answer=_announced)
    for verb, text in (
        ("show", "the unit that a code meant on a day"),
        ("successors", "what that unit became"),
        ("predecessors", "what that unit was made of"),
    ):
        leaf = verbs.add_parser(verb, help=text, description=text)
        leaf.add_argument(
            "code", metavar="CODE", help="province (2 digits), island district (3) or commune (5)"
        )
        leaf.add_argument("--on", type=day, metavar="D", help="YYYY-MM-DD, default today")
        leaf.set_defaults(answer=run, fail=leaf.error)


def run(options: argparse.Namespace, out: Output) -> int:
    """Answer one question."""
    from haicap.territory import api as territory  # only now does Django know its database

    code, asked = options.code, options.on or clock.today()
    try:
        state = territory.state_card(territory.reading(code, asked))
    except RefusalError:
        options.fail(f"no unit ever carried the code {code!r}")
        raise
    words = [_state_words(state)]
    if options.verb == "show":
        units = [_state(state, asked)]
    else:
        ask = territory.successors if options.verb == "successors" else territory.predecessors
        edges = ask(code, asked)
        units = [_edge(edge) for edge in edges]
        words += [_edge_words(edge) for edge in edges] or [_none_words(options.verb, state.unit)]
    out.result({"code": code, "on": asked.isoformat(), "units": units}, lambda: "\n".join(words))
    return DONE


def _announced(options: argparse.Namespace, out: Output) -> int:
    from haicap.territory import api as territory

    today = options.on or clock.today()
    found = territory.announced(today)
    document = {"on": today.isoformat(), "units": [_state(state, today) for state in found]}
    out.result(document, lambda: "\n".join(map(_state_words, found)) or "nothing is announced")
    return DONE


def _edge(edge: LineageCard) -> dict[str, Any]:
    return {
        "code": edge.unit.code,
        "name": edge.unit.name,
        "kind": edge.unit.kind.value,
        "quantifier": edge.quantifier,
        "instrument": edge.instrument,
        "clause": edge.clause,
        "from": edge.effective_on.isoformat(),
        "province_code": edge.unit.province_code,
    }


def _state(state: StateCard, on: date) -> dict[str, Any]:
    unit = state.unit
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind.value,
        "province_code": unit.province_code,
        "province_name": state.province_name,
        "district": unit.district or None,
        "in_force": unit.in_force(on),
        "standing": state.standing(on).value,
        # null: in force before 1 July 2025, since when is not known
        "valid_from": unit.valid_from.isoformat() if unit.since_known else None,
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
        "opened_by": _act(state.opened_by),
        "closed_by": _act(state.closed_by),
        "unit_id": unit.unit_id,
        "state_id": unit.state_id,
    }


def _act(act: MutationCard | None) -> dict[str, Any] | None:
    if act is None:
        return None
    return {
        "kind": act.kind.value,
        "instrument": act.instrument,
        "clause": act.clause or None,
        "decided_on": act.decided_on.isoformat() if act.decided_on else None,
        "effective_on": act.effective_on.isoformat(),
        "operational_on": act.operational_on.isoformat() if act.operational_on else None,
    }


def _edge_words(edge: LineageCard) -> str:
    unit = edge.unit
    law = f"{edge.instrument}, clause {edge.clause}" if edge.clause else edge.instrument
    return f"  {unit.code}  {unit.name}: {edge.quantifier} ({law}; {edge.effective_on})"


def _none_words(verb: str, unit: UnitCard) -> str:
    """Nothing to name; a code that an earlier unit carried is asked for by a day of its own."""
    from haicap.territory import api as territory

    earlier = territory.unit_on(unit.code, unit.valid_from - timedelta(days=1)) if unit.since_known else None
    if verb == "predecessors" or earlier is None:
        return f"  no {verb} known"
    return f"  no {verb}; for {earlier.name} before it, ask --on {unit.valid_from - timedelta(days=1)}"


def _state_words(state: StateCard) -> str:
    unit = state.unit
    place = ", ".join(part for part in (unit.district, state.province_name) if part and part != unit.name)
    return (
        f"{unit.code}  {unit.name}{', ' + place if place else ''} ({_days(unit.valid_from, unit.valid_to)})"
    )


def _days(begins: date, ends: date | None) -> str:
    since = "" if begins == date.min else f"from {begins} "
    return f"{since}to before {ends}" if ends else f"{since}in force".strip()
