"""How a reader wants screens to look: kept in a cookie of the browser, never in an account.

The values go into attributes of `<html>`, so that the style sheet alone does the rest, also without a script.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

COOKIE = "haicap_look"
COOKIE_SECONDS = 365 * 24 * 3600
TEXT_SIZES = (1, 2, 3, 4, 5)
USUAL_TEXT_SIZE = 2


class Theme(StrEnum):
    """Light, dark, or as the device says."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Preferences:
    """Theme and text size (1 small … 5 very large; 2 is 17 px)."""

    theme: Theme = Theme.AUTO
    text_size: int = USUAL_TEXT_SIZE

    @classmethod
    def read(cls, cookies: Mapping[str, str]) -> Self:
        """From the cookie `theme-size`; anything else means the usual look."""
        theme, _, size = cookies.get(COOKIE, "").partition("-")
        return cls().choose(theme=theme, text_size=size)

    def choose(self, *, theme: str = "", text_size: str = "") -> Self:
        """The same with the choices that are valid; others are passed over."""
        chosen = self
        if theme in set(Theme):
            chosen = replace(chosen, theme=Theme(theme))
        if text_size in {str(size) for size in TEXT_SIZES}:
            chosen = replace(chosen, text_size=int(text_size))
        return chosen

    def __str__(self) -> str:
        return f"{self.theme}-{self.text_size}"
