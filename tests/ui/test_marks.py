"""`filled` escapes as `format_html` does."""

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from haicap.ui.marks import filled

EVIL = "\"><script>&'Đỗ'{0}"
WORDS = [
    EVIL,
    mark_safe(EVIL),
    gettext_lazy("không bắt buộc"),
    1234,
    None,
    True,
    1.5,
    format_html("<b>{}</b>", EVIL),
]


@pytest.mark.parametrize("word", WORDS)
def test_words_are_escaped_once_and_markup_is_kept(word: object) -> None:
    ours = filled("<p>{} {word}</p>", word, word=word)
    assert ours == format_html("<p>{} {word}</p>", word, word=word)
    assert isinstance(ours, SafeString)
