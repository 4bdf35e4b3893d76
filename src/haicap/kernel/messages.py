"""Codes to sentences. Each package registers its own table once; a code without a sentence is a bug."""

from collections.abc import Mapping

from django.utils.functional import Promise

from haicap.kernel.errors import Refusal

_sentences: dict[str, str | Promise] = {}


def register(table: Mapping[str, str | Promise]) -> None:
    """Add a package's sentences; a code that another package already holds is refused with ValueError."""
    for code, sentence in table.items():
        if _sentences.setdefault(code, sentence) is not sentence:
            raise ValueError(f"message code registered twice: {code}")


def words(refusal: Refusal) -> str:
    """The sentence of a refusal in the language of the reader, its facts filled in (`{name}` places)."""
    return str(_sentences[refusal.code]).format(**refusal.facts)


def known_codes() -> frozenset[str]:
    """All registered codes, for the test that looks for codes without words."""
    return frozenset(_sentences)
