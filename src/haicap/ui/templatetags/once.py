"""`{% once a=x b=y %}…{% endonce %}`: parts of a page that are the same for many readers, written once.

Inside, a template sees the named values and nothing else of the page; so what is kept can depend on nothing but
them and the language, and never becomes stale. Values must be hashable; values that are equal but of another kind
(markup and the same letters as words, 1 and True) have texts of their own. Not for words of a record or a person.
"""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST = 1_000  # texts of one place in one template; more would be a leak


class Once(template.Node):
    """Texts by language and named values, kept as long as the template."""

    def __init__(self, named: dict[str, FilterExpression], inner: NodeList) -> None:
        self.nodelist = inner
        self._named = named
        self._texts: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        """The kept text, or a new one."""
        values = {name: told.resolve(context) for name, told in self._named.items()}
        key = (get_language(), *((type(value), value) for value in values.values()))
        text = self._texts.get(key)
        if text is None:
            text = self.nodelist.render(context.new(values))
            if len(self._texts) >= MOST:
                self._texts.clear()
            self._texts[key] = text
        return text


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """Read the tag; anything but `name=value` is a mistake of whoever writes the template."""
    words = token.split_contents()[1:]
    named = token_kwargs(words, parser)
    if words:
        raise template.TemplateSyntaxError(f"once: not a named value: {words[0]}")
    inner = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(named, inner)
