"""The page of conservation laws (docs/reference/laws.md), made from `config.laws.ALL` and the catalogue of laws."""

HEAD = """# Conservation laws

Generated from `config.laws.ALL` and `platform/checks/catalogue.py` by `python -m tools.docs`; a test compares.
`haicap check` proves these laws on the live data. It only reads and never repairs: a finding names the unit, the row,
what is wrong, what was expected and found, since when, and what to do; somebody decides.

`haicap check --fast` runs the laws marked *fast* on what moved lately, fit for every few minutes; `haicap check --full`
(the default) runs all on all rows. Exit code 0: all hold; 1: findings; 2: could not run. The worker runs the fast ones
every five minutes and all of them every night, never two checks at once.

What each run said is appended to `platform_check_run`, a chain that nobody can change or shorten unseen (law I-A1).
From it come the administrators' page *Kiểm tra dữ liệu* (`/quan-tri/kiem-tra/`), `/metrics`, the sentence in periodic
reports, and the bar on freezing reports: what a full run found stays red until a full run, of all laws or of that one
(`haicap check --only ID`), finds it mended.
"""

FOOT = """
## Laws that wait for their data

| Law | Says | Will come with |
| --- | --- | --- |
"""

PROOF = """
Each law is also broken on purpose, behind the application's back, by a test marked `breaks(ID, package)`, which sees
`check` name it and the row. A law without such a test fails `tests/config/test_laws.py`.
"""


def page() -> str:
    """The whole page; Django must be set up."""
    from django.utils.translation import override

    from haicap.config.laws import ALL
    from haicap.platform.checks.catalogue import CATALOGUE

    rows = [
        f"| {law.id} | {law.words} | {'fast' if law.fast else 'full'} | "
        f"`{law.test.__module__.removeprefix('haicap.')}` |"
        for law in ALL
    ]
    with override("en"):
        waiting = [f"| {law.id} | {law.words} | `{law.awaits}` |" for law in CATALOGUE if law.awaits]
    table = [HEAD, "| Law | Says | Runs | Stated in |", "| --- | --- | --- | --- |", *rows]
    return "\n".join(table) + "\n" + FOOT + "\n".join(waiting) + "\n" + PROOF
