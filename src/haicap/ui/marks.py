"""Writing HTML at once: patterns filled with escaped words, and the small marks beside words."""

import html
from functools import cache
from typing import Any

from django.templatetags.static import static
from django.utils.safestring import SafeString


def filled(pattern: str, *words: Any, **named: Any) -> SafeString:
    """What `format_html` gives, in less than half its time; for rows, of which a page has dozens."""
    told = {name: _escaped(word) for name, word in named.items()}
    return SafeString(pattern.format(*map(_escaped, words), **told))


def _escaped(word: Any) -> str:
    safe = getattr(word, "__html__", None)
    return safe() if safe else html.escape(str(word))


@cache
def icon(name: str) -> SafeString:
    """A symbol of `icons.svg` beside words; hidden from screen readers, since the words say it."""
    return filled(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("ui/icons.svg"),
        name,
    )


@cache
def shortcut(key: str) -> SafeString:
    """The key printed on a button."""
    return filled("<kbd>{}</kbd>", key)
