"""The matrix of permissions (docs/reference/permissions.md), made from the routes themselves."""

from tools.routes import Gate, routes

HEAD = """# Who may open what

Generated from `config.urls` by `python -m tools.docs`; a test compares, and another walks every address: signed out,
without an appointment, and as a stranger from another commune (`tests/config/test_permissions.py`).

This is the door only. Behind it every query is narrowed to the actor's scope, and every act asks its own policy: a
role that may open a page may still be refused an act, with the reason on the page.
"""


def page() -> str:
    """The whole page; Django must be set up."""
    rows = []
    for route in routes():
        who = ", ".join(route.roles) if route.gate is Gate.OFFICIAL and route.roles else route.gate.value
        rows.append(f"| `/{_cell(route.address)}` | {' '.join(route.methods)} | {who} |")
    return "\n".join([HEAD, "| Address | Methods | Lets in |", "| --- | --- | --- |", *rows]) + "\n"


def _cell(address: str) -> str:
    return address.replace("|", "\\|")
