"""Pictures for the tutorial: the walk from intake to hand-over through a demo, each page kept in docs/images.

    python -m tools.screenshots            starts a demo in a temporary directory, walks through it, stops it
    python -m tools.screenshots ADDRESS    walks through a demo that already runs
    python -m tools.screenshots --boards [ADDRESS]    the boards alone, light and dark, on a desk and on a phone

Names, numbers and days differ from run to run; pages do not.
"""

import io
import json
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import chromium

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
LARGEST = 150_000  # bytes of a picture
SCREEN = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 780}
COLOURS = 128
PASSWORD = "cham-dan-36-haicap"  # of the demo, printed on its first page
CARD = "068190001234|250123456|Nguyễn Thị Hòa|02011990|Nữ|Thôn 3, xã Di Linh, tỉnh Lâm Đồng|01052021"
RECEIVER, RETURNER = "25000.tiepnhan1", "25000.traketqua"
SPECIALIST, CHAIR, CLERK = "25000.tuphap1", "25000.chutich", "25000.vanthu"
LEADER, DEPARTMENT = "68.chutich", "68.home-affairs.giamdoc"
BOARDS = (
    ("commune", CHAIR, "/bang-dieu-hanh/"),
    ("own", SPECIALIST, "/bang-dieu-hanh/cua-toi/"),
    ("department", DEPARTMENT, "/bang-dieu-hanh/so/"),
    ("province", LEADER, "/bang-dieu-hanh/tinh/"),
    ("league", LEADER, "/bang-dieu-hanh/tinh/xa/"),
    ("fields", LEADER, "/bang-dieu-hanh/tinh/linh-vuc/"),
    ("map", LEADER, "/bang-dieu-hanh/tinh/ban-do/"),
    ("public", "", "/so-lieu/"),
    ("open-data", "", "/du-lieu-mo/"),
)
WIDTHS, HEIGHT, LOOKS = (1366, 320), 1100, ("light", "dark")


def main(words: list[str]) -> int:
    """Take all pictures; each is written only when the walk has come past it."""
    (IMAGES / "boards").mkdir(exist_ok=True, parents=True)
    boards_alone, words = "--boards" in words, [word for word in words if word != "--boards"]
    path = chromium.executable()
    if path is None:
        sys.exit(chromium.NOT_RUN)
    with sync_playwright() as play, _address(words) as address:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        if not boards_alone:
            _walk(browser, address)
        _boards(browser, address)
        browser.close()
    return 0


@contextmanager
def _address(words: list[str]) -> Iterator[str]:
    """The demo that is named, else one of our own, filled."""
    if words:
        yield words[0].rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="haicap-pictures-") as place:
        command = [
            sys.executable,
            "-m",
            "haicap",
            "up",
            "--data",
            f"{place}/data",
            "--port",
            str(_free_port()),
        ]
        demo = subprocess.Popen(
            [*command, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert demo.stdout and demo.stderr
        try:
            for line in demo.stderr:
                print(line, end="")
                if line.rstrip().endswith(": done"):
                    break
            yield str(json.loads(demo.stdout.readline())["address"]).rstrip("/")
        finally:
            demo.send_signal(signal.SIGINT)
            demo.communicate(timeout=60)


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def _walk(browser: Browser, address: str) -> None:
    page = _page(browser, address)
    _keep(page, "home")
    number, tracking = _intake(browser, address)
    phone = _page(browser, address, PHONE)
    phone.goto(tracking)
    _keep(phone, "tracking")
    _process(browser, address, number)
    _hand_over(browser, address, tracking)
    phone.reload()
    _keep(phone, "tracking-done")
    leader = _signed_in(browser, address, LEADER)
    leader.goto(f"{address}/bang-dieu-hanh/tinh/")
    _keep(leader, "board-province")


def _boards(browser: Browser, address: str) -> None:
    """Every board as somebody sees it who may, in two looks and two widths."""
    for name, username, path in BOARDS:
        page = _signed_in(browser, address, username) if username else _page(browser, address)
        for look in LOOKS:
            page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                page.goto(f"{address}{path}")
                _keep(page, f"boards/{name}-{width}-{look}")
        page.context.close()


def _intake(browser: Browser, address: str) -> tuple[str, str]:
    """By keyboard: the number given and the address in the QR code of the printed receipt."""
    page = _signed_in(browser, address, RECEIVER)
    page.goto(f"{address}/mot-cua/tiep-nhan/")
    expect(page.locator("#card")).to_be_focused()
    page.keyboard.type(CARD)
    page.keyboard.press("Enter")
    expect(page.locator("#id_name")).to_have_value("Nguyễn Thị Hòa")
    page.keyboard.press("F2")
    page.keyboard.type("khai sinh", delay=30)
    expect(page.get_by_text("1.001193").first).to_be_visible()
    _keep(page, "search")
    page.keyboard.press("Enter")
    expect(page.locator("[name=component-c1][value=kept]")).to_be_focused()
    for key in ("1", "1", "4", "4"):
        page.keyboard.press(key)
    expect(page.locator("[name=component-c3][value=missing]")).to_be_checked()
    page.wait_for_timeout(1500)  # the draft is kept and the preview follows
    page.evaluate("scrollTo(0, 0)")
    _keep(page, "intake")
    page.keyboard.press("F9")
    expect(page.locator(".number-big")).to_be_visible()
    _keep(page, "accepted")
    number = page.locator(".number-big").inner_text()
    sheet = page.request.get(
        address + str(page.get_by_role("link", name="In giấy hẹn A5").get_attribute("href"))
    )
    picture = pypdfium2.PdfDocument(sheet.body())[0].render(scale=1.6).to_pil()
    (IMAGES / "receipt.png").write_bytes(_png(picture))
    return number, zxingcpp.read_barcodes(picture)[0].text


def _process(browser: Browser, address: str, number: str) -> None:
    page = _signed_in(browser, address, SPECIALIST)
    page.goto(f"{address}/viec-can-lam/")
    _keep(page, "worklist")
    _open(page, address, number)
    page.keyboard.press("F8")  # take up
    expect(page.get_by_role("button", name="Xong bước, chuyển tiếp")).to_be_visible()
    _keep(page, "dossier")
    page.keyboard.press("F9")
    page.wait_for_load_state()

    chair = _signed_in(browser, address, CHAIR)
    chair.goto(f"{address}/ky-duyet/")
    mine = chair.locator(".sign-item", has_text=number)
    mine.get_by_role("checkbox").check()
    mine.scroll_into_view_if_needed()
    _keep(chair, "signing")
    chair.keyboard.press("F9")
    expect(chair.locator("#answers")).to_be_visible()
    chair.goto(f"{address}/bang-dieu-hanh/")
    _keep(chair, "board")

    clerk = _signed_in(browser, address, CLERK)
    _open(clerk, address, number)
    clerk.get_by_label("Số, ký hiệu kết quả").fill("57/KS")
    _keep(clerk, "issue")
    clerk.get_by_role("button", name="Ban hành kết quả").click()
    clerk.wait_for_load_state()


def _hand_over(browser: Browser, address: str, tracking: str) -> None:
    page = _signed_in(browser, address, RETURNER)
    page.goto(f"{address}/mot-cua/tra-ket-qua/")
    page.keyboard.type(tracking)
    page.keyboard.press("Enter")
    expect(page.locator("[name=paper][value=card]")).to_be_focused()
    page.keyboard.press("1")
    _keep(page, "hand-over")
    page.keyboard.press("Enter")
    expect(page.locator(".notice-success")).to_be_visible()


def _open(page: Page, address: str, number: str) -> None:
    page.goto(f"{address}/ho-so/?q={number}")
    page.get_by_role("link", name=re.compile(re.escape(number))).first.click()
    expect(page.locator("#panel-title")).to_be_visible()


def _page(browser: Browser, address: str, screen: dict[str, int] = SCREEN) -> Page:
    context = browser.new_context(viewport=screen, locale="vi-VN", base_url=address)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(address)
    return page


def _signed_in(browser: Browser, address: str, username: str) -> Page:
    page = _page(browser, address)
    page.goto(f"{address}/tai-khoan/dang-nhap/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    return page


def _keep(page: Page, name: str) -> None:
    (IMAGES / f"{name}.png").write_bytes(_png(Image.open(io.BytesIO(page.screenshot()))))


def _png(picture: Image.Image) -> bytes:
    """The picture with few colours; flat pages lose nothing by it."""
    few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    if out.tell() > LARGEST:
        raise SystemExit(f"a picture of {out.tell()} bytes; the most is {LARGEST}")
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
