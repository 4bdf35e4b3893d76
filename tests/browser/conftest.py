"""The browser harness: `open_page` gives pages of the live server in Chromium, in any look and width.

Every page is watched: a console error, an uncaught exception, a request to another host or a missing file fails the
test that opened it.
"""

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    path = chromium.require()
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(chromium_browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """`open_page("/thu-tuc/", width=320, scheme="dark", text_size=5, script=False, language="en")`."""
    contexts = []
    watch = Watch(urlsplit(live_server.url).netloc)

    def open_(
        path: str = "/",
        *,
        width: int = 1366,
        height: int = 768,
        scheme: str = "light",
        contrast: str = "no-preference",
        text_size: int = 2,
        language: str = "vi",
        script: bool = True,
    ) -> Page:
        context = chromium_browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            contrast=contrast,
            java_script_enabled=script,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        contexts.append(context)
        wishes = {"haicap_look": f"auto-{text_size}", settings.LANGUAGE_COOKIE_NAME: language}
        context.add_cookies(
            [{"name": name, "value": wish, "url": live_server.url} for name, wish in wishes.items()]
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch.over(page)
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not watch.problems, watch.problems


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo's accounts may sign in, and nobody has tried in vain before."""
    monkeypatch.setattr(settings, "DEMO", True)
    cache.clear()


@pytest.fixture
def browser_page(open_page: OpenPage) -> Page:
    """A page on the first page of the live server, usual look."""
    return open_page("/")


class Watch:
    """What must not happen on any page."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.problems: list[str] = []

    def over(self, page: Page) -> None:
        """Watch `page` from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"uncaught: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # answers that failed or did not come are the business of the test; those to files are judged in `_response`
        if message.type == "error" and not message.text.startswith(("Failed to load resource", "htmx:")):
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != self.host:
            self.problems.append(f"request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type not in {"document", "xhr", "fetch"}:
            self.problems.append(f"{response.status}: {response.url}")
