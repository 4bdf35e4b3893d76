"""The style sheet keeps its promises where a browser would not tell."""

import re
from importlib.resources import files

import pytest

CSS = (files("haicap.ui") / "static" / "ui" / "haicap.css").read_text(encoding="utf-8")
TONES = ("info", "good", "warn", "bad", "wait", "mute")


def tokens(selector: str) -> dict[str, str]:
    """The custom properties of the first block after `selector`."""
    block = CSS[CSS.index(selector) :]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block[block.index("{") : block.index("}")]))


LIGHT = tokens(":root {")
DARK = tokens(':root[data-theme="dark"] {')


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_dark_by_device_and_dark_by_choice_are_the_same() -> None:
    assert tokens(':root[data-theme="auto"] {') == DARK


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_badges_have_contrast(theme: dict[str, str]) -> None:
    for ground in ("ground", "paper", "accent-soft"):
        assert contrast(theme["ink"], theme[ground]) >= 7
        assert contrast(theme["ink-soft"], theme[ground]) >= 4.5
    for tone in TONES:
        assert contrast(theme[tone], theme[f"{tone}-soft"]) >= 4.5, tone
    assert contrast(theme["on-accent"], theme["accent"]) >= 4.5
    assert contrast(theme["line-strong"], theme["paper"]) >= 3


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
