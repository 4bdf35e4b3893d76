"""The action panel of a dossier: what can be done now, what cannot and why."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from haicap.desk import results
from haicap.desk.web.office.deeds import AT_COUNTER, TASKS, DeedForm, Give, Task, Transfer
from haicap.desk.web.office.words import Words, worded
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import DossierCard, DossierFile
from haicap.kernel import clock
from haicap.kernel.errors import Refusal
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.territory import api as territory

Tried = tuple[str, DeedForm]  # a task's name and its form that came back with mistakes


@dataclass(frozen=True, slots=True)
class Offer:
    """A task that is open to this official, with its form; `is_open` where the form holds what was typed."""

    name: str
    task: Task
    form: DeedForm
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Blocked:
    """A task that is not: greyed, with the reason."""

    label: Words
    refusal: Refusal
    icon: str = ""


@dataclass(slots=True)
class Panel:
    """`first` are the next steps, `more` the rarer ones, `links` lead to the counter, `others` is others' work."""

    first: list[Offer] = field(default_factory=list)
    more: list[Offer] = field(default_factory=list)
    links: list[tuple[Words, str]] = field(default_factory=list)
    blocked: list[Blocked] = field(default_factory=list)
    others: list[Blocked] = field(default_factory=list)


def panel(actor: Actor, opened: DossierFile, back: str, tried: Tried | None = None) -> Panel:
    """What `actor` may do with the dossier; `tried` is a form that came back with mistakes."""
    made = Panel()
    refusals = opened.allowed
    for name, task in TASKS.items():
        if task.action not in refusals or _is_idle(name, actor, opened.card):
            continue
        refusal = refusals[task.action]
        if refusal is not None:
            _block(made, Blocked(task.label, worded(refusal), task.icon))
            continue
        offer = _offer(name, opened, back, tried)
        (made.first if task.tone == "primary" else made.more).append(offer)
    if results.may_draft(opened):
        address = f"{reverse('office:draft', args=[opened.card.id])}?{urlencode({'tu': back})}"
        made.links.append((_("Soạn kết quả"), address))
    for action, (label, place) in AT_COUNTER.items():
        if action in refusals:
            refusal = refusals[action]
            if refusal is None:
                made.links.append((label, reverse(place, args=[opened.card.id])))
            else:
                _block(made, Blocked(label, worded(refusal)))
    return made


def form_of(name: str, opened: DossierFile, data: Any = None, files: Any = None, **start: Any) -> DeedForm:
    """The form of a task with the choices this dossier leaves."""
    kind = TASKS[name].form
    extra: dict[str, Any] = {}
    if issubclass(kind, Give):
        extra["colleagues"] = _colleagues(opened.card)
    if issubclass(kind, Transfer):
        extra["units"] = _units(opened.card)
    form = kind(data, files, auto_id=f"{name}-%s", initial=start, **extra)
    if "file" in form.fields and results.draft_going_on(opened):
        form.fields["file"].help_text = _("Không chọn tệp thì dự thảo đã soạn đi cùng.")
    return form


def _offer(name: str, opened: DossierFile, back: str, tried: Tried | None) -> Offer:
    task = TASKS[name]
    if tried is not None and tried[0] == name:
        return Offer(name, task, tried[1], is_open=True)
    return Offer(name, task, form_of(name, opened, version=opened.card.version, tu=back))


def _is_idle(name: str, actor: Actor, card: DossierCard) -> bool:
    """Nobody takes up what they hold already, or a step that is not theirs to do."""
    own = card.step_role in dossiers.step_roles_of(actor.roles)
    return name == "nhan-xu-ly" and (card.holder_id == actor.appointment_id or not own)


def _block(made: Panel, blocked: Blocked) -> None:
    """Work of other roles goes apart: it is no news to whoever reads."""
    if any(blocked.label == each.label for each in (*made.blocked, *made.others)):
        return
    theirs = blocked.refusal.code == "dossier.role_missing"
    (made.others if theirs else made.blocked).append(blocked)


def _colleagues(card: DossierCard) -> list[tuple[str, str]]:
    held = dossiers.colleagues(card, clock.today())
    return [
        (str(each.id), f"{each.person_name}, {each.post_title}") for each in held if each.id != card.holder_id
    ]


def _units(card: DossierCard) -> list[tuple[str, str]]:
    """Every unit of the province but the one it is at."""
    here = organisation.agency(card.competent)
    today = clock.today()
    units = [
        territory.require_unit(here.province_code, today),
        *territory.communes_of(here.province_code, today),
    ]
    return [(unit.code, unit.name) for unit in units if unit.code != here.unit_code]
