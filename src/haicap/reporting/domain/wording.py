"""Relations in words, Vietnamese and English: the arithmetic with the names of its figures, and the rest."""

from fractions import Fraction

from haicap.reporting.contract import DeclaredFigure, Qualifier, RelationTold
from haicap.reporting.contract.declared import Shown
from haicap.reporting.domain.evaluation import Figures
from haicap.reporting.domain.expressions import Binary, Call, Name, Node, Number
from haicap.reporting.domain.quantities import as_number
from haicap.reporting.domain.sides import Side

VI, EN = 0, 1
_QUALIFIED = {
    Qualifier.MORE_THAN: ("hơn ", "more than "),
    Qualifier.NEARLY: ("gần ", "nearly "),
    Qualifier.APPROXIMATE: ("khoảng ", "about "),
}
_MEASURES = {
    "percent": (" điểm phần trăm", " percentage points"),
    "dossiers": (" hồ sơ", " dossiers"),
    "persons": (" người", " persons"),
    "houses": (" nhà", " houses"),
    "headquarters": (" trụ sở", " headquarters"),
    "units": (" đơn vị", " units"),
    "million VND": (" triệu đồng", " million VND"),
    "billion VND": (" tỷ đồng", " billion VND"),
}
_MONEY = frozenset({"million VND", "billion VND"})
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": ":"}


def number(value: int | float | Fraction, language: int) -> str:
    """1951 is "1.951" and "1,951"; 55.12 is "55,12" and "55.12"."""
    told = as_number(value) if isinstance(value, Fraction) else value
    english = f"{told:,}"
    return english if language == EN else english.translate(str.maketrans(",.", ".,"))


def sentence(
    told: RelationTold,
    side: Side,
    *,
    holds: bool | None,
    gap: Fraction | None,
    possible: bool | None,
    figures: Figures,
    left: Shown,
) -> tuple[str, str]:
    """Vietnamese and English: what was computed, against what, and what is left unexplained."""
    said = []
    for language in (VI, EN):
        terms = _terms(side.formula.left, figures, language)
        whole = "" if side.formula.right is None else _terms(side.formula.right, figures, language)
        result = left if isinstance(left, str) else number(side.left, language)
        parts = [f"{terms} = {result}" + (f"; {whole}" if whole else "")]
        parts.append(_verdict(holds, gap, side, language, measure=_measure(side.formula.right, figures)))
        if possible is not None:
            parts.append(_within(possible, language))
        said.append(" ".join(part for part in parts if part))
    return said[VI], said[EN]


def _verdict(holds: bool | None, gap: Fraction | None, side: Side, language: int, measure: str) -> str:
    if holds is None:
        return ("(nguồn không nêu số để đối chiếu).", "(the source states nothing to compare with).")[
            language
        ]
    if side.formula.sign == "contains":
        inside = ("nằm trong khoảng.", "lies within.") if holds else ("nằm ngoài khoảng.", "lies outside.")
        return f"— {inside[language]}"
    if holds:
        return ("— khớp.", "— it adds up.")[language]
    if gap is None:
        return ("— không khớp.", "— it does not add up.")[language]
    rest = number(abs(gap), language) + _MEASURES.get(measure, ("", ""))[language]
    if gap > 0:
        return (f"— còn {rest} chưa được giải thích.", f"— {rest} unexplained.")[language]
    return (f"— thừa {rest} chưa được giải thích.", f"— {rest} too many, unexplained.")[language]


def _within(possible: bool, language: int) -> str:
    if possible:
        return (
            "Nguồn chỉ nói “hơn”, “gần” hoặc “khoảng”: có số liệu thoả mãn, nhưng chỉ kiểm được như bất đẳng thức.",
            "The source says only “more than”, “nearly” or “about”: numbers exist that fit; it can be tested only as "
            "an inequality.",
        )[language]
    return (
        "Ngay cả khi hiểu “hơn”, “gần”, “khoảng” theo nghĩa rộng nhất cũng không có số liệu nào thoả mãn.",
        "However “more than”, “nearly” or “about” are read, no numbers fit.",
    )[language]


def _measure(node: Node | None, figures: Figures) -> str:
    """The measure of the right side where it is one figure, else nothing."""
    return figures[node.key].measure if isinstance(node, Name) and node.key in figures else ""


def _terms(node: Node, figures: Figures, language: int, *, inner: bool = False) -> str:
    match node:
        case Number(value, measure):
            told = number(as_number(Fraction(value)), language)
            return f"{told} {measure}" if measure else told
        case Name(key):
            return _named(figures[key], language)
        case Binary(sign, left, right):
            first = _terms(left, figures, language, inner=sign in "*/")
            second = _terms(right, figures, language, inner=sign != "+")
            told = f"{first} {_SIGNS[sign]} {second}"
            return f"({told})" if inner and (sign in "+-" or sign == "/") else told
        case Call("percent", (part, whole)):
            share = [_terms(each, figures, language, inner=True) for each in (part, whole)]
            return (f"tỷ lệ % của {share[0]} trên {share[1]}", f"{share[0]} in per cent of {share[1]}")[
                language
            ]
        case Call("days", (Name(key),)):
            figure = figures[key]
            return (f"số ngày của kỳ {figure.period_words}", f"days of {figure.period_words_en}")[language]
        case Call(_, arguments):
            return _terms(arguments[0], figures, language, inner=inner)


def _named(figure: DeclaredFigure, language: int) -> str:
    """ "278 (trước hạn)"."""
    name = (figure.name, figure.name_en)[language]
    told = printed(figure, english=language == EN)
    return f"{told} ({name})" if name else told


def printed(figure: DeclaredFigure, *, english: bool) -> str:
    """The value as the source has it, with its qualifier: "hơn 25 tỷ đồng"."""
    language = EN if english else VI
    qualified = _QUALIFIED.get(figure.qualifier, ("", ""))[language]
    value = figure.printed if figure.value is None else number(as_number(Fraction(figure.value)), language)
    measure = (
        " %"
        if figure.measure == "percent"
        else _MEASURES[figure.measure][language]
        if figure.measure in _MONEY
        else ""
    )
    return f"{qualified}{value}{measure}"
