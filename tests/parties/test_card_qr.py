"""The citizen card as scanners type it: read by shape, doubted where it does not fit, never guessed."""

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.kernel.errors import RefusalError
from haicap.parties.api import read_card
from haicap.parties.domain import card_qr
from haicap.parties.domain.telex import looks_like_telex
from haicap.parties.messages import DOUBTS, REFUSALS

CARD = "068190001234|250123456|Đặng Thị Ngọc Ánh|15081990|Nữ|Thôn 3, Di Linh, Lâm Đồng|20052021"


def test_a_usual_card_is_read_without_doubt() -> None:
    card = read_card(CARD)
    assert card.doubts == ()
    assert (card.id_number, card.old_id_number, card.name) == (
        "068190001234",
        "250123456",
        "Đặng Thị Ngọc Ánh",
    )
    assert (card.born_on, card.sex, card.issued_on) == (date(1990, 8, 15), "female", date(2021, 5, 20))
    assert card.address == "Thôn 3, Di Linh, Lâm Đồng"


@pytest.mark.parametrize(
    "text",
    [
        CARD + "\r\n",
        "\t" + CARD + "\t",
        CARD + "\r",
        CARD + "\n" + CARD + "\n",
        unicodedata.normalize("NFD", CARD),
        CARD.replace("15081990", "15/08/1990").replace("20052021", "20/05/2021"),
        CARD.replace("15081990", "15-8-1990"),
        CARD + "|",
        CARD + "||||",
        CARD.replace("Thị Ngọc", "Thị\u00a0 Ngọc"),
        "\ufeff" + CARD,
        CARD.replace("|Nữ|", "|NỮ|"),
        CARD.replace("|15081990|Nữ|", "|Nữ|15081990|"),
    ],
)
def test_variants_of_one_card_say_the_same(text: str) -> None:
    assert read_card(text) == read_card(CARD)


def test_an_empty_or_absent_old_number_is_no_doubt() -> None:
    for text in (CARD.replace("250123456", ""), CARD.replace("250123456|", "")):
        card = read_card(text)
        assert (card.old_id_number, card.doubts) == ("", ())
        assert card.name == "Đặng Thị Ngọc Ánh"


def test_a_card_of_six_fields_lacks_only_its_day_of_issue() -> None:
    card = read_card(CARD.rsplit("|", 1)[0])
    assert (card.issued_on, card.doubts) == (None, ())


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (CARD.replace("|Nữ|", "|Nam|"), "sex_disagrees"),
        (CARD.replace("15081990", "15081991"), "year_disagrees"),
        (CARD.replace("15081990", "15082090"), "year_disagrees"),
        (CARD.replace("068190", "003190"), "place_unknown"),
        (CARD.replace("Đặng Thị", "Dangdj Thij"), "name_telex"),
        (CARD.replace("Đặng Thị", "Nguyeenx Thi"), "name_telex"),
        (CARD.replace("Ánh", "Anh1"), "name_digits"),
        (CARD.replace("Đặng", "Äáº·ng"), "name_letters"),
        (CARD.replace("Ánh", "Аnh"), "name_letters"),  # Cyrillic А
        (CARD.replace("Đặng", "đẶNG"), "name_case"),
        (CARD.replace("Đặng", "D?ng"), "letters_lost"),
        (CARD.replace("250123456", "25012345"), "old_number_odd"),
        (CARD.replace("15081990", "31021990"), "birth_unreadable"),
        (CARD.replace("15081990", "15O81990"), "birth_unreadable"),
        (CARD.replace("15081990", "1990"), "birth_incomplete"),
        (CARD.replace("15081990", "00/00/1990"), "birth_incomplete"),
        (CARD.replace("|Nữ|", "|Nuwx|"), "sex_unreadable"),
        (CARD.replace("|Nữ|", "||"), "sex_unreadable"),
        (CARD.replace("20052021", "20132021"), "issue_unreadable"),
        (CARD.replace("20052021", "20051989"), "dates_disagree"),
        (CARD.replace("Thôn 3, Di Linh, Lâm Đồng", ""), "address_missing"),
        (CARD.replace("068190001234", "06819000123"), "number_unreadable"),
        (CARD.replace("068190001234", "O68190001234"), "number_unreadable"),
        (CARD + "|Đặng Văn A|Lê Thị B", "extra_fields"),
        (CARD.replace("|", "~"), "separator_changed"),
        (CARD.replace("|", "\t"), "separator_changed"),
        ("068190001234||Đặng Thị Ngọc Ánh", "too_few_fields"),
        ("068190001234|", "name_missing"),
        ("068190001234||Dang Thi Ngoc Anh|15081990|Nu|Thon 3, Di Linh|20052021", "accents_lost"),
    ],
)
def test_what_does_not_fit_is_doubted(text: str, doubt: str) -> None:
    assert f"parties.{doubt}" in read_card(text).doubts


def test_what_cannot_be_read_stays_empty() -> None:
    card = read_card("O68190001234|12|Đặng Thị Ngọc Ánh|31021990|?|Thôn 3, Di Linh|20132021")
    assert (card.id_number, card.old_id_number, card.born_on, card.sex, card.issued_on) == (
        "",
        "",
        None,
        "",
        None,
    )
    assert (card.name, card.address) == ("Đặng Thị Ngọc Ánh", "Thôn 3, Di Linh")


@pytest.mark.parametrize(
    "text",
    ["", "\n", "068190001234", "250123456", "https://example.vn/a|b", "Đặng Thị Ngọc Ánh", "|||||||", "{}"],
)
def test_a_text_that_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(RefusalError) as refused:
        read_card(text)
    assert refused.value.refusal.code == "parties.not_a_card"


def test_two_cards_at_once_are_refused() -> None:
    with pytest.raises(RefusalError, match=r"parties\.two_cards"):
        read_card(CARD + "\n" + CARD.replace("068190001234", "068090001235"))


@pytest.mark.parametrize(
    "word", ["Nguyeenx", "Vawn", "DDinhj", "Lees", "Traanf", "Hoangf", "Thij", "Phuwowng"]
)
def test_keystrokes_of_telex_are_known(word: str) -> None:
    assert looks_like_telex(word)


@pytest.mark.parametrize(
    "word",
    [
        "Nguyễn",
        "An",
        "Thanh",
        "Long",
        "Ksor",
        "Moong",
        "H'Wer",
        "K'Brêu",
        "Y",
        "Rcom",
        "Siu",
        "Bhnong",
        "Hoa",
    ],
)
def test_names_are_not_taken_for_keystrokes(word: str) -> None:
    assert not looks_like_telex(word)


def test_the_number_knows_the_63_provinces_of_its_time() -> None:
    assert len(card_qr.PLACES) == 63


@given(st.text(alphabet=st.sampled_from("0123456789|ĐNămữnTh ị/~\t\r\n?'\ufffd\u0301"), max_size=120))
def test_any_text_is_read_doubted_or_refused_but_never_breaks(text: str) -> None:
    for attempt in (text, "068190001234|" + text):
        try:
            card = read_card(attempt)
        except RefusalError as refused:
            assert refused.refusal.code in REFUSALS
        else:
            assert set(card.doubts) <= set(DOUBTS)
            assert card.id_number == "" or re.fullmatch("[0-9]{12}", card.id_number)


def test_every_doubt_in_the_code_has_words_and_every_word_is_used() -> None:
    source = Path(card_qr.__file__).read_text()
    assert {f"parties.{code}" for code in re.findall(r'doubt\("(\w+)"\)', source)} == set(DOUBTS)
