"""A reader who believes nothing: every number of a board is a link, and its list has exactly that many rows.

Not a link may only be what says why: a sum of the links of its own row (`data-sum`, added up again here), a number
somebody else declared (`data-quoted`), a code (`<code>`), a time, what a form offers. What is taken for a number is
text of digits alone; shares bear their sign, days their points or strokes.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client

_NUMBER = re.compile(r"\d[\d.,\s\u00a0]*")
_TOTAL = re.compile(r'data-total="(\d+)"')
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_NOT_READ = frozenset({"script", "style", "select", "code", "time", "title", "option", "pattern"})
_NO_COUNTS = ("data-quoted", "data-place", "data-name")  # declared by others, a rank, the name of a column
_ADDS = frozenset({"ul", "tr", "g"})  # within these a sum stands beside what it adds up


@dataclass
class _Open:
    tag: str
    told: dict[str, str | None]
    counts: list[int] = field(default_factory=list)  # of the links within


class Board(HTMLParser):
    """What a page says in numbers: `links` (address, count), `faults` in words."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[str, int]] = []
        self.faults: list[str] = []
        self._open: list[_Open] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if "data-count" in told and self._in("main"):
            self._link(told)
        if tag not in _VOID:
            self._open.append(_Open(tag, told))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing is in it."""

    def handle_endtag(self, tag: str) -> None:
        if not self._in(tag):
            self.faults.append(f"</{tag}> closes nothing in {self._where()}")
            return
        while self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = data.strip()
        if not _NUMBER.fullmatch(text) or not self._in("main") or self._in(*_NOT_READ):
            return
        number = int(re.sub(r"\D", "", text))
        if link := self._around("data-count"):
            if int(link.told["data-count"] or "") != number:
                self.faults.append(f"{text} is shown, {link.told['data-count']} is meant")
        elif self._around("data-sum"):
            self._sum(number)
        elif not any(self._around(each) for each in _NO_COUNTS):
            self.faults.append(f"{text} in {self._where()} opens nothing")

    def _link(self, told: dict[str, str | None]) -> None:
        count, address = int(told["data-count"] or ""), told.get("href") or ""
        if not address:
            self.faults.append(f"{count} leads nowhere")
        self.links.append((address, count))
        drawn = self._in("svg")
        for each in self._open:
            if not drawn or each.tag == "g":  # a drawing shows the numbers of its table once more
                each.counts.append(count)

    def _sum(self, number: int) -> None:
        row = next((each for each in reversed(self._open) if each.tag in _ADDS), None)
        added = sum(row.counts) if row else None
        if added != number:
            self.faults.append(f"{number} in {self._where()} is said to be a sum and is not {added}")

    def _in(self, *tags: str) -> bool:
        return any(each.tag in tags for each in self._open)

    def _around(self, attribute: str) -> _Open | None:
        return next((each for each in reversed(self._open) if attribute in each.told), None)

    def _where(self) -> str:
        return " > ".join(each.tag for each in self._open[-4:])


@dataclass
class Reader:
    """Somebody signed in, who follows numbers; what was counted once is not counted again."""

    client: Client
    seen: dict[str, tuple[int, int]] = field(
        default_factory=dict
    )  # address: rows of the page, rows of the file

    def faults_of(self, path: str, *, files: bool = True) -> tuple[list[str], int]:
        """What is wrong with the numbers of the board at `path`, and how many there are."""
        page = self.client.get(path)
        assert page.status_code == 200, (path, page.status_code, page.content.decode()[:500])
        board = Board(page.content.decode())
        wrong = [f"{path}: {fault}" for fault in (*board.faults, *self._differ(path, board.links, files))]
        return wrong, len(board.links)

    def _differ(self, path: str, links: Iterable[tuple[str, int]], files: bool) -> Iterator[str]:
        for address, count in links:
            whole = path.partition("?")[0] + address if address.startswith("?") else address
            listed, filed = self._rows(whole, files=files and count > 0)
            if listed != count or (files and count > 0 and filed != count):
                yield f"{count} is said of {whole}; its list has {listed}, its file {filed}"

    def _rows(self, address: str, *, files: bool) -> tuple[int, int]:
        if address not in self.seen:
            self.seen[address] = (self._listed(address), self._filed(address) if files else 0)
        return self.seen[address]

    def _listed(self, address: str) -> int:
        answer = self.client.get(address)
        page = answer.content.decode()
        total = _TOTAL.search(page)
        assert total, (address, answer.status_code, page[:500])
        rows = page.count('<tr id="d-')
        return int(total[1]) if rows == min(int(total[1]), 25) else rows

    def _filed(self, address: str) -> int:
        answer = self.client.get(f"{address}&tep=csv")
        content = b"".join(answer) if answer.streaming else answer.content
        table = [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) if len(row) > 1]
        return (
            len(table) - 1
        )  # a line of one cell says what the file is, the first of many cells are headings
