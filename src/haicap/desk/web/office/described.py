"""A list's filter in words, so that nobody wonders which dossiers a number counted."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from haicap.desk.web.office import words
from haicap.dossiers.contract import ListFilter, Period
from haicap.kernel import clock
from haicap.kernel.clock import local
from haicap.kernel.errors import refuse
from haicap.organisation import api as organisation
from haicap.procedures import api as procedures
from haicap.territory import api as territory
from haicap.territory.contract import UnitId
from haicap.ui.templatetags.ui import bilingual, moment

FIGURES: Mapping[str, words.Words] = {
    "carried_over": pgettext_lazy("figure", "Kỳ trước chuyển sang"),
    "received": pgettext_lazy("figure", "Tiếp nhận mới"),
    "transferred_in": pgettext_lazy("figure", "Nơi khác chuyển đến"),
    "settled_early": pgettext_lazy("figure", "Giải quyết trước hạn"),
    "settled_on_time": pgettext_lazy("figure", "Giải quyết đúng hạn"),
    "settled_overdue": pgettext_lazy("figure", "Giải quyết quá hạn"),
    "returned": pgettext_lazy("figure", "Trả lại"),
    "refused": pgettext_lazy("figure", "Từ chối"),
    "stopped": pgettext_lazy("figure", "Dừng giải quyết"),
    "withdrawn": pgettext_lazy("figure", "Công dân rút"),
    "void": pgettext_lazy("figure", "Huỷ do nhập nhầm"),
    "transferred_out": pgettext_lazy("figure", "Chuyển nơi khác"),
    "in_process_within": pgettext_lazy("figure", "Đang giải quyết trong hạn"),
    "in_process_overdue": pgettext_lazy("figure", "Đang giải quyết quá hạn"),
    "awaiting_applicant": pgettext_lazy("figure", "Chờ công dân"),
}


QUALITY: Mapping[str, words.Words] = {
    "filed": pgettext_lazy("index", "tiếp nhận"),
    "filed_online": pgettext_lazy("index", "nộp trực tuyến"),
    "judged": pgettext_lazy("index", "được xét thời hạn"),
    "timely": pgettext_lazy("index", "đúng hạn"),
    "late": pgettext_lazy("index", "trễ hạn"),
    "settled": pgettext_lazy("index", "có kết quả"),
    "electronic": pgettext_lazy("index", "kết quả điện tử"),
    "not_electronic": pgettext_lazy("index", "không có kết quả điện tử"),
    "digitised": pgettext_lazy("index", "đã số hóa"),
    "not_digitised": pgettext_lazy("index", "chưa số hóa"),
}


def described(asked: ListFilter) -> list[str]:
    """One phrase for each part of the filter that narrows; refuses `territory.unknown_unit`."""
    phrases = []
    for part in fields(ListFilter):
        value = getattr(asked, part.name)
        if value != part.default and value is not None and part.name in _SAID:
            phrases.append(_SAID[part.name](value))
    return phrases


def span(period: Period) -> str:
    """ "01/03/2026", or "01/03/2026–31/03/2026"."""
    start, end = (date_format(day, "SHORT_DATE_FORMAT") for day in (period.start, period.end))
    return start if start == end else f"{start}–{end}"


def as_of(at: datetime) -> str:
    """ "tại thời điểm hết ngày 01/03/2026", or with the hour."""
    here = local(at)
    if here.time() == time(0):
        day = date_format(here.date() - timedelta(days=1), "SHORT_DATE_FORMAT")
        return _("tại thời điểm hết ngày %(day)s") % {"day": day}
    return _("tại thời điểm %(at)s") % {"at": moment(here)}


def _holder(holder: Any) -> str:
    if not holder:
        return _("chưa ai nhận")
    card = organisation.appointments(frozenset({holder})).get(holder)
    return _("người giữ: %(name)s") % {"name": card.person_name if card else holder}


def _receiver(receiver: Any) -> str:
    if not receiver:
        return _("chuyển từ hệ thống khác sang")
    return _("người nhận: %(name)s") % {
        "name": organisation.holder_names(frozenset({receiver})).get(receiver, "")
    }


def _unit(code: str) -> str:
    return territory.require_unit(code, clock.today()).name


def _recorded(units: frozenset[UnitId]) -> str:
    names = (_known(unit, "recorded") for unit in sorted(units))
    return _("ghi tại %(units)s") % {"units": ", ".join(names)}


def _left_by(unit: UnitId) -> str:
    return _("còn của %(unit)s") % {"unit": _known(unit, "left_by")}


def _known(unit: UnitId, field: str) -> str:
    try:
        return territory.last_card(unit, clock.today()).name
    except KeyError:
        raise refuse("territory.unknown_unit", field=field, unit=unit, day=clock.today()) from None


def _field(name: str) -> str:
    card = next((each for each in procedures.all_fields() if each.name == name), None)
    return bilingual(card, "name") if card else name


_SAID: Mapping[str, Callable[[Any], str]] = {
    "statuses": lambda value: ", ".join(words.status_word(status) for status in sorted(value)),
    "overdue": lambda value: _("quá hạn") if value else _("còn trong hạn"),
    "due_on": lambda value: _("đến hạn ngày %(day)s") % {"day": date_format(value, "SHORT_DATE_FORMAT")},
    "due_from": lambda value: _("hạn từ ngày %(day)s") % {"day": date_format(value, "SHORT_DATE_FORMAT")},
    "due_until": lambda value: _("hạn đến ngày %(day)s") % {"day": date_format(value, "SHORT_DATE_FORMAT")},
    "timeliness": lambda value: _("đã giải quyết: %(how)s") % {"how": words.status_word(value)},
    "view": lambda _value: _("tính theo nơi tiếp nhận"),
    "unit": _unit,
    "left_by": _left_by,
    "recorded": _recorded,
    "field": _field,
    "procedure": lambda value: _("thủ tục %(code)s") % {"code": value},
    "channel": lambda value: _("nộp %(how)s") % {"how": words.CHANNELS[value]},
    "received": lambda value: _("nhận %(span)s") % {"span": span(value)},
    "settled": lambda value: _("xong %(span)s") % {"span": span(value)},
    "step_roles": lambda value: (
        _("bước: %(steps)s") % {"steps": ", ".join(str(words.STEPS[step]) for step in sorted(value))}
    ),
    "desk": lambda _value: _("trên bàn của tôi"),
    "mine": lambda _value: _("tôi đang giữ"),
    "counter": lambda _value: _("quầy này nhận hoặc trả"),
    "acted": lambda value: _("tôi đã xử lý %(span)s") % {"span": span(value)},
    "received_by": lambda value: _("nơi nhận: %(agency)s") % {"agency": organisation.agency(value).name},
    "receiver": _receiver,
    "holder": _holder,
    "figures": lambda value: ", ".join(str(FIGURES.get(name, name)) for name in sorted(value)),
    "quality": lambda value: _("chỉ số 766: %(what)s") % {"what": QUALITY[value]},
    "body": lambda value: organisation.agency(value).name,
    "period": lambda value: _("kỳ %(span)s") % {"span": span(value)},
    "text": lambda value: f"“{value}”",
    "as_of": as_of,
}
