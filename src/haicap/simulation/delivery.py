"""The wide door: stories as records of the import format, brought in by the centres' other systems."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from haicap.simulation.scene import Scene
from haicap.simulation.story import Happening, Story, tell
from haicap.simulation.world import World

SOURCE = "simulation"
_OPEN_ENDS = frozenset({"received", "assigned", "corrected", "transferred"})  # a dossier that somebody forgot
_LIVE_ONLY = frozenset({"corrected", "asked_again"})  # other systems do not tell of these


def records(world: World, count: int) -> Iterator[dict[str, Any]]:
    """The records of `count` dossiers in the order of their receipt, as far as they have been received."""
    scene = Scene(world)
    told = (record(world, tell(scene, number, moment)) for number, moment in scene.arrivals(count))
    return (each for each in told if each["events"])


class Deliveries:
    """Stories on their way: each is delivered once, on the night of the day when its last event was entered, or on the
    world's last night with what has happened until then.
    """

    def __init__(self, world: World, scene: Scene) -> None:
        self._world = world
        self._scene = scene
        self._waiting: dict[date, list[Story]] = defaultdict(list)

    def expect(self, story: Story) -> None:
        """Take a story on."""
        if story.happenings[0].at < self._world.now:
            self._waiting[min(self._ends_on(story), self._world.end)].append(story)

    def of(self, day: date) -> Iterator[dict[str, Any]]:
        """The records of this night."""
        return (record(self._world, story) for story in self._waiting.pop(day, ()))

    def _ends_on(self, story: Story) -> date:
        last = story.happenings[-1]
        if last.what in _OPEN_ENDS:
            return self._world.end
        return entered(self._scene, story)[-1].date()


def entered(scene: Scene, story: Story) -> list[datetime]:
    """When each happening of `story` is entered; one that waits for a line holds up those behind it."""
    moments, unit = [story.happenings[0].at], story.received_by.code
    for each in story.happenings:
        moments.append(max(moments[-1], scene.entered_at(unit, each.at)))
        unit = each.to or (story.competent.code if each.what == "received" else unit)
    return moments[1:]


def record(world: World, story: Story) -> dict[str, Any]:
    """What has happened of `story`, as one record."""
    person = story.person
    return {
        "external_id": f"{world.key}-{story.number}",
        "received_by": story.received_by.code,
        "source": SOURCE,
        "number": None,
        "procedure": story.procedure.code,
        "competent": story.competent.code,
        "channel": story.channel,
        "applicant": {
            "name": person.name,
            "id_number": person.id_number,
            "phone": person.phone,
            "address": story.address,
        },
        "due_at": None,
        "events": [
            _event(each) for each in story.happenings if each.at < world.now and each.what not in _LIVE_ONLY
        ],
    }


def _event(happening: Happening) -> dict[str, str]:
    told = {"type": happening.what, "at": happening.at.isoformat()}
    if happening.reason:
        told["reason"] = happening.reason
    if happening.to:
        told["to"] = happening.to
    if happening.new_due_at:
        told["new_due_at"] = happening.new_due_at.isoformat()
    return told
