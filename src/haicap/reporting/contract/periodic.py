"""Nouns of periodic reports on the settlement of administrative procedures (form II.06 of Circular 01/2020/TT-VPCP)."""

from enum import StrEnum
from typing import NewType
from uuid import UUID

ReportId = NewType("ReportId", UUID)


class Kind(StrEnum):
    """How long a report's period is; where each begins and ends is dated data (`data/periods.json`)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Level(StrEnum):
    """Who reports: a commune's People's Committee, a department, or the province for all of them."""

    COMMUNE = "commune"
    DEPARTMENT = "department"
    PROVINCE = "province"


class Step(StrEnum):
    """The life of a report; the figures are frozen by the first step, and no later one changes them."""

    PREPARED = "prepared"  # đã lập
    CHECKED = "checked"  # đã kiểm tra
    SIGNED = "signed"  # đã ký
    SUBMITTED = "submitted"  # đã gửi
    ROLLED_UP = "rolled_up"  # đã tổng hợp vào báo cáo của tỉnh
    RETURNED = "returned"  # trả lại để lập lại
