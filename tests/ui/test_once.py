"""What a page writes once it never shows to the wrong reader: it knows nothing but its named values."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import SafeString

HEAD = "{% load i18n once %}"


def test_a_text_is_written_once_for_each_value() -> None:
    asked: list[str] = []

    class Name(str):
        def shout(self) -> str:
            asked.append(self)
            return self.upper()

    page = Template(HEAD + "{% once name=name %}{{ name.shout }}{% endonce %}")
    shown = [page.render(Context({"name": Name(name)})) for name in ("lan", "an", "lan", "an")]
    assert shown == ["LAN", "AN", "LAN", "AN"]
    assert asked == ["lan", "an"]


def test_each_language_has_a_text_of_its_own() -> None:
    page = Template(HEAD + '{% once %}{% translate "Chuyển đến nội dung chính" %}{% endonce %}')
    shown = []
    for language in ("vi", "en", "vi"):
        with translation.override(language):
            shown.append(page.render(Context()))
    assert shown[0] == shown[2] != shown[1]


@pytest.mark.parametrize("name", ["secret", "request", "csrf_token", "actor"])
def test_what_is_not_named_is_not_seen(name: str) -> None:
    page = Template(HEAD + "{% once a=a %}{{ a }}{% if " + name + " %}seen{% endif %}{% endonce %}{{ b }}")
    assert page.render(Context({"a": 1, "b": "<b>", name: "x"})) == "1&lt;b&gt;"


def test_values_are_escaped_inside() -> None:
    page = Template(HEAD + "{% once name=name %}{{ name }}{% endonce %}")
    assert page.render(Context({"name": "<script>"})) == "&lt;script&gt;"


def test_markup_never_lends_its_trust_to_the_same_letters_as_words() -> None:
    page = Template(HEAD + "{% once name=name %}{{ name }}{% endonce %}")
    words = "<b>Lan</b>"
    shown = [page.render(Context({"name": name})) for name in (SafeString(words), words, 1, True)]
    assert shown == [words, "&lt;b&gt;Lan&lt;/b&gt;", "1", "True"]


def test_a_value_without_a_name_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="not a named value"):
        Template(HEAD + "{% once name %}{% endonce %}")
