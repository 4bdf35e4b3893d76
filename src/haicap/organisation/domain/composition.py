"""What bodies a commune and a province have after 1 July 2025.

Commune: Decree 150/2025/NĐ-CP: committee, office, an economic division (economic, infrastructure and urban
division in wards and in Phú Quốc), a culture and society division, a public administrative service centre.
Province: Law 72/2025/QH15 and the departments of `data/departments.csv`. The centre carries the unit's plain
code because dossier numbers start with it; the other bodies carry a suffix.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haicap.organisation.contract import AgencyKind
from haicap.organisation.domain import codes
from haicap.organisation.domain.tables import rows
from haicap.territory.contract import UnitCard, UnitKind

PHU_QUOC = "31105"


class CentreModel(StrEnum):
    """Both lawful ways to receive: a centre of each commune, or branches of the province's one-level
    centre.
    """

    COMMUNE = "commune"
    BRANCHES = "branches"


# Hà Nội and Quảng Ninh run a one-level provincial centre with branches (press of 23 August 2025).
ONE_LEVEL_PROVINCES = frozenset({"01", "22"})

_KIND_EN = {
    UnitKind.WARD: "ward",
    UnitKind.SPECIAL_ZONE: "special zone",
    UnitKind.TOWNSHIP: "township",
    UnitKind.ISLAND_DISTRICT: "island district",
}


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """One body to found."""

    slug: str
    code: str
    kind: AgencyKind
    name: str
    name_en: str


def default_model(province_code: str, since: date = codes.TWO_TIERS_SINCE) -> CentreModel:
    """The model a province runs: branches only since there are two tiers."""
    if since < codes.TWO_TIERS_SINCE:
        return CentreModel.COMMUNE
    return CentreModel.BRANCHES if province_code in ONE_LEVEL_PROVINCES else CentreModel.COMMUNE


def unit_words(unit: UnitCard) -> str:
    """The unit inside a sentence: "xã Di Linh", "phường Lâm Viên - Đà Lạt"."""
    return unit.name[:1].lower() + unit.name[1:]


def unit_words_en(unit: UnitCard) -> str:
    """ "Di Linh commune": the unit's own name and its kind in English."""
    bare = unit.name
    for prefix in ("Thành phố ", "Phường ", "Đặc khu ", "Tỉnh ", "Xã ", "Thị trấn ", "Huyện "):
        bare = bare.removeprefix(prefix)
    if unit.is_province:
        return bare + (" city" if unit.kind is UnitKind.CITY else " province")
    return f"{bare} {_KIND_EN.get(unit.kind, 'commune')}"


def commune_bodies(
    unit: UnitCard, model: CentreModel, since: date = codes.TWO_TIERS_SINCE
) -> tuple[BodyPlan, ...]:
    """The bodies of a commune, the committee first; in the branch model a branch instead of a centre."""
    place, place_en = unit_words(unit), unit_words_en(unit)
    urban = unit.kind is UnitKind.WARD or unit.code == PHU_QUOC
    economic = "Phòng Kinh tế, Hạ tầng và Đô thị" if urban else "Phòng Kinh tế"
    economic_en = "Economic, Infrastructure and Urban Division" if urban else "Economic Division"

    def body(slug: str, suffix: str, kind: AgencyKind, name: str, name_en: str) -> BodyPlan:
        code = codes.body_code(unit.province_code, unit.code, suffix, since)
        return BodyPlan(slug, code, kind, f"{name} {place}", f"{name_en} of {place_en}")

    own = AgencyKind.CENTRE if model is CentreModel.COMMUNE else AgencyKind.BRANCH
    centre = "Trung tâm Phục vụ hành chính công"
    centre_en = "Public Administrative Service Centre"
    if own is AgencyKind.BRANCH:
        centre, centre_en = f"Chi nhánh {centre} tại", f"Branch of the {centre_en}: office"
    return (
        body("committee", "00", AgencyKind.COMMITTEE, "Ủy ban nhân dân", "People's Committee"),
        body(
            "office", "01", AgencyKind.OFFICE, "Văn phòng HĐND và UBND", "Office of the Council and Committee"
        ),
        body("economic", "02", AgencyKind.DIVISION, economic, economic_en),
        body("culture", "03", AgencyKind.DIVISION, "Phòng Văn hóa - Xã hội", "Culture and Society Division"),
        BodyPlan(
            "centre",
            codes.receiving_code(unit.province_code, unit.code, since),
            own,
            f"{centre} {place}",
            f"{centre_en} of {place_en}",
        ),
    )


def provincial_bodies(province: UnitCard, since: date = codes.TWO_TIERS_SINCE) -> tuple[BodyPlan, ...]:
    """The bodies of a province, the committee first: office, centre, departments in the order of the table."""
    place, place_en = unit_words(province), unit_words_en(province)

    def body(slug: str, number: int, kind: AgencyKind, name: str, name_en: str) -> BodyPlan:
        code = codes.provincial_code(province.province_code, f"{number:02d}", since)
        return BodyPlan(slug, code, kind, f"{name} {place}", f"{name_en} of {place_en}")

    centre, centre_en = "Trung tâm Phục vụ hành chính công", "Public Administrative Service Centre"
    return (
        body("committee", 0, AgencyKind.PROVINCIAL_COMMITTEE, "Ủy ban nhân dân", "People's Committee"),
        body(
            "office",
            1,
            AgencyKind.PROVINCIAL_OFFICE,
            "Văn phòng Ủy ban nhân dân",
            "Office of the People's Committee",
        ),
        body("centre", 2, AgencyKind.PROVINCIAL_CENTRE, centre, centre_en),
        *(
            body(
                row["slug"], number, AgencyKind.DEPARTMENT, row["name"].removesuffix(" tỉnh"), row["name_en"]
            )
            for number, row in enumerate(rows("departments"), start=3)
        ),
    )


FEWEST_COUNTERS, MOST_COUNTERS = 4, 8  # docs/reference/organisation.md


@dataclass(frozen=True, slots=True)
class CounterPlan:
    """One counter to open; `slugs` are the groups of fields it receives."""

    number: int
    name: str
    name_en: str
    slugs: tuple[str, ...]


def counter_plans(count: int) -> tuple[CounterPlan, ...]:
    """`count` counters (4 to 8) that together receive every group of fields, the last groups joined to the
    first.
    """
    if not FEWEST_COUNTERS <= count <= MOST_COUNTERS:
        raise ValueError(f"a centre has 4 to 8 counters, not {count}")
    groups = rows("counters")
    return tuple(
        CounterPlan(
            number=number + 1,
            name="; ".join(group["name"] for group in groups[number::count]),
            name_en="; ".join(group["name_en"] for group in groups[number::count]),
            slugs=tuple(group["slug"] for group in groups[number::count]),
        )
        for number in range(count)
    )


def counter_count(unit_code: str) -> int:
    """How many counters a centre opens at founding, fixed by its unit's code, so founding twice agrees."""
    return FEWEST_COUNTERS + int(unit_code) % (MOST_COUNTERS - FEWEST_COUNTERS + 1)
