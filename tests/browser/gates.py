"""Gates that every screen passes: accessibility, reflow, weight, keyboard."""

import gzip
import os
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

KIB = 1024
FIRST_PAGE_KIB, LATER_PAGE_KIB = 170, 40
SHOTS = os.environ.get("HAICAP_SHOTS", "")  # a folder: keep pictures for those who judge by eye
NARROW = 320
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = Axe()

# Everything a keyboard must reach: visible, enabled, one of each group of radio buttons.
_PARTS_OF_A_DATE = 5  # that Tab halts at
_STOPS = """() => {
  const groups = new Set();
  const stops = [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((each) => {
    if (each.disabled || each.tabIndex < 0 || each.type === 'hidden' || !each.getClientRects().length) return false;
    const closed = each.closest('details:not([open])');
    if (closed && !(each.matches('summary') && each.parentElement === closed)) return false;
    if (each.type !== 'radio') return true;
    const group = (each.form ? each.form.action : '') + each.name;
    return groups.has(group) ? false : groups.add(group);
  });
  stops.forEach((each, index) => each.setAttribute('data-stop', index));
  return stops.length;
}"""
_FOCUS = """() => {
  const each = document.activeElement, style = getComputedStyle(each), box = each.getBoundingClientRect();
  return {stop: each.getAttribute('data-stop'), html: each.outerHTML.slice(0, 120),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight};
}"""
_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 5).map((each) => each.outerHTML.slice(0, 120))"""
_SMALL = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter((each) => {
    const box = each.getBoundingClientRect();
    const inText = each.matches('a') && each.parentElement.matches('p, dd, li') &&
      each.parentElement.textContent.trim() !== each.textContent.trim();
    const drawn = each.closest('svg');  // the same link stands in the drawing's table (2.5.8, equivalent)
    return box.width && !inText && !drawn && !each.matches('.skip') && (box.width < 24 || box.height < 24);
  }).map((each) => each.outerHTML.slice(0, 120))"""


def judge(page: Page, name: str) -> None:
    """Every gate of a screen as it stands; what `name` shows is kept for those who judge by eye."""
    shot(page, name)
    assert_axe_clean(page)
    assert_targets(page)
    if _width(page) == NARROW:
        assert_no_overflow(page, NARROW)


def shot(page: Page, name: str) -> None:
    """A picture of the whole page in the folder of pictures, if there is one."""
    if SHOTS:
        look = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'")
        page.screenshot(path=Path(SHOTS) / f"{name}-{_width(page)}-{look}.png", full_page=True)


def _width(page: Page) -> int:
    return page.viewport_size["width"] if page.viewport_size else 0


def assert_axe_clean(page: Page) -> None:
    """No violation of WCAG 2.0 to 2.2, A and AA."""
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": _TAGS}}
    found = _AXE.run(page, options=options).response["violations"]
    assert not found, [(each["id"], [node["target"] for node in each["nodes"]][:5]) for each in found]


def assert_no_overflow(page: Page, width: int = NARROW) -> None:
    """At `width` nothing has to be scrolled sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(_WIDE)


def assert_targets(page: Page) -> None:
    """Everything to press is at least 24 by 24 px (WCAG 2.5.8); links inside a sentence are exempt."""
    small = page.evaluate(_SMALL)
    assert small == [], f"{page.url}: {small}"


def assert_budget(page: Page, path: str, *, kib: int, warm: bool = False) -> int:
    """Opening `path` costs at most `kib` KiB gzipped, files included; `warm` leaves out what the browser keeps.

    Returns the bytes.
    """
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(path, wait_until="networkidle")
    page.remove_listener("response", note)
    if warm:
        answers = [each for each in answers if "/static/" not in each.url]
    weight = sum(len(gzip.compress(each.body(), 6)) for each in answers if each.status == 200)
    assert weight <= kib * KIB, {each.url: len(each.body()) for each in answers}
    return weight


def keyboard_walk(page: Page) -> list[str]:
    """Tab reaches every control once, in the order of the page, each with a visible ring; returns the stops."""
    count = page.evaluate(_STOPS)
    page.evaluate("document.activeElement.blur()")
    order, walked = [], []
    for _ in range(count):
        focus = _tabbed(page, order[-1] if order else None)
        assert focus["stop"] is not None, f"focus left the page's controls: {focus['html']}"
        assert focus["ring"], f"no visible focus: {focus['html']}"
        assert focus["seen"], f"focus outside the window: {focus['html']}"
        order.append(int(focus["stop"]))
        walked.append(focus["html"])
    assert order == sorted(set(order)), f"order of focus is not that of the page: {walked}"
    assert len(order) == count
    return walked


def _tabbed(page: Page, before: int | None) -> dict[str, Any]:
    """Where Tab leads from the stop `before`; day, month, year and picker of a date are one control."""
    for _ in range(_PARTS_OF_A_DATE):
        page.keyboard.press("Tab")
        focus: dict[str, Any] = page.evaluate(_FOCUS)
        if focus["stop"] is None or int(focus["stop"]) != before or 'type="date"' not in focus["html"]:
            break
    return focus


def press(page: Page, key: str) -> None:
    """Press a key as a person does: on a page that has come whole, its keys awake."""
    page.wait_for_load_state()
    page.keyboard.press(key)
