"""Answers are given again for a moment only, and refusals never."""

from concurrent.futures import ThreadPoolExecutor

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


def test_where_nobody_else_changes_anything_an_answer_lasts_until_it_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    age = 0.0
    monkeypatch.setattr(memory.time, "monotonic", lambda: age)

    @remembered(seconds=2)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    with memory.lasting():
        double(3)
        age = 3600.0
        double(3)
        assert asked == [3]
        double.forget()
        double(3)
        assert asked == [3, 3]
    age = 7200.0
    double(3)
    assert asked == [3, 3, 3]


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


def test_who_works_apart_tells_nobody_and_afterwards_everybody_asks_anew() -> None:
    stored = "old"

    @remembered(seconds=60)
    def read() -> str:
        return stored

    with ThreadPoolExecutor(1) as other:
        assert other.submit(read).result() == "old"
        with memory.apart():
            stored = "new, not committed"
            assert (read(), other.submit(read).result()) == ("new, not committed", "old")
            stored = "newer"
            assert read() == "new, not committed"
            read.forget()
            with memory.apart():
                assert read() == "newer"
            assert other.submit(read).result() == "old"
        assert other.submit(read).result() == "newer"


def test_nothing_is_kept_of_what_was_rolled_back() -> None:
    stored = "old"

    @remembered(seconds=60)
    def read() -> str:
        return stored

    with pytest.raises(RuntimeError), memory.apart():
        stored = "new"
        assert read() == "new"
        stored = "old"
        raise RuntimeError
    assert read() == "old"


def test_an_answer_on_its_way_while_somebody_forgets_is_not_kept() -> None:
    stored = "old"

    @remembered(seconds=60)
    def read() -> str:
        answer = stored
        if stored == "old":
            change()
        return answer

    def change() -> None:
        nonlocal stored
        stored = "new"
        read.forget()

    assert (read(), read()) == ("old", "new")
