"""The page of the import format: its example is a record, its list of codes is complete."""

import json
import re

from haicap.dossiers.domain import records
from haicap.dossiers.messages import SENTENCES
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "reference" / "import.md").read_text("utf-8")


def test_the_example_is_a_record() -> None:
    example = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert example
    told = json.loads(example.group(1))
    assert set(told) == records.FIELDS
    assert [event.type for event in records.parse(told).events][-1] is records.EventType.HANDED_OVER


def test_every_code_of_the_format_is_explained() -> None:
    explained = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", PAGE))
    assert {code for code in SENTENCES if code.startswith("import.")} <= explained


def test_every_event_type_is_explained() -> None:
    told = PAGE.split("## Events")[1].split("## CSV")[0]
    assert [kind for kind in records.EventType if f"`{kind}`" not in told] == []
