"""The open data as files: rows as CSV or XLSX, and a description in DCAT-AP 3.0 for portals of open data to collect."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from haicap.organisation import api as organisation
from haicap.organisation.contract import AgencyKind
from haicap.reporting.contract.statistics import FEWEST, MEASURES, MonthStatistics
from haicap.reporting.selectors import statistics
from haicap.ui.sheets import MEDIA_TYPES, Cell, Sheet

COLUMNS = ("month", "unit", "unit_name", "field", "field_name", *MEASURES, "withheld")
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_MEDIA = "https://www.iana.org/assignments/media-types"
TITLE = "Kết quả giải quyết thủ tục hành chính theo tháng, đơn vị và lĩnh vực"
DESCRIPTION = (
    "Số hồ sơ tiếp nhận, đã giải quyết, đúng hạn và quá hạn của từng đơn vị và lĩnh vực trong các tháng đã khép lại. "
    f"Số nhỏ hơn {FEWEST} và những số giúp suy ra chúng được để trống."
)


def table(told: MonthStatistics) -> Iterator[list[Cell]]:
    """Headings and rows; a withheld number is empty and named under `withheld`."""
    yield [*COLUMNS]
    for row in told.rows:
        counts = ["" if (count := row.counts[name]) is None else count for name in MEASURES]
        words = (f"{told.month:%Y-%m}", row.unit, row.unit_name, row.field, row.field_name)
        yield [*words, *counts, " ".join(row.withheld)]


def catalogue(base: str) -> dict[str, Any]:
    """The catalogue as JSON-LD; `base` is the address of this installation without a last slash."""
    here = f"{base}/api/v1/statistics"
    datasets = [_dataset(base, province) for province in statistics.provinces()]
    return {
        "@context": _CONTEXT,
        "@id": f"{here}/catalogue.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _vi("Dữ liệu mở về giải quyết thủ tục hành chính"),
        "dct:description": _vi(DESCRIPTION),
        "dct:language": {"@id": f"{_AUTHORITY}/language/VIE"},
        "dct:publisher": datasets[0]["dct:publisher"] if datasets else _publisher("haicap"),
        "dcat:dataset": datasets,
        "dcat:service": {
            "@type": "dcat:DataService",
            "dct:title": _vi("API thống kê"),
            "dcat:endpointURL": {"@id": here},
            "dcat:endpointDescription": {"@id": f"{base}/api/v1/openapi.json"},
            "dcat:servesDataset": [{"@id": dataset["@id"]} for dataset in datasets],
        },
    }


def _dataset(base: str, province: str) -> dict[str, Any]:
    months = statistics.months(province)
    place = f"{base}/api/v1/statistics/dossiers/{province}"
    bodies = organisation.agencies_of_province(province, kinds=frozenset({AgencyKind.PROVINCIAL_COMMITTEE}))
    told: dict[str, Any] = {
        "@id": place,
        "@type": "dcat:Dataset",
        "dct:identifier": f"haicap-dossiers-{province}",
        "dct:title": _vi(TITLE),
        "dct:description": _vi(DESCRIPTION),
        "dct:publisher": _publisher(bodies[0].name if bodies else "haicap"),
        "dcat:landingPage": {"@id": f"{base}/du-lieu-mo/?tinh={province}"},
        "dct:accrualPeriodicity": {"@id": f"{_AUTHORITY}/frequency/MONTHLY"},
        "dct:accessRights": {"@id": f"{_AUTHORITY}/access-right/PUBLIC"},
        "dcat:theme": {"@id": f"{_AUTHORITY}/data-theme/GOVE"},
        "dcat:keyword": [_vi("thủ tục hành chính"), _vi("một cửa"), _vi("thống kê")],
        "dcat:distribution": [
            distribution for month in months for distribution in _distributions(place, f"{month:%Y-%m}")
        ],
    }
    if months:
        last = (months[0] + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        told["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(months[-1].isoformat()),
            "dcat:endDate": _day(last.isoformat()),
        }
    return told


def _distributions(place: str, month: str) -> list[dict[str, Any]]:
    formats = (
        *(
            (kind.upper(), f"{place}/{month}/rows.{kind}", MEDIA_TYPES[kind].partition(";")[0])
            for kind in Sheet
        ),
        ("JSON", f"{place}/{month}", "application/json"),
    )
    return [
        {
            "@id": address,
            "@type": "dcat:Distribution",
            "dct:title": _vi(f"Tháng {month} ({name})"),
            "dct:format": {"@id": f"{_AUTHORITY}/file-type/{name}"},
            "dcat:accessURL": {"@id": address},
            "dcat:downloadURL": {"@id": address},
            "dcat:mediaType": {"@id": f"{_MEDIA}/{media_type}"},
        }
        for name, address, media_type in formats
    ]


def _publisher(name: str) -> dict[str, Any]:
    return {"@type": "foaf:Agent", "foaf:name": _vi(name)}


def _vi(words: str) -> dict[str, str]:
    return {"@value": words, "@language": "vi"}


def _day(day: str) -> dict[str, str]:
    return {"@value": day, "@type": "xsd:date"}
