"""Properties of the resolver: total, indifferent to spelling, bounded, and never sure of what it did not read."""

import random
import string
import subprocess
import sys
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.address_sample import Sample, Writer, other_tone, parts
from haicap.kernel.errors import RefusalError
from haicap.territory.contract.addresses import LONGEST_ADDRESS, AddressAnswer, Ask
from haicap.territory.domain.addresses import Resolver
from haicap.territory.domain.addresses.answers import MOST
from haicap.territory.domain.addresses.words import tokens

TODAY = date(2026, 11, 21)
REFORM = date(2025, 7, 1)
RESOLVER = Resolver(TODAY)
SAMPLES = Writer(11).all()

texts = st.text(max_size=LONGEST_ADDRESS)
WORDS = (
    "xã phường P. Q. huyện tỉnh TP. tt. , - ; 1 05 12/3 Tam Bố Di Linh Lâm Đồng Bà Rịa Vũng Tàu HCM Hà Nội Ba Đình "
    "thôn KP đường Phương Liên Việt Nam Thành phố Thủ Đức Quận 2 Đặc khu Côn Đảo tổ số"
)
words = st.sampled_from(WORDS.split())
addresses = st.one_of(texts, st.lists(words, max_size=30).map(" ".join))
samples = st.sampled_from(SAMPLES)


@given(addresses)
@example("")
@example("\x00\ud800")
@example("1" * LONGEST_ADDRESS)
@example("xã " * 160)
def test_every_text_is_answered_within_bounds(text: str) -> None:
    answer = RESOLVER.resolve(text)

    assert len(answer.candidates) <= MOST
    assert sum(candidate.confidence for candidate in answer.candidates) <= 1.01
    assert not answer.certain or (len(answer.candidates) == 1 and answer.ask is Ask.NOTHING)
    assert all(0 < candidate.confidence <= 1 for candidate in answer.candidates)


@given(samples)
def test_composition_case_and_blanks_do_not_matter(sample: Sample) -> None:
    expected = RESOLVER.resolve(sample.text)

    for spelling in (
        unicodedata.normalize("NFD", sample.text),
        unicodedata.normalize("NFC", sample.text),
        sample.text.upper(),
        sample.text.lower(),
        sample.text.replace(" ", "  "),
    ):
        assert RESOLVER.resolve(spelling) == expected


@given(samples)
def test_the_place_of_a_tone_does_not_matter(sample: Sample) -> None:
    assert _codes(RESOLVER.resolve(other_tone(sample.text))) == _codes(RESOLVER.resolve(sample.text))


@given(samples)
def test_the_short_way_answers_as_the_long_way(sample: Sample) -> None:
    for text in (sample.text, sample.text.replace(", ", " - ")):
        assert RESOLVER.resolve(text) == RESOLVER.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Xã Tân Hà - Lâm Hà - Lâm Đồng",  # two names, or the one of today's commune Tân Hà Lâm Hà
        "Xã Tân Hà - Huyện Lâm Hà - Lâm Đồng",
        "Xã Phước Vĩnh Tây, Huyện Cần Giuộc, Tỉnh Tây Ninh",  # a district of a province that joined
    ],
)
def test_the_short_way_takes_no_liberty(text: str) -> None:
    assert RESOLVER.resolve(text) == RESOLVER.read(text)


@given(samples)
def test_who_is_certain_has_read_the_name(sample: Sample) -> None:
    answer = RESOLVER.resolve(sample.text)

    if answer.certain:
        name = answer.candidates[0].written_name.split(",")[0]
        read = "".join(tokens(sample.text))
        assert all(word in read for word in tokens(parts(name)[1]) if word != "-")


def test_nothing_wrong_is_given_as_certain() -> None:
    wrong = [
        sample
        for sample in SAMPLES
        if (answer := RESOLVER.resolve(sample.text)).certain and {answer.candidates[0].code} != {sample.meant}
    ]

    assert wrong == []


def test_nearly_all_made_addresses_are_right() -> None:
    right = sum(_codes(RESOLVER.resolve(sample.text)) == sample.truth for sample in SAMPLES)

    assert right / len(SAMPLES) >= 0.99


def test_every_divided_commune_names_all_its_successors_and_asks_for_the_hamlet() -> None:
    divided = [sample for sample in SAMPLES if sample.kind == "divided"]

    answers = [RESOLVER.resolve(sample.text) for sample in divided]

    assert len(divided) == 441
    assert [_codes(answer) for answer in answers] == [sample.truth for sample in divided]
    assert {answer.ask for answer in answers} == {Ask.HAMLET}


def test_where_all_people_went_to_one_part_it_comes_first() -> None:
    firsts = [RESOLVER.resolve(each.text).candidates[0].reason for each in SAMPLES if each.kind == "divided"]

    assert firsts.count("people") == 60
    assert firsts.count("divided") == 381


def test_a_longer_text_is_refused() -> None:
    with pytest.raises(RefusalError) as refused:
        RESOLVER.resolve("a" * (LONGEST_ADDRESS + 1))

    assert refused.value.refusal.code == "territory.address_too_long"


def test_the_worst_texts_are_answered_quickly() -> None:
    dice = random.Random(3)
    nasty = [
        "".join(dice.choices(string.ascii_lowercase + " ,-0123456789", k=LONGEST_ADDRESS)) for _ in range(20)
    ]
    nasty += ["xã phường " * 50, "tân phú " * 62, "huyện Châu Thành, " * 27, ", " * 250]

    for text in nasty:
        RESOLVER.resolve(text)  # a text that blew up would run into the time limit of the suite


class TestDays:
    OLD = "xã Tam Bố, huyện Di Linh, Lâm Đồng"

    def test_before_the_reform_an_old_address_is_its_own_unit(self) -> None:
        answer = Resolver(REFORM - timedelta(days=1)).resolve(self.OLD)

        assert answer.certain
        assert [(each.code, each.reason, each.valid_from) for each in answer.candidates] == [
            ("25021", "standing", None)
        ]

    def test_before_the_reform_a_new_address_names_what_it_was_formed_from(self) -> None:
        answer = Resolver(REFORM - timedelta(days=1)).resolve("Đặc khu Phú Quốc, An Giang")

        assert not answer.certain
        assert {each.reason for each in answer.candidates} == {"formed"}

    @pytest.mark.parametrize(
        ("day", "name"), [(date(2026, 4, 29), "Xã Trảng Bom"), (date(2026, 4, 30), "Phường Trảng Bom")]
    )
    def test_a_unit_bears_the_name_of_the_day(self, day: date, name: str) -> None:
        answer = Resolver(day).resolve("Xã Trảng Bom, Đồng Nai")

        assert [(each.code, each.name) for each in answer.candidates] == [("26248", name)]
        assert answer.certain

    def test_the_law_is_cited(self) -> None:
        only = Resolver(REFORM).resolve(self.OLD).candidates[0]

        assert (only.code, only.citation) == ("25015", "1671/NQ-UBTVQH15, khoản 27")


class TestDecisions:
    DIVIDED = "xã Hải Lạng, huyện Tiên Yên, Quảng Ninh"
    RESOLVER = Resolver(TODAY, {("06886", "Thôn Hà Tràng Tây"): "06799", ("06886", "Khu phố 2"): "06970"})

    @pytest.mark.parametrize(
        ("left", "code"),
        [
            ("thôn Hà Tràng Tây", "06799"),
            ("12 thon ha trang tay", "06799"),
            ("KP. 2", "06970"),
            ("Tổ 5, kp2", "06970"),
        ],
    )
    def test_a_decided_hamlet_is_certain(self, left: str, code: str) -> None:
        answer = self.RESOLVER.resolve(f"{left}, {self.DIVIDED}")

        assert answer.certain
        assert [(each.code, each.reason) for each in answer.candidates] == [(code, "decided")]

    @pytest.mark.parametrize(
        "left", ["thôn Hà Tràng Đông", "KP. 22", "thôn Hà Tràng", "KP 2 và thôn Hà Tràng Tây"]
    )
    def test_any_other_is_asked_for(self, left: str) -> None:
        answer = self.RESOLVER.resolve(f"{left}, {self.DIVIDED}")

        assert answer.ask is Ask.HAMLET or left.startswith("KP 2 và")
        assert len(answer.candidates) == 3 or left.startswith("KP 2 và")

    def test_two_decided_hamlets_with_different_units_decide_nothing(self) -> None:
        answer = self.RESOLVER.resolve(f"KP 2, thôn Hà Tràng Tây, {self.DIVIDED}")

        assert answer.ask is Ask.HAMLET


def test_it_starts_without_django_and_without_a_database() -> None:
    program = (
        "import sys; from datetime import date; from haicap.territory.domain.addresses import Resolver; "
        "answer = Resolver(date(2026, 11, 21)).resolve('xa tam bo, di linh, lam dong'); "
        "print(answer.candidates[0].code, 'django' in sys.modules, 'psycopg' in sys.modules)"
    )

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={})

    assert said.stdout.split() == ["25015", "False", "False"]


def _codes(answer: AddressAnswer) -> frozenset[str]:
    return frozenset(candidate.code for candidate in answer.candidates)
