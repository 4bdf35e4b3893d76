"""The boards of one desk: an official's own work, and a department's."""

from dataclasses import replace
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from haicap.desk.web.boards import lines
from haicap.desk.web.boards.ages import age_parts, ages
from haicap.desk.web.boards.numbers import AT_WORK, Number, month_of
from haicap.desk.web.boards.page import Context, board
from haicap.desk.web.boards.scope import Scope, standing
from haicap.desk.web.boards.weeks import DAYS, settled_weekly_of, whole
from haicap.desk.web.office import filters
from haicap.desk.web.office.worklist import WORKERS
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import ListFilter, Period, Status
from haicap.kernel import clock
from haicap.organisation.contract import Role
from haicap.organisation.web.access import OfficialRequest
from haicap.ui.charts.columns import Column, Columns, Series
from haicap.ui.templatetags.ui import day

DEPARTMENT = (Role.DEPARTMENT_HEAD, Role.DEPARTMENT_OFFICER)


@board("desk/boards/own.html", *WORKERS, Role.RECEIVER, Role.RETURNER)
def own(request: OfficialRequest) -> Context:
    """What lies on one's own desk and how old it is; what one did in two weeks, day by day; what of all one had
    a hand in was settled, week by week.
    """
    scope = _scope(request, ListFilter(desk=True, step_roles=dossiers.step_roles_of(request.actor.roles)))
    base, today = scope.base, clock.today()
    monday = today - timedelta(days=today.weekday())
    held = ListFilter(mine=True, statuses=AT_WORK)
    now = standing(
        scope,
        waiting=replace(base, statuses=AT_WORK),
        due_today=replace(base, overdue=False, due_on=today),
        overdue=replace(base, overdue=True),
        held=held,
        awaiting=ListFilter(mine=True, statuses=frozenset({Status.AWAITING_APPLICANT})),
        **age_parts(base, today),
    )
    week = Period(monday, monday + timedelta(days=DAYS - 1))
    asked = ListFilter(acted=week)
    done = dossiers.count(actor=scope.actor, filter=asked, now=scope.now)
    return {
        "today": now,
        "done": Number(done, filters.address(asked)),
        "ages": ages(now),
        "weekly": settled_weekly_of(
            _scope(request, ListFilter(acted=whole(today))), _("Đã giải quyết theo tuần, có tôi tham gia")
        ),
        "daily": _daily(scope, Period(monday - timedelta(days=DAYS), today)),
    }


@board("desk/boards/department.html", *DEPARTMENT)
def department(request: OfficialRequest) -> Context:
    """What lies within a department's sight: that it decides, supports, received or passed on."""
    scope = _scope(request, ListFilter())
    now = standing(scope, **scope.parts)
    return {
        "name": request.actor.agency_name,
        "today": now,
        "ages": ages(now),
        "weekly": settled_weekly_of(scope),
        "officers": lines.by_officer(scope),
    }


def _scope(request: OfficialRequest, base: ListFilter) -> Scope:
    return Scope(request.actor, base, (), month_of(clock.today()), clock.now())


def _daily(scope: Scope, period: Period) -> Columns:
    counted = dossiers.acted_by_day(actor=scope.actor, period=period)
    columns = []
    for place in range((period.end - period.start).days + 1):
        on = period.start + timedelta(days=place)
        asked = filters.address(ListFilter(acted=Period(on, on)))
        number = Number(counted.get(on, 0), asked)
        short = date_format(on, "j" if place and on.day > 1 else "j/n")
        columns.append(Column(day(on), short, (number,)))
    title, series = _("Hồ sơ tôi đã xử lý theo ngày"), (Series("plain", _("Hồ sơ")),)
    note = _(
        "Một hồ sơ được tính một lần trong mỗi ngày có việc; vì vậy tổng các ngày có thể lớn hơn số của tuần."
    )
    return Columns("ngay", title, _("Ngày"), series, tuple(columns), note)
