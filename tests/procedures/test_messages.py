"""Every refusal of this package has words, every word is used, and its places are the facts it is given."""

import re
from importlib.resources import files

from haicap.procedures.messages import SENTENCES

PACKAGE = files("haicap.procedures")
SOURCES = [
    path.read_text(encoding="utf-8")
    for room in ("domain", "selectors", "services", "web")
    for path in (PACKAGE / room).iterdir()
    if path.name.endswith(".py")
]
CODE = re.compile(r'"(procedures\.(?!jsonl")[a-z0-9_]+)"')


def test_codes_and_sentences_are_the_same() -> None:
    assert {code for source in SOURCES for code in CODE.findall(source)} == set(SENTENCES)


def test_places_in_a_sentence_are_facts_that_are_given() -> None:
    text = "".join(SOURCES)
    for code, sentence in SENTENCES.items():
        for place in re.findall(r"\{(\w+)\}", str(sentence)):
            assert re.search(rf"\b{place}=|\"{place}\":", text), (code, place)
