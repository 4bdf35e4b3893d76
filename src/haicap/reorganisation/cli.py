"""`haicap reorganise plan | preview | apply | annul | custody`: reorganisations from the command line of the server.

PLAN is a file (JSON, CSV, XLSX) or the id of a plan already proposed. Whoever runs it already holds the database, so
no sign-in is asked; author and approver are still two people of the province, named by their user names.
Exit codes: 0 done, 1 findings (nothing was done), 2 could not run.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haicap.kernel import clock, messages
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.kernel.errors import Refusal, RefusalError
from haicap.organisation.contract import Actor, Role

if TYPE_CHECKING:
    from haicap.reorganisation.contract import HamletLine, Plan, PlanCard, Preview

HELP = "Merge, divide and rename units: plan, preview, apply, annul."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    verbs = parser.add_subparsers(
        dest="verb", required=True, metavar="plan | preview | apply | annul | custody"
    )
    plan = verbs.add_parser("plan", help="write the plan of a resolution of the register")
    plan.add_argument("--instrument", action="append", required=True, metavar="NUMBER")
    for verb, words in (
        ("preview", "what a plan would do; nothing is written"),
        ("apply", "carry a plan out on its day"),
        (
            "annul",
            "undo an applied plan from today on; without --author what was proposed on screen is confirmed",
        ),
        ("custody", "count again the files that bodies handed over by an applied plan"),
    ):
        leaf = verbs.add_parser(verb, help=words, description=words)
        leaf.add_argument("plan", metavar="PLAN", help="a file, or the id of a plan already proposed")
        if verb in {"apply", "annul"}:
            leaf.add_argument("--author", metavar="USER", help="who proposes")
            leaf.add_argument("--approver", metavar="USER", help="who approves: a leader, not the author")
        if verb == "custody":
            leaf.add_argument("--full", action="store_true", help="compare every byte with its hash; slow")
        if verb == "annul":
            leaf.add_argument("--instrument", default="", metavar="NUMBER", help="the annulling act")
            leaf.add_argument("--reason", default="", help="why it is annulled")
            leaf.add_argument("--body", default="", help="who issued it")
            leaf.add_argument("--decided", type=_day, metavar="D", help="when it was passed, YYYY-MM-DD")


def run(options: argparse.Namespace, out: Output) -> int:
    """Do one verb."""
    try:
        match options.verb:
            case "plan":
                return _plan(options, out)
            case "preview":
                return _preview(options, out)
            case "apply":
                return _apply(options, out)
            case "custody":
                return _custody(options, out)
            case _:
                return _annul(options, out)
    except RefusalError as refused:
        findings = [_finding(each) for each in refused.refusals]
        out.result({"findings": findings}, lambda: "\n".join(_line(each) for each in findings))
        return FINDINGS


def _plan(options: argparse.Namespace, out: Output) -> int:
    from haicap.reorganisation import api as reorganisation  # only now is Django up

    document = reorganisation.write_document(reorganisation.of_register(options.instrument))
    out.result(document, lambda: json.dumps(document, ensure_ascii=False, indent=1))
    return DONE


def _preview(options: argparse.Namespace, out: Output) -> int:
    from haicap.reorganisation import api as reorganisation

    shown = reorganisation.preview(_read(options.plan))
    findings = [_finding(each) for each in shown.findings]
    document = {
        "sha256": shown.sha256,
        "instrument": shown.plan.enactment.instrument,
        "effective_on": shown.plan.enactment.effective_on.isoformat(),
        "findings": findings,
        "ends": [asdict(each) for each in shown.ends],
        "begins": list(shown.begins),
        "hamlets": asdict(shown.hamlets) if shown.hamlets else None,
    }
    out.result(document, lambda: _preview_words(shown, findings))
    return FINDINGS if findings else DONE


def _preview_words(shown: "Preview", findings: list[dict[str, str]]) -> str:
    lines = [f"{shown.plan.enactment.instrument}, from {shown.plan.enactment.effective_on}: {shown.sha256}"]
    lines += [_line(each) for each in findings]
    for each in shown.ends:
        holds = ", ".join(f"{name} {count}" for name, count in each.holds.items() if count)
        waiting = f" (also {', '.join(each.others)}: to be given out by hamlet)" if each.others else ""
        lines.append(f"{each.code} {each.name} -> {each.owner_code} {each.owner_name}{waiting}: {holds}")
    if shown.hamlets:
        told = shown.hamlets
        lines.append(f"hamlets: {told.before} -> {told.after}, of which {told.waiting} wait to be given out")
        lines += [each for line in told.lines for each in _hamlet_words(line)]
    return "\n".join(lines)


def _hamlet_words(line: "HamletLine") -> Iterator[str]:
    yield f"  {line.change} {line.commune}: {' + '.join(line.before)} -> {', '.join(line.after)} {line.to}".rstrip()
    for each in line.shares:
        counts = ", ".join(f"{measure} {value}" for measure, value in each.counts.items())
        yield f"    {each.name}, {each.to}: {counts}"


def _apply(options: argparse.Namespace, out: Output) -> int:
    from haicap.reorganisation import api as reorganisation

    card = _known(options.plan)
    at = clock.now()
    if card is None or card.status == "withdrawn":
        if not (options.author and options.approver):
            raise UsageError("a plan that is not approved yet needs --author and --approver")
        document = reorganisation.write_document(_read(options.plan))
        with_author = _actor(options.author, Role.BUSINESS_ADMIN, Role.PROVINCIAL_LEADER)
        card = reorganisation.propose(actor=with_author, document=document, at=at)
    if card.status == "proposed":
        if not options.approver:
            raise UsageError("a plan that is not approved yet needs --approver")
        approver = _actor(options.approver, Role.PROVINCIAL_LEADER)
        card = reorganisation.approve(actor=approver, plan_id=card.id, at=at)
    card = reorganisation.apply(plan_id=card.id, at=at)
    reorganisation.seal_reports(at=at)
    out.result(_document(card), lambda: _words(card))
    return DONE


def _annul(options: argparse.Namespace, out: Output) -> int:
    from haicap.reorganisation import api as reorganisation
    from haicap.reorganisation.contract import AnnullingAct

    card = _known(options.plan)
    if card is None:
        raise UsageError(f"no such plan: {options.plan}")
    if not options.approver:
        raise UsageError("an annulment needs --approver")
    approver, at = _actor(options.approver, Role.PROVINCIAL_LEADER), clock.now()
    if card.annulment is not None and not options.author:
        card = reorganisation.confirm_annulment(actor=approver, annulment_id=card.annulment.id, at=at)
    elif options.author:
        card = reorganisation.annul(
            plan_id=card.id,
            act=AnnullingAct(options.instrument, options.reason, options.body, options.decided),
            author=_actor(options.author, Role.BUSINESS_ADMIN, Role.PROVINCIAL_LEADER),
            approver=approver,
            at=at,
        )
    else:
        raise UsageError("an annulment that nobody proposed needs --author, --instrument and --reason")
    reorganisation.seal_reports(at=clock.now())
    out.result(_document(card), lambda: _words(card))
    return DONE


def _custody(options: argparse.Namespace, out: Output) -> int:
    """Exit code 1 where files that were handed over are missing or damaged."""
    from haicap.documents import api as documents
    from haicap.organisation import api as organisation

    card = _known(options.plan)
    if card is None:
        raise UsageError(f"no such plan: {options.plan}")
    told = list(documents.recounts(card.id, full=options.full))
    bodies = organisation.agencies(
        frozenset(body for each in told for body in (each.handover.old, each.handover.new))
    )
    rows = [
        {
            "from": bodies[each.handover.old].code,
            "to": bodies[each.handover.new].code,
            "since": each.handover.since.isoformat(),
            "files": {"handed_over": each.handover.files, "there": each.files},
            "bytes": {"handed_over": each.handover.size, "there": each.size},
            "damaged": list(each.damaged),
            "holds": each.holds,
        }
        for each in told
    ]
    out.result({"full": options.full, "handovers": rows}, lambda: _custody_words(rows))
    return DONE if all(each.holds for each in told) else FINDINGS


def _custody_words(rows: list[dict[str, Any]]) -> str:
    lines = []
    for row in rows:
        files, size = row["files"], row["bytes"]
        lines.append(
            f"{row['from']} -> {row['to']}: {files['handed_over']} files, {size['handed_over']} bytes; "
            f"there are {files['there']}, {size['there']}{'' if row['holds'] else '  MISSING OR DAMAGED'}"
        )
        lines += [f"  {each}" for each in row["damaged"]]
    return "\n".join(lines) or "no handover stands"


def _known(name: str) -> "PlanCard | None":
    """The plan kept under an id, or with the content of a file."""
    from haicap.reorganisation import api as reorganisation

    if not Path(name).is_file():
        found = reorganisation.find(name)
        if found is None:
            raise UsageError(f"neither a file nor a plan: {name}")
        return found
    return reorganisation.find(reorganisation.digest(reorganisation.write_document(_read(name))))


def _read(name: str) -> "Plan":
    from haicap.reorganisation import api as reorganisation

    path = Path(name)
    if not path.is_file():
        card = reorganisation.find(name)
        if card is None:
            raise UsageError(f"neither a file nor a plan: {name}")
        return reorganisation.plan_of(card.id)
    return reorganisation.read_file(path.read_bytes())


def _actor(username: str, *roles: Role) -> Actor:
    from haicap.organisation import api as organisation

    return organisation.actor_of_username(username, clock.today(), frozenset(roles))


def _document(card: "PlanCard") -> dict[str, Any]:
    report = card.report
    lines = [{**asdict(line), "holds": line.holds} for line in report.lines] if report else []
    return {
        "id": str(card.id),
        "status": card.status.value,
        "instrument": card.instrument,
        "effective_on": card.effective_on.isoformat(),
        "sha256": card.sha256,
        "report": {"lines": lines, "marks": dict(report.marks) if report else {}},
        "report_sha256": card.report_sha256,
    }


def _words(card: "PlanCard") -> str:
    lines = [f"{card.instrument}: {card.status.value}, plan {card.id}, report {card.report_sha256}"]
    lines += [
        f"{line.name:26} {line.before} -> {line.after}"
        for line in (card.report.lines if card.report else ())
        if not line.code
    ]
    return "\n".join(lines)


def _finding(refusal: Refusal) -> dict[str, str]:
    return {"place": refusal.field or "", "code": refusal.code, "words": messages.words(refusal)}


def _line(finding: Mapping[str, str]) -> str:
    return f"{finding['place'] or 'plan'}: {finding['words']}"


def _day(text: str) -> date:
    return date.fromisoformat(text)
