"""Some 8,000 made addresses whose meaning is known, written from the register's own tables as people write them.

Shares no code with the resolver: names are parted, stripped and compared here by other means. The truth of an address
is the set of units of today that its words can mean; where the law divided the commune, all its successors; nobody
where it names no commune. `python -m bench.address_sample` prints the file.
"""

import csv
import random
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src" / "haicap" / "territory" / "data"
SEED = 20250701
_TONES = "\u0300\u0301\u0303\u0309\u0323"
LEVELS = ("Thành phố", "Tỉnh", "Quận", "Huyện", "Thị xã", "Thị trấn", "Đặc khu", "Phường", "Xã")
SHORT = {
    "Thành phố": ("TP.", "TP ", "Tp.", "tp "),
    "Tỉnh": ("T.", "tỉnh "),
    "Quận": ("Q.", "Q", "q."),
    "Huyện": ("H.", "H ", "h."),
    "Thị xã": ("TX.", "TX ", "Tx."),
    "Thị trấn": ("TT.", "TT ", "tt."),
    "Đặc khu": ("ĐK.", "đặc khu "),
    "Phường": ("P.", "P ", "p."),
    "Xã": ("X.", "X ", "x."),
}
STREETS = (
    "Lê Lợi",
    "Nguyễn Huệ",
    "Trần Phú",
    "Hùng Vương",
    "Quang Trung",
    "Lý Thường Kiệt",
    "30/4",
    "Phan Đình Phùng",
)
HAMLETS = (
    "Thôn {n}",
    "Tổ {n}",
    "Ấp {n}",
    "Tổ dân phố {n}",
    "KP.{n}",
    "Khu phố {n}",
    "Xóm {n}",
    "Tổ {n}, khu vực {m}",
)
NUMBERS = ("{n}", "Số {n}", "{n}/{m}", "{n}{a}", "{n}/{m}/{k}", "P.{big} chung cư số {n}")
NOBODY = (
    "", " ", ",,,", "-", "???", "không rõ", "chưa có địa chỉ", "như trên", "N/A", "0909 123 456", "123456789012",
    "221B Baker Street, London", "Rue de Rivoli 12, Paris, France", "1600 Amphitheatre Parkway, Mountain View, CA",
    "Bắc Kinh, Trung Quốc", "Viêng Chăn, Lào", "Phnôm Pênh, Campuchia", "Việt Nam", "Nguyễn Văn An", "Trần Thị Bích",
    "cạnh chợ đầu mối", "Công ty TNHH Một Thành Viên", "số 5 ngõ 10", "đường 30/4", "thôn 3", "tổ 5 khu phố 2",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """`old` says in which form it is written; `meant` is the code the writer had in mind ("" where divided or none)."""

    kind: str
    text: str
    old: bool
    truth: frozenset[str]
    meant: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune with everything above it, and what it is today."""

    code: str
    name: str
    district: str
    province: str
    now: frozenset[str]


def parts(name: str) -> tuple[str, str]:
    """Kind and bare name."""
    kind = next(level for level in LEVELS if name.lower().startswith(level.lower() + " "))
    return kind, name[len(kind) + 1 :]


def bare(text: str) -> str:
    """Small, without accents."""
    marks = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in marks if not unicodedata.combining(mark)).replace("đ", "d")


class Country:
    """The register's tables, as the sample needs them."""

    def __init__(self) -> None:
        provinces = {row["code"]: row["name"] for row in _rows("provinces-2025-06-30")}
        after = {row["code"]: row["name"] for row in _rows("provinces-2025-07-01")}
        districts = {row["code"]: row for row in _rows("districts-2025-06-30")}
        heirs: dict[str, set[str]] = defaultdict(set)
        for row in _rows("lineage-2025-07-01"):
            heirs[row["old"]].add(row["new"])
        self.old = [
            Unit(
                row["code"],
                row["name"],
                districts[row["district"]]["name"],
                provinces[districts[row["district"]]["province"]],
                frozenset(heirs[row["code"]]),
            )
            for row in _rows("communes-2025-06-30")
            if len(row["code"]) > 3
        ]
        self.islands = [
            (row["name"], provinces[row["province"]], frozenset(heirs[code]))
            for code, row in districts.items()
            if code in heirs and len(code) == 3
        ]
        self.new = [
            Unit(row["code"], row["name"], "", after[row["province"]], frozenset({row["code"]}))
            for row in _rows("communes-2025-07-01")
        ]
        self.before: dict[str, set[str]] = defaultdict(set)  # new commune -> old provinces it has land of
        self.successor = {}  # old province -> new province
        by_code = {unit.code: unit for unit in self.new}
        for unit in self.old:
            for code in unit.now:
                self.before[code].add(unit.province)
                self.successor[unit.province] = by_code[code].province
        self._by_place: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        self._by_province: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.old:
            self._by_place[bare(unit.district), bare(unit.province)].append(unit)
            self._by_province[bare(parts(unit.province)[1])].append(unit)
        for unit in self.new:
            for province in {parts(unit.province)[1], *(parts(each)[1] for each in self.before[unit.code])}:
                self._by_province[bare(province)].append(unit)

    def in_district(self, unit: Unit, key: Callable[[str], str]) -> frozenset[str]:
        """What is called like `unit` in its district, as `key` reads names."""
        same = self._by_place[bare(unit.district), bare(unit.province)]
        return _now(each for each in same if key(each.name) == key(unit.name))

    def in_province(self, name: str, province: str, key: Callable[[str], str]) -> frozenset[str]:
        """What is called so in a province of the old or the new map, as `key` reads names."""
        same = self._by_province[bare(parts(province)[1])]
        return _now(each for each in same if key(each.name) == key(name))

    def names_near(self, unit: Unit) -> set[str]:
        """Stripped bare names of the communes of its province."""
        return {bare(parts(each.name)[1]) for each in self._by_province[bare(parts(unit.province)[1])]}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _now(units: Iterator[Unit]) -> frozenset[str]:
    return frozenset(code for unit in units for code in unit.now)


def without_kind(name: str) -> str:
    """The key of a writer who leaves the kind out."""
    return parts(name)[1].lower()


def same(name: str) -> str:
    """The key of a writer who writes names in full; where a word bears its tone is nobody's fault."""
    marks = unicodedata.normalize("NFD", name.lower())
    words = ("".join(sorted(word, key=_TONES.__contains__)) for word in marks.split())
    return " ".join(words)


class Writer:
    """Writes addresses of every kind."""

    def __init__(self, seed: int = SEED) -> None:
        self.country = Country()
        self.dice = random.Random(seed)
        self.plain = [unit for unit in self.country.old if len(unit.now) == 1]
        self.divided = [unit for unit in self.country.old if len(unit.now) > 1]

    def all(self) -> list[Sample]:
        """Every kind, in a fixed order."""
        return [
            *self.old_forms(),
            *self.abbreviated(),
            *self.misspelt(),
            *self.reshaped(),
            *self.incomplete(),
            *self.divisions(),
            *self.new_forms(),
            *self.hybrids(),
            *self.oddities(),
            *self.nobody(),
        ]

    def old_forms(self) -> Iterator[Sample]:
        """As the statistics office writes, with and without a street, with and without accents."""
        for unit in self.some(self.plain, 1000):
            yield self.of("clean", unit, full(unit))
        for unit in self.some(self.plain, 600):
            yield self.of("street", unit, f"{self.street()}, {full(unit)}")
        for unit in self.some(self.plain, 700):
            yield self.of("no accents", unit, strip(full(unit)), bare)
        for unit in self.some(self.plain, 300):
            yield self.of("no accents, street", unit, strip(f"{self.street()}, {full(unit)}").lower(), bare)

    def abbreviated(self) -> Iterator[Sample]:
        """P., Q.1, TP.HCM and the like."""
        city = [unit for unit in self.plain if "Hồ Chí Minh" in unit.province]
        numbered = [unit for unit in self.plain if parts(unit.name)[1].isdigit()]
        for unit in self.some([unit for unit in self.plain if unit not in city], 500):
            yield self.of("abbreviations", unit, f"{self.street()}, {self.short(unit)}")
        for unit in self.some(city, 200):
            yield self.of("abbreviations, HCMC", unit, f"{self.street()}, {self.short(unit)}")
        for unit in self.some(numbered, 120):
            yield self.of("numbered wards", unit, f"{self.street()}, {self.short(unit)}")
        for unit in self.some(numbered, 150):
            yield self.of(
                "numbered wards, no accents", unit, strip(f"{self.street()}, {self.short(unit)}"), bare
            )
        for unit in self.some(self.plain, 300):
            text = ", ".join(parts(name)[1] for name in (unit.name, unit.district, unit.province))
            if not any(part.isdigit() for part in text.split(", ")):
                yield self.of("no prefixes", unit, text, without_kind)

    def misspelt(self) -> Iterator[Sample]:
        """One wrong letter in one name; never one that makes another name of the province."""
        for kind, count in (("commune", 700), ("district", 250), ("province", 150)):
            for unit in self.some(self.plain, count):
                names = [unit.name, unit.district, unit.province]
                place = ("commune", "district", "province").index(kind)
                level, name = parts(names[place])
                wrong = self.typo(name)
                if wrong and bare(wrong) not in self.country.names_near(unit):
                    names[place] = f"{level} {wrong}"
                    yield self.of(f"typo in {kind}", unit, ", ".join(names))

    def reshaped(self) -> Iterator[Sample]:
        """Other separators, capitals, decomposed letters, tones elsewhere."""
        for unit in self.some(self.plain, 250):
            yield self.of("no commas", unit, full(unit).replace(",", ""))
        for unit in self.some(self.plain, 150):
            yield self.of("dashes", unit, full(unit).replace(", ", " - "))
        toned = [unit for unit in self.plain if other_tone(full(unit)) != full(unit)]
        for unit in self.some(toned, 250):
            yield self.of("tone placement", unit, other_tone(full(unit)))
        for unit in self.some(self.plain, 150):
            yield self.of("NFD", unit, unicodedata.normalize("NFD", full(unit)))
        for unit in self.some(self.plain, 200):
            yield self.of("capitals", unit, full(unit).upper())

    def incomplete(self) -> Iterator[Sample]:
        """Without the district, without the province."""
        for unit in self.some([unit for unit in self.plain if not parts(unit.name)[1].isdigit()], 250):
            truth = self.country.in_province(unit.name, unit.province, same)
            text = f"{self.street()}, {unit.name}, {unit.province}"
            yield Sample("district missing", text, True, truth, meant(unit))
        for unit in self.some(self.plain, 150):
            twins = [
                each for each in self.country.old if (each.name, each.district) == (unit.name, unit.district)
            ]
            yield Sample(
                "province missing", f"{unit.name}, {unit.district}", True, _now(iter(twins)), meant(unit)
            )

    def divisions(self) -> Iterator[Sample]:
        """Communes the law divided."""
        for unit in self.divided:
            yield self.of("divided", unit, full(unit))
        for unit in self.some(self.divided, 150):
            yield self.of(
                "divided, street",
                unit,
                f"{self.dice.randint(1, 300)} {self.dice.choice(STREETS)}, {full(unit)}",
            )

    def new_forms(self) -> Iterator[Sample]:
        """Commune and province of today."""
        new = self.country.new
        for unit in self.some(new, 300):
            yield self.two("new form", unit, f"{unit.name}, {unit.province}", same)
        for unit in self.some(new, 200):
            yield self.two("new form, no accents", unit, strip(f"{unit.name}, {unit.province}"), bare)
        for unit in self.some(new, 150):
            yield self.two("new form, street", unit, f"{self.street()}, {unit.name}, {unit.province}", same)
        for unit in self.some(new, 150):
            yield self.two("new form, short", unit, f"{self.hamlet()}, {self.short(unit)}", same)
        twins: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        for unit in new:
            twins[bare(unit.name), unit.province].append(unit)
        for pair in twins.values():
            for unit in pair if len(pair) > 1 else ():
                yield self.two("new form, accent pairs", unit, f"{unit.name}, {unit.province}", same)

    def hybrids(self) -> Iterator[Sample]:
        """Old and new mixed, as people do since July 2025."""
        before = self.country.before
        moved = [
            unit for unit in self.country.new if before[unit.code] and unit.province not in before[unit.code]
        ]
        for unit in self.some(moved, 150):
            province = sorted(self.country.before[unit.code])[0]
            truth = self.country.in_province(unit.name, province, same)
            yield Sample("new commune, old province", f"{unit.name}, {province}", False, truth, unit.code)
        joined = [
            unit
            for unit in self.plain
            if parts(self.country.successor[unit.province])[1] != parts(unit.province)[1]
        ]
        for unit in self.some(joined, 150):
            province = self.country.successor[unit.province]
            own = [
                each
                for each in self.country.old
                if (each.name, each.district, each.province) == (unit.name, unit.district, province)
            ]
            truth = _now(iter(own)) or unit.now
            others = [
                each
                for each in joined
                if (each.name, each.district) == (unit.name, unit.district)
                and self.country.successor[each.province] == province
            ]
            if not own:
                truth = _now(iter(others))
            yield Sample(
                "old commune, new province",
                f"{unit.name}, {unit.district}, {province}",
                True,
                truth,
                meant(unit),
            )

    def oddities(self) -> Iterator[Sample]:
        """Islands; house numbers that look like wards; rows that the official table has wrong."""
        for name, province, now in self.country.islands:
            yield Sample("islands", f"{name}, {province}", True, now, next(iter(now)))
        for unit in self.some([unit for unit in self.plain if "Quận" in unit.district], 120):
            number = self.dice.choice(
                ("P.{n}{n}0", "Phòng {n}, tầng 3", "P{n}02", "{n}/{n} Q{n}A", "F{n}.12")
            )
            text = f"{number.format(n=self.dice.randint(1, 20))} chung cư {self.dice.choice(STREETS)}, {full(unit)}"
            yield self.of("like a ward", unit, text)
        for code in ("00556", "01651", "02482", "23053"):
            yield from (
                self.of("table defects", unit, full(unit)) for unit in self.country.old if unit.code == code
            )

    def nobody(self) -> Iterator[Sample]:
        """What names no commune, or contradicts itself."""
        nothing = frozenset[str]()
        for text in NOBODY:
            yield Sample("negatives", text, True, nothing, "")
        for unit in self.some(self.plain, 60):
            yield Sample("negatives", unit.province, True, nothing, "")
        for unit in self.some([unit for unit in self.plain if "Quận" in unit.district], 40):
            yield Sample(
                "negatives",
                f"Phường {self.dice.randint(40, 99)}, {unit.district}, {unit.province}",
                True,
                nothing,
                "",
            )
        for unit, other in zip(self.some(self.plain, 60), self.some(self.plain, 60), strict=True):
            names = self.country.names_near(other)
            name = bare(parts(unit.name)[1])
            if unit.province != other.province and not any(_close(name, each) for each in names):
                yield Sample(
                    "negatives", f"{unit.name}, {other.district}, {other.province}", True, nothing, ""
                )

    def some(self, units: list[Unit], count: int) -> list[Unit]:
        """`count` of them."""
        return self.dice.sample(units, min(count, len(units)))

    def of(self, kind: str, unit: Unit, text: str, key: Callable[[str], str] = same) -> Sample:
        """An old address whose commune is looked for in its district."""
        return Sample(kind, text, True, self.country.in_district(unit, key), meant(unit))

    def two(self, kind: str, unit: Unit, text: str, key: Callable[[str], str]) -> Sample:
        """A new address whose commune is looked for in its province."""
        return Sample(kind, text, False, self.country.in_province(unit.name, unit.province, key), unit.code)

    def street(self) -> str:
        """A house, a street, perhaps a hamlet."""
        n, m, k, big = (
            self.dice.randint(low, high) for low, high in ((1, 400), (1, 60), (1, 20), (101, 1900))
        )
        number = self.dice.choice(NUMBERS).format(n=n, m=m, k=k, a=self.dice.choice("ABC"), big=big)
        road = f"{number} {self.dice.choice(('', 'đường ', 'Đ. '))}{self.dice.choice(STREETS)}"
        return road if self.dice.random() < 0.6 else f"{road}, {self.hamlet()}"

    def hamlet(self) -> str:
        """A place below the commune."""
        return self.dice.choice(HAMLETS).format(n=self.dice.randint(1, 30), m=self.dice.randint(1, 9))

    def short(self, unit: Unit) -> str:
        """With abbreviated kinds, and the short forms of the two greatest cities."""
        names = [name for name in (unit.name, unit.district, unit.province) if name]
        found = [self.dice.choice(SHORT[kind]) + name for kind, name in map(parts, names)]
        if "Hồ Chí Minh" in unit.province:
            found[-1] = self.dice.choice(("TP.HCM", "TPHCM", "TP HCM", "HCM", "Tp. Hồ Chí Minh"))
        if unit.province == "Thành phố Hà Nội":
            found[-1] = self.dice.choice(("HN", "Hà Nội", "TP.HN", "TP. Hà Nội"))
        return ", ".join(found)

    def typo(self, name: str) -> str | None:
        """One letter left out, doubled, changed or swapped; None for names that are too short to bear it."""
        if len(name.replace(" ", "")) < 5:
            return None
        place = self.dice.choice([at for at, letter in enumerate(name) if letter.isalpha() and at])
        letter = name[place]
        wrong = self.dice.choice(("", letter * 2, self.dice.choice("abcdeghiklmnopqrstuvxy"), "swap"))
        if wrong == "swap":
            if place + 1 >= len(name) or not name[place + 1].isalpha() or name[place + 1] == letter:
                return None
            return name[:place] + name[place + 1] + letter + name[place + 2 :]
        changed = name[:place] + wrong + name[place + 1 :]
        return changed if bare(changed) != bare(name) else None


def full(unit: Unit) -> str:
    """The address of an old commune as the statistics office writes it."""
    return f"{unit.name}, {unit.district}, {unit.province}"


def meant(unit: Unit) -> str:
    """The one unit of today, or nothing."""
    return next(iter(unit.now)) if len(unit.now) == 1 else ""


def strip(text: str) -> str:
    """Without accents, capitals kept."""
    marks = unicodedata.normalize("NFD", text)
    return (
        "".join(mark for mark in marks if not unicodedata.combining(mark)).replace("đ", "d").replace("Đ", "D")
    )


_MOVING = ("oa", "oe", "uy")


def other_tone(text: str) -> str:
    """hòa as hoà and the other way round, in words that end in oa, oe, uy."""
    return " ".join(_moved(word) for word in text.split(" "))


def _moved(word: str) -> str:
    core, tail = (word[:-1], ",") if word.endswith(",") else (word, "")
    marks = unicodedata.normalize("NFD", core)
    tone = next((mark for mark in marks if mark in _TONES), "")
    letters = marks.replace(tone, "") if tone else marks
    if not tone or not letters.lower().endswith(_MOVING) or letters.lower().startswith("q"):
        return word
    on_last = marks.endswith(tone)
    moved = letters[:-1] + tone + letters[-1] if on_last else letters + tone
    return unicodedata.normalize("NFC", moved) + tail


def _close(left: str, right: str) -> bool:
    """Perhaps within two letters of each other (letters counted, order not): such a pair is no negative."""
    return (
        abs(len(left) - len(right)) < 3
        and sum(a != b for a, b in zip(sorted(left), sorted(right), strict=False)) < 4
    )


def main() -> None:
    """Print the sample as CSV."""
    table = csv.writer(sys.stdout)
    table.writerow(("kind", "form", "address", "truth", "meant"))
    for each in Writer().all():
        table.writerow(
            (each.kind, "old" if each.old else "new", each.text, " ".join(sorted(each.truth)), each.meant)
        )


if __name__ == "__main__":
    main()
