"""The statistics API: what became of a month's dossiers by unit and field, for everybody, without personal data.

Closed months only. Small numbers are withheld (reporting/domain/suppression.py); the same rows as files, and their
description in DCAT-AP (`open_data`).
"""

import json
from hashlib import sha256
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from ninja import Field, Query, Router, Schema

from haicap.reporting.contract.statistics import FEWEST, MEASURES, StatisticsRow
from haicap.reporting.selectors import statistics
from haicap.reporting.web import open_data
from haicap.ui.sheets import MEDIA_TYPES, Sheet, to_csv, to_xlsx

router = Router(tags=["statistics"])
KEPT_SECONDS = 3600


class LawfulLevelOut(Schema):
    """A level of sums that the law publishes whatever the numbers; `certainty` K: check against the text."""

    level: str
    source: str
    certainty: str


class ProvinceMonths(Schema):
    """The closed months of a province, newest first, as `2026-02`."""

    province: str
    months: list[str]


class StatisticsIndex(Schema):
    """What there is, and by which rule numbers are withheld: from 1 to `fewest` - 1, and what would give them away."""

    provinces: list[ProvinceMonths]
    measures: list[str]
    fewest: int
    published_by_law: list[LawfulLevelOut]


class StatisticsRowOut(Schema):
    """One unit and field; an empty code stands for all of them, null for what is withheld."""

    unit: str
    unit_name: str
    field: str
    field_name: str
    received: int | None
    settled: int | None
    settled_in_time: int | None
    settled_overdue: int | None


class MonthOut(Schema):
    """A closed month; `detailed` is false where only the sums that the law publishes could be told."""

    province: str
    month: str
    detailed: bool
    rows: list[StatisticsRowOut]


class Asked(Schema):
    """Which rows are wanted; all where nothing is asked."""

    unit: str = Field("", max_length=20, description="Code of a unit")
    field: str = Field("", max_length=200, description="Key of a field")


@router.get(
    "/statistics",
    response=StatisticsIndex,
    operation_id="listStatistics",
    summary="Which months are published",
)
def index(request: HttpRequest) -> HttpResponse:
    """Provinces with their closed months, the measures, and the rule of withholding."""
    found = [
        {"province": code, "months": [f"{month:%Y-%m}" for month in statistics.months(code)]}
        for code in statistics.provinces()
    ]
    levels = [
        {"level": level.level, "source": level.source, "certainty": level.certainty}
        for level in statistics.lawful_levels()
    ]
    told = {"provinces": found, "measures": list(MEASURES), "fewest": FEWEST, "published_by_law": levels}
    return _answer(request, json.dumps(told, ensure_ascii=False), "application/json")


@router.get(
    "/statistics/catalogue.jsonld",
    operation_id="describeOpenData",
    url_name="describeOpenData",
    summary="The open data in DCAT-AP (JSON-LD)",
    openapi_extra={"responses": {"200": {"description": "OK", "content": {"application/ld+json": {}}}}},
)
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue at a stable address: one dataset a province, one distribution a month and format."""
    base = request.build_absolute_uri("/").rstrip("/")
    return _answer(request, json.dumps(open_data.catalogue(base), ensure_ascii=False), "application/ld+json")


@router.get(
    "/statistics/dossiers/{province}/{month}/rows.csv",
    operation_id="getStatisticsCsv",
    url_name="getStatisticsCsv",
    summary="A closed month as CSV",
    openapi_extra={"responses": {"200": {"description": "OK", "content": {"text/csv": {}}}}},
)
def as_csv(request: HttpRequest, province: str, month: str) -> HttpResponse:
    """The rows as CSV (UTF-8 with byte order mark and header); 404 for a month that is not closed or has no figures."""
    return _file(request, province, month, Sheet.CSV)


@router.get(
    "/statistics/dossiers/{province}/{month}/rows.xlsx",
    operation_id="getStatisticsXlsx",
    url_name="getStatisticsXlsx",
    summary="A closed month as XLSX",
    openapi_extra={"responses": {"200": {"description": "OK", "content": {MEDIA_TYPES[Sheet.XLSX]: {}}}}},
)
def as_xlsx(request: HttpRequest, province: str, month: str) -> HttpResponse:
    """The same rows as a spreadsheet."""
    return _file(request, province, month, Sheet.XLSX)


@router.get(
    "/statistics/dossiers/{province}/{month}",
    response=MonthOut,
    operation_id="getStatistics",
    url_name="getStatistics",
    summary="A closed month by unit and field",
)
def of_month(request: HttpRequest, province: str, month: str, asked: Query[Asked]) -> HttpResponse:
    """Counts of a month (`2026-02`); 404 for a month that is not closed or has no figures."""
    found = statistics.of_name(province, month)
    rows = [
        {
            "unit": row.unit,
            "unit_name": row.unit_name,
            "field": row.field,
            "field_name": row.field_name,
            **row.counts,
        }
        for row in found.rows
        if _is_asked(row, asked)
    ]
    told = {"province": province, "month": month, "detailed": found.detailed, "rows": rows}
    return _answer(request, json.dumps(told, ensure_ascii=False), "application/json")


def _is_asked(row: StatisticsRow, asked: Asked) -> bool:
    return (not asked.unit or row.unit == asked.unit) and (not asked.field or row.field == asked.field)


def _file(request: HttpRequest, province: str, month: str, kind: Sheet) -> HttpResponse:
    found = statistics.of_name(province, month)
    rows = list(open_data.table(found))
    content = to_csv(rows) if kind is Sheet.CSV else to_xlsx(rows, "ho-so")
    answer = _answer(request, content, MEDIA_TYPES[kind], told=json.dumps(rows))
    answer.headers["Content-Disposition"] = f'attachment; filename="ho-so-{province}-{month}.{kind}"'
    return answer


def _answer(request: HttpRequest, body: str | bytes, media_type: str, told: str = "") -> HttpResponse:
    """Kept by browsers and proxies for an hour; 304 where the asker has it already. `told` is what a file says whose
    bytes also hold when it was packed.
    """
    content = body.encode() if isinstance(body, str) else body
    digest = sha256(told.encode() or content).hexdigest()
    etag = f'W/"{digest}"' if told else quote_etag(digest)
    answer = HttpResponse(content, content_type=media_type, status=HTTPStatus.OK)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    kept = get_conditional_response(request, etag=etag, response=answer)
    return kept if isinstance(kept, HttpResponse) else answer
