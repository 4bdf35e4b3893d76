"""Whatever people write stays words: it shapes neither the list nor the dossier's page, and is shown as written.

Rows and fields are written at once (`ui.marks.filled`), not by templates, so the frame's own escaping does not watch
over them. A page with hostile words must be built of the same elements as the page with plain ones.
"""

from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import quote

import pytest
from django.test import Client

from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import Action, Deed, Receipt
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.kernel.text import clean
from haicap.organisation.contract import Actor
from haicap.parties.contract import Applicant
from tests.cast import Cast
from tests.desk.office.conftest import received, sign_in

pytestmark = pytest.mark.django_db

PLAIN = "Nguyễn Thị Hòa"
HOSTILE = {
    "quotes": "\"' onmouseover='alert(1)' x=\"",
    "script": "</td></tr><script>alert(1)</script><!--",
    "entity": "&lt;b&gt;&amp;amp;&#60;i&#62;",
    "django": "{{ card.secret }}{% load ui %}{# x #}",
    "format": "{0.__class__.__init__.__globals__} {name!r:>99} {} }{ {{",
    "percent": "%s %(id)s %d 100%",
    "bidi": "an\u202eK\u2066nh\u2069\u200f\u061c",
    "invisible": "a\u200bb\ufeffc",
    "template string": "`${alert(1)}`</textarea></select></title>",
    "long": "Nguyễn " * 16 + "x" * 80,
}
BIDI = frozenset(map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))


class Page(HTMLParser):
    """What a browser makes of a page: its elements with the names of their attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.ways: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        self.elements.append((tag, tuple(name for name, _value in attrs if name != "aria-current")))
        self.ways += [value or "" for name, value in attrs if name in {"href", "action", "src", "formaction"}]

    def handle_data(self, data: str) -> None:
        """One run of words."""
        self.words.append(" ".join(data.split()))


def taken_in(people: Cast, words: str) -> Receipt:
    """A dossier in which everything a person can write says `words`, taken up and then waiting for a supplement."""
    applicant = Applicant(name=words, id_number="068190001234", phone="0912345678", address=words)
    receipt = received(people, applicant=applicant, subject=words, assisted_by=words)

    def act(actor: Actor, action: Action, **facts: object) -> None:
        deed = Deed(action, note=words, **facts)  # type: ignore[arg-type]
        dossiers.act(actor=actor, dossier_id=receipt.id, deed=deed, at=clock.now())

    act(people.specialist, Action.ASSIGN)
    act(people.receiver, Action.CORRECT, corrections={"name": f"{words} 2"})
    act(people.specialist, Action.ASK_SUPPLEMENT, reason=words, ground=words, guidance=words)
    return receipt


def seen(client: Client, path: str) -> Page:
    """The page as a browser reads it."""
    answer = client.get(path)
    assert answer.status_code in {HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY}
    return Page(answer.content.decode())


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_stay_words(people: Cast, words: str) -> None:
    client = sign_in(people.specialist)
    ours, theirs = (taken_in(people, each) for each in (PLAIN, words))
    shown, plain = (seen(client, f"/ho-so/{each.id}/") for each in (theirs, ours))
    assert shown.elements == plain.elements
    assert not [each for each in shown.words if BIDI & set(each)], "nothing turns the words beside it"
    assert shown.words.count(clean(words)) == plain.words.count(PLAIN) >= 5
    lists = [seen(client, f"/ho-so/?q={each.number}") for each in (theirs, ours)]
    assert lists[0].elements == lists[1].elements
    assert f"{clean(words)} 2" in lists[0].words


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "place", ["/ho-so/?q={}", "/viec-can-lam/?q={}", "/viec-can-lam/?linh-vuc={}", "/ho-so/?x={}"]
)
def test_hostile_addresses_stay_words(people: Cast, place: str, words: str) -> None:
    client = sign_in(people.specialist)
    pages = [seen(client, place.format(quote(each))) for each in (words, "khongcoai")]
    assert pages[0].elements == pages[1].elements


def test_a_null_byte_in_what_is_handed_in_is_refused(people: Cast) -> None:
    with pytest.raises(RefusalError, match="text_forbidden"):
        taken_in(people, f"{PLAIN}\x00")


@pytest.mark.parametrize("path", ["/ho-so/?q=a%00b", "/viec-can-lam/?linh-vuc=%07"])
def test_a_control_character_in_an_address_is_refused(people: Cast, path: str) -> None:
    assert sign_in(people.specialist).get(path).status_code == HTTPStatus.BAD_REQUEST


def test_control_characters_in_what_is_done_are_left_out(people: Cast) -> None:
    receipt = taken_in(people, PLAIN)
    deed = Deed(Action.SUPPLEMENT, note="đủ\x00 giấy\u202e tờ", reason="")
    dossiers.act(actor=people.receiver, dossier_id=receipt.id, deed=deed, at=clock.now())
    assert "đủ giấy tờ" in seen(sign_in(people.specialist), f"/ho-so/{receipt.id}/").words


def test_the_way_back_leads_nowhere_else(people: Cast) -> None:
    receipt = taken_in(people, PLAIN)
    client = sign_in(people.specialist)
    plain = seen(client, f"/ho-so/{receipt.id}/?tu=/viec-can-lam/")
    for way in (
        "javascript:alert(1)",
        "//evil.example/",
        '/"><script>',
        "https://evil.example/",
        "/\\\\evil.example",
    ):
        page = seen(client, f"/ho-so/{receipt.id}/?tu={quote(way)}")
        assert page.elements == plain.elements, way
        assert all(each.startswith(("/", "#", "?")) and not each.startswith("//") for each in page.ways), way
