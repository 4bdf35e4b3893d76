"""The statistics API: what became of a month's dossiers by unit and field, for everybody, without personal data.

Closed months only. Small numbers are withheld (reporting/domain/suppression.py); the same rows as CSV, and their
description in DCAT-AP (`open_data`).
"""

import json
from datetime import date, datetime
from hashlib import sha256
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from ninja import Field, Query, Router, Schema

from haicap.kernel.errors import refuse
from haicap.reporting.contract.statistics import FEWEST, MEASURES, StatisticsRow
from haicap.reporting.selectors import statistics
from haicap.reporting.web import open_data

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
    summary="A closed month as CSV",
    openapi_extra={"responses": {"200": {"description": "OK", "content": {"text/csv": {}}}}},
)
def as_csv(request: HttpRequest, province: str, month: str) -> HttpResponse:
    """The rows as CSV (UTF-8, with a header); 404 for a month that is not closed or has no figures."""
    found = statistics.statistics(province, _month(month))
    answer = _answer(request, open_data.as_csv(found), "text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="ho-so-{province}-{month}.csv"'
    return answer


@router.get(
    "/statistics/dossiers/{province}/{month}",
    response=MonthOut,
    operation_id="getStatistics",
    summary="A closed month by unit and field",
)
def of_month(request: HttpRequest, province: str, month: str, asked: Query[Asked]) -> HttpResponse:
    """Counts of a month (`2026-02`); 404 for a month that is not closed or has no figures."""
    found = statistics.statistics(province, _month(month))
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


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        raise refuse("statistics.unknown_month", month=text[:20]) from None


def _answer(request: HttpRequest, body: str, media_type: str) -> HttpResponse:
    """Kept by browsers and proxies for an hour; 304 where the asker has it already."""
    content = body.encode()
    etag = quote_etag(sha256(content).hexdigest())
    answer = HttpResponse(content, content_type=media_type, status=HTTPStatus.OK)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    kept = get_conditional_response(request, etag=etag, response=answer)
    return kept if isinstance(kept, HttpResponse) else answer
