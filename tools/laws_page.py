"""The page of conservation laws (docs/reference/laws.md), made from `config.laws.ALL`."""

HEAD = """# Conservation laws

Generated from `config.laws.ALL` by `python -m tools.docs`; a test compares. `haicap check` proves these laws on the
live data. It only reads and never repairs: a finding names the unit, the row and what is wrong, and somebody decides.

`haicap check --fast` runs the laws marked *fast* on what moved lately, fit for every few minutes; `haicap check --full`
(the default) runs all on all rows. Exit code 0: all hold; 1: findings; 2: could not run.
"""

FOOT = """
Each law is also broken once on purpose, behind the application's back, by a test of its package
(`tests/<package>/`, files `test_laws.py` and `test_checks.py`), which sees it fail.
"""


def page() -> str:
    """The whole page; Django must be set up."""
    from haicap.config.laws import ALL

    rows = [
        f"| {law.id} | {law.words} | {'fast' if law.fast else 'full'} | "
        f"`{law.test.__module__.removeprefix('haicap.')}` |"
        for law in ALL
    ]
    return "\n".join([HEAD, "| Law | Says | Runs | Stated in |", "| --- | --- | --- | --- |", *rows, FOOT])
