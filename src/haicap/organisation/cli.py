"""`haicap user add | list | lock | unlock | password | import`: accounts from the command line of the server.

Whoever may run it already holds the database, so no sign-in is asked; every act is journalled without a person.
The module is read before Django is set up, so everything of the database is imported where it is used.
"""

import argparse
import csv
import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haicap.kernel import clock
from haicap.kernel.console import DONE, FINDINGS, Output, UsageError
from haicap.organisation.contract import AccountId, PersonId

if TYPE_CHECKING:
    from haicap.organisation.models import Account
    from haicap.organisation.services.staff_import import StaffReport

HELP = "Accounts: add, list, lock, unlock, set a first password, import a staff list."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    words = parser.add_subparsers(
        dest="verb", required=True, metavar="add | list | lock | unlock | password | import"
    )
    add = words.add_parser("add", help="one person with a post and an account; prints the first password")
    add.add_argument("username")
    add.add_argument("--name", required=True)
    add.add_argument("--agency", required=True, metavar="CODE")
    add.add_argument("--post", required=True, metavar="TITLE")
    add.add_argument(
        "--roles",
        nargs="+",
        default=[],
        metavar="ROLE",
        help="open the post with these roles if it is missing",
    )
    add.add_argument("--from", dest="starts_on", default="", metavar="DAY", help="default: today")
    add.set_defaults(verb=_add)
    listing = words.add_parser("list", help="accounts with the posts their people hold today")
    listing.add_argument("words", nargs="?", default="", help="part of the name or the user name")
    listing.set_defaults(verb=_list)
    lock = words.add_parser("lock", help="close an account and its sessions")
    lock.add_argument("username")
    lock.add_argument("--reason", required=True)
    lock.set_defaults(verb=_lock)
    unlock = words.add_parser("unlock", help="open a locked account")
    unlock.add_argument("username")
    unlock.set_defaults(verb=_unlock)
    password = words.add_parser("password", help="a new first password (made, or read with --stdin)")
    password.add_argument("username")
    password.add_argument("--stdin", action="store_true", help="read it from standard input")
    password.set_defaults(verb=_password)
    load = words.add_parser("import", help="take a staff list (CSV)")
    load.add_argument(
        "file",
        metavar="FILE",
        help="columns: username, name, agency, post, starts_on, ends_on; roles opens a missing post",
    )
    load.add_argument("--dry-run", action="store_true", help="check only")
    load.set_defaults(verb=_import)


def run(options: argparse.Namespace, out: Output) -> int:
    """Do what the verb says; a refusal is told in words, exit code 1."""
    from haicap.kernel import messages
    from haicap.kernel.errors import RefusalError

    try:
        return int(options.verb(options, out))
    except RefusalError as refused:
        reasons = [{"code": each.code, "message": messages.words(each)} for each in refused.refusals]
        out.result({"refused": reasons}, lambda: "\n".join(each["message"] for each in reasons))
        return FINDINGS


def _add(options: argparse.Namespace, out: Output) -> int:
    row = {
        "username": options.username,
        "name": options.name,
        "agency": options.agency,
        "post": options.post,
        "roles": " ".join(options.roles),
        "starts_on": options.starts_on or str(clock.today()),
    }
    return _staff([row], out, dry_run=False)


def _import(options: argparse.Namespace, out: Output) -> int:
    from haicap.organisation.services.staff_import import COLUMNS

    try:
        text = Path(options.file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"cannot read {options.file}: {problem}") from problem
    rows = csv.DictReader(text.splitlines())
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise UsageError(f"columns missing in {options.file}: {', '.join(missing)}")
    return _staff(list(rows), out, dry_run=options.dry_run)


def _staff(rows: list[dict[str, Any]], out: Output, *, dry_run: bool) -> int:
    from haicap.organisation.services.staff_import import import_staff

    report = import_staff(actor=None, rows=rows, at=clock.now(), dry_run=dry_run)
    out.result(dataclasses.asdict(report), lambda: _words(report))
    return FINDINGS if report.rejects else DONE


def _words(report: "StaffReport") -> str:
    lines = [
        f"read {report.read}, added {report.added}, changed {report.changed}, "
        f"unchanged {report.unchanged}, rejected {len(report.rejects)}"
    ]
    lines += [f"row {each.row}, {each.column or 'row'}: {each.words}" for each in report.rejects]
    lines += [f"{username}  first password: {password}" for username, password in report.passwords.items()]
    return "\n".join(lines)


def _list(options: argparse.Namespace, out: Output) -> int:
    from django.db.models import Q

    from haicap.kernel.text import fold
    from haicap.organisation.models import Account
    from haicap.organisation.selectors import actors

    accounts = Account.objects.select_related("person").order_by("username")
    if options.words:
        named = Q(person__name_folded__contains=fold(options.words) or "\0")
        accounts = accounts.filter(named | Q(username__contains=options.words.lower()))
    document = [
        {
            "username": row.username,
            "name": row.person.name,
            "locked": row.lock_reason,
            "posts": [
                f"{seat.post_title}, {seat.agency_name}"
                for seat in actors.seats(PersonId(row.person_id), clock.today())
            ],
        }
        for row in accounts
    ]
    out.result(document, lambda: "\n".join(_line(row) for row in document))
    return DONE


def _line(row: dict[str, Any]) -> str:
    state = f"  [locked: {row['locked']}]" if row["locked"] else ""
    return f"{row['username']}  {row['name']}  {'; '.join(row['posts']) or '-'}{state}"


def _lock(options: argparse.Namespace, out: Output) -> int:
    from haicap.organisation.services import accounts

    row = _account(options.username)
    accounts.lock_account(actor=None, account_id=AccountId(row.pk), reason=options.reason, at=clock.now())
    out.result({"locked": row.username}, lambda: f"{row.username} is locked")
    return DONE


def _unlock(options: argparse.Namespace, out: Output) -> int:
    from haicap.organisation.services import accounts

    row = _account(options.username)
    accounts.unlock_account(actor=None, account_id=AccountId(row.pk), at=clock.now())
    out.result({"unlocked": row.username}, lambda: f"{row.username} is unlocked")
    return DONE


def _password(options: argparse.Namespace, out: Output) -> int:
    from haicap.organisation.services import accounts
    from haicap.organisation.services.staff_import import first_password

    row = _account(options.username)
    password = sys.stdin.readline().rstrip("\n") if options.stdin else first_password()
    accounts.reset_password(actor=None, account_id=AccountId(row.pk), password=password, at=clock.now())
    shown = {} if options.stdin else {"password": password}
    out.result(
        {"username": row.username, **shown},
        lambda: f"{row.username}  first password: {shown.get('password', 'set')}",
    )
    return DONE


def _account(username: str) -> "Account":
    from haicap.kernel.errors import refuse
    from haicap.organisation.models import Account

    row = Account.objects.filter(username=username.strip().lower()).first()
    if row is None:
        raise refuse("organisation.unknown_account", field="username", username=username)
    return row
