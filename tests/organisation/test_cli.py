"""`haicap user`: single accounts, and a staff list that is taken whole or not at all."""

import argparse
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from haicap.kernel.console import Output, UsageError
from haicap.organisation import cli
from haicap.organisation.models import Account, Appointment, Person, Post

pytestmark = pytest.mark.django_db

HEADER = "username,name,agency,post,starts_on,ends_on\n"
GOOD = HEADER + (
    "moi.an,Trần Thị An,H36.25000,Công chức phụ,2026-03-02,\nmoi.binh,Lê Văn Bình,H36.25000,Công chức phụ,2026-03-02,\n"
)


@pytest.fixture(autouse=True)
def _post() -> None:
    from haicap.organisation.models import Agency, Post

    Post.objects.create(
        agency=Agency.objects.get(code="H36.25000"), title="Công chức phụ", roles=["receiver"], seats=2
    )


def user(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    parser = argparse.ArgumentParser()
    cli.arguments(parser)
    with translation.override("vi"):
        code = cli.run(parser.parse_args(words), Output(as_json=True))
    return code, json.loads(capsys.readouterr().out)


def staff(tmp_path: Path, text: str) -> str:
    file = tmp_path / "can bo.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_an_account_from_add_to_unlock(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("add", "moi.chi", "--name", "Phạm Chi", "--agency", "H36.25000", "--post", "Công chức phụ")
    code, document = user(*words, capsys=capsys)
    assert code == 0
    row = Account.objects.get(username="moi.chi")
    assert row.check_password(document["passwords"]["moi.chi"])
    assert row.must_change_password
    assert user("lock", "moi.chi", "--reason", "nghỉ phép", capsys=capsys)[0] == 0
    code, rows = user("list", "pham chi", capsys=capsys)
    assert [(row["username"], row["locked"]) for row in rows] == [("moi.chi", "nghỉ phép")]
    assert rows[0]["posts"] == ["Công chức phụ, Trung tâm Phục vụ hành chính công xã Di Linh"]
    assert user("unlock", "moi.chi", capsys=capsys)[0] == 0
    code, document = user("password", "moi.chi", capsys=capsys)
    row.refresh_from_db()
    assert row.check_password(document["password"])


def test_an_unknown_account_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    code, document = user("unlock", "khong.co", capsys=capsys)
    assert (code, document["refused"][0]["code"]) == (1, "organisation.unknown_account")
    assert "khong.co" in document["refused"][0]["message"]


def test_a_weak_password_from_standard_input_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ngan\n"))
    code, document = user("password", "25000.vanthu", "--stdin", capsys=capsys)
    assert (code, document["refused"][0]["code"]) == (1, "organisation.password_weak")


def test_a_staff_list_is_taken_and_the_same_list_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = staff(tmp_path, GOOD)
    code, first = user("import", file, capsys=capsys)
    assert (code, first["read"], first["added"]) == (0, 2, 2)
    assert set(first["passwords"]) == {"moi.an", "moi.binh"}
    before = (Person.objects.count(), Account.objects.count(), Appointment.objects.count())
    code, again = user("import", file, capsys=capsys)
    assert (code, again["added"], again["unchanged"], again["passwords"]) == (0, 0, 2, {})
    assert before == (Person.objects.count(), Account.objects.count(), Appointment.objects.count())


def test_a_later_list_gives_last_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    user("import", staff(tmp_path, GOOD), capsys=capsys)
    ended = GOOD.replace(
        "moi.an,Trần Thị An,H36.25000,Công chức phụ,2026-03-02,",
        "moi.an,Trần Thị An,H36.25000,Công chức phụ,2026-03-02,2026-06-30",
    )
    code, document = user("import", staff(tmp_path, ended), capsys=capsys)
    assert (code, document["changed"], document["unchanged"]) == (0, 1, 1)
    code, document = user("import", staff(tmp_path, GOOD), capsys=capsys)
    assert (code, document["rejects"][0]["column"]) == (1, "ends_on")


BAD = (
    HEADER
    + """moi.an,Trần Thị An,H36.25000,Công chức phụ,2026-03-02,
moi.hai,Lê Hai,H36.99999,Công chức phụ,2026-03-02,
moi.ba,Lê Ba,H36.25000,Phi hành gia,2026-03-02,
moi.bon,Lê Bốn,H36.25000,Công chức phụ,02/03/2026,
moi.nam,Lê Năm,H36.25000,Công chức phụ,2026-03-02,2026-01-01
Có Dấu,Lê Sáu,H36.25000,Công chức phụ,2026-03-02,
moi.bay,,H36.25000,Công chức phụ,2026-03-02,
25000.vanthu,Tên Khác,H36.25000,Công chức phụ,2026-03-02,
moi.chin,Lê Chín,H36.25000,Công chức phụ,2026-03-02,
moi.muoi,Lê Mười,H36.25000,Công chức phụ,2026-03-02,
"""
)


def test_one_bad_row_keeps_the_whole_list_out_and_every_fault_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (Person.objects.count(), Account.objects.count())
    code, document = user("import", staff(tmp_path, BAD), capsys=capsys)
    assert code == 1
    assert [(each["row"], each["column"]) for each in document["rejects"]] == [
        (3, "agency"),
        (4, "post"),
        (5, "starts_on"),
        (6, "starts_on"),
        (7, "username"),
        (8, "name"),
        (9, "name"),
        (11, "starts_on"),
    ]
    assert (document["added"], document["passwords"]) == (0, {})
    assert before == (Person.objects.count(), Account.objects.count())


def test_a_dry_run_stores_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = Account.objects.count()
    code, document = user("import", staff(tmp_path, GOOD), "--dry-run", capsys=capsys)
    assert (code, document["added"]) == (0, 2)
    assert Account.objects.count() == before


@pytest.mark.parametrize("text", ["username,name\nx,y\n", None])
def test_a_file_that_is_no_staff_list_could_not_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None
) -> None:
    file = staff(tmp_path, text) if text else str(tmp_path / "khong co.csv")
    with pytest.raises(UsageError):
        user("import", file, capsys=capsys)


def _post_of(username: str) -> Post:
    return Appointment.objects.get(person_id=Account.objects.get(username=username).person_id).post


def test_a_new_installation_begins_with_one_administrator(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("add", "moi.dau", "--name", "Ngô Đầu", "--agency", "H36.01", "--post", "Quản trị mới")
    assert user(*words, capsys=capsys)[0] == 1
    code, _ = user(*words, "--roles", "technical_admin", "business_admin", capsys=capsys)
    assert code == 0
    held = _post_of("moi.dau")
    assert (held.title, held.seats, held.roles) == ("Quản trị mới", 1, ["business_admin", "technical_admin"])


def test_a_list_with_roles_opens_the_posts_it_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = HEADER.replace("\n", ",roles\n")
    rows = [
        f"moi.{name},Trần {name},H36.25000,Công chức mới,2026-03-02,,receiver returner\n"
        for name in ("mot", "hai")
    ]
    code, document = user("import", staff(tmp_path, header + "".join(rows)), capsys=capsys)
    assert (code, document["added"]) == (0, 2)
    assert _post_of("moi.hai").seats == 2
    wrong = rows[0].replace("receiver returner", "tho-ky").replace("mới", "khác")
    code, document = user("import", staff(tmp_path, header + wrong), capsys=capsys)
    assert (code, document["rejects"][0]["code"]) == (1, "organisation.unknown_role")
