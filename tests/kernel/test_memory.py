"""Answers are given again for a moment only, and refusals never."""

import pytest

from haicap.kernel import memory
from haicap.kernel.errors import RefusalError, refuse
from haicap.kernel.memory import remembered


def test_an_answer_is_asked_again_when_it_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    age = 0.0
    monkeypatch.setattr(memory.time, "monotonic", lambda: age)

    @remembered(seconds=2)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [double(3), double(3), double(4)] == [6, 6, 8]
    assert asked == [3, 4]
    age = 1.9
    double(3)
    assert asked == [3, 4]
    age = 2.1
    double(3)
    assert asked == [3, 4, 3]
    double.forget()
    double(3)
    assert asked == [3, 4, 3, 3]


def test_a_refusal_is_not_remembered() -> None:
    there = False

    @remembered(seconds=60)
    def find() -> str:
        if not there:
            raise refuse("territory.unknown_unit")
        return "found"

    with pytest.raises(RefusalError):
        find()
    there = True
    assert find() == "found"


def test_memory_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST", 3)

    @remembered(seconds=60)
    def same(number: int) -> int:
        return number

    assert [same(number) for number in range(10)] == list(range(10))
    assert len(same._answers) <= 3
