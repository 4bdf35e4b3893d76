"""`haicap reconcile FILE`: figures from paper or another system against their own identities and against our rows.

Nothing is made equal: what was declared stays, what we count stands beside it, and the rest is said in words.
Exit codes: 0 all holds, 1 something does not hold or differs, 2 could not run.
"""

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haicap.kernel import clock, messages
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.kernel.errors import RefusalError

if TYPE_CHECKING:
    from haicap.reporting.contract import Compared, DeclaredFigure, Inconsistency, Relation

HELP = "Declared figures against their own arithmetic and against our dossiers."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", metavar="FILE", type=Path, help="JSON, docs/reference/declared-figures.md")


def run(options: argparse.Namespace, out: Output) -> int:
    """Reconcile; exit code 1 where a relation does not hold or a figure differs from ours."""
    from haicap.reporting import api as reporting  # only now is Django up

    try:
        collection = reporting.collected(options.file.read_text("utf-8-sig"))
        relations = reporting.all_tested(collection)
        beside, left = reporting.reconciled(collection, clock.now())
    except RefusalError as refused:
        raise UsageError(f"{options.file}: {messages.words(refused.refusal)}") from refused
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"{options.file}: {problem}") from problem
    remarks = reporting.confirmed(collection, relations)
    failed = [each for each in relations if each.holds is False or not each.as_told]
    different = [each for each in beside.values() if each.agrees is False]
    document = {
        "file": options.file.name,
        "figures": [_figure(each, beside, left) for each in collection.figures.values()],
        "relations": [_relation(each) for each in relations],
        "inconsistencies": [asdict(each) for each in remarks],
        "holds": not failed and not different,
        "unexplained": [f"{each.key}: {each.words_en}" for each in failed]
        + [f"{each.figure.key}: {_difference(each)}" for each in different],
    }
    out.result(document, lambda: "\n".join(_lines(relations, beside.values(), remarks)))
    return FINDINGS if failed or different else DONE


def _figure(figure: "DeclaredFigure", beside: Any, left: Any) -> dict[str, Any]:
    period, compared = figure.beside, beside.get(figure.key)
    return {
        "id": figure.key,
        "unit": figure.unit or None,
        "from": period.start.isoformat() if period else None,
        "to": period.end.isoformat() if period else None,
        "period": figure.period_words_en or None,
        "topic": figure.name_en,
        "value": figure.printed if figure.value is None else _plain(figure.value),
        "measure": figure.measure,
        "qualifier": figure.reservation,
        "counts": list(figure.counts),
        "counted": compared.counted if compared else None,
        "difference": _plain(compared.difference) if compared else None,
        "agrees": compared.agrees if compared else None,
        "not_compared": left.get(figure.key),
    }


def _relation(each: "Relation") -> dict[str, Any]:
    return {
        "id": each.key,
        "expression": each.told.expression,
        "formulas": list(each.told.formulas),
        "left": each.left,
        "right": each.right,
        "holds": each.holds,
        "unexplained": None if each.gap is None else _plain(each.gap),
        "possible_within_qualifiers": each.possible,
        "computed": each.computed,
        "as_told": each.as_told,
        "words": each.words,
        "words_en": each.words_en,
        "note": each.told.note_en or None,
    }


def _plain(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _difference(each: "Compared") -> str:
    return f"declared {each.figure.printed}, counted {each.counted}"


def _lines(
    relations: Iterable["Relation"], beside: Iterable["Compared"], remarks: Iterable["Inconsistency"]
) -> Iterable[str]:
    for each in relations:
        mark = {True: "=", False: "!", None: "?"}[each.holds]
        yield f"{mark} {each.key}  {each.words_en}"
        if not each.as_told:
            yield f"    the file says {each.told.left} and {each.told.right}, we get {each.left} and {each.right}"
    for compared in beside:
        mark = {True: "=", False: "!", None: "?"}[compared.agrees]
        yield f"{mark} {compared.figure.key}  {compared.figure.name_en}: {_difference(compared)}"
    for remark in remarks:
        found = f" [{'; '.join(remark.found_by)}]" if remark.found_by else ""
        yield f"· {remark.key}  {remark.words_en}{found}"
