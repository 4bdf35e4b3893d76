"""The electronic seal: made once and closed, replaced by the organisation's own, and no change to a paper passes."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader

from haicap.config import cli
from haicap.documents import api as documents
from haicap.documents.contract.seals import Origin, SealCard, Sealed
from haicap.documents.domain import certificates
from haicap.documents.models import keyring
from haicap.documents.services import pades, seals
from haicap.kernel.errors import FailureError, RefusalError
from haicap.platform import rehearsal
from tests.documents import papers
from tests.documents.conftest import AT

HOLDER = "Ủy ban nhân dân tỉnh Lâm Đồng"
PASSWORD = "mật khẩu 36"


@pytest.fixture(scope="module")
def plain() -> bytes:
    """A paper of the press."""
    return documents.render_log_book(papers.log_book(5)).pdf


@pytest.fixture
def sealed(plain: bytes) -> bytes:
    """The same paper under the deployment's seal."""
    _, pem = seals.current(holder=HOLDER, at=AT)
    return pades.sealed(plain, pem=pem, at=AT)


def verify(pdf: bytes, trust: bytes = b"") -> Sealed:
    return documents.verify_seals(pdf, now=AT, trust=trust)


def named(organisation: str, name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


class Authority:
    """Somebody who vouches for others."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = named("Ban Cơ yếu (thử)", "CA thử nghiệm")
        self.certificate = self.sign(self.key.public_key(), self.name, ca=True)
        self.pem = self.certificate.public_bytes(Encoding.PEM)

    def sign(self, key: Any, name: x509.Name, *, ca: bool = False, **more: Any) -> x509.Certificate:
        """A certificate for `key`."""
        usage = {each: each in more.get("uses", ("digital_signature",)) for each in USES}
        return (
            x509.CertificateBuilder(self.name, name, key, x509.random_serial_number())
            .not_valid_before(AT - timedelta(days=30))
            .not_valid_after(more.get("until", AT + timedelta(days=365)))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**(usage | ({"key_cert_sign": True} if ca else {}))), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
            )
            .sign(self.key, hashes.SHA256())
        )

    def archive(self, key: Any = None, **more: Any) -> bytes:
        """PKCS#12 of an agency's key and certificate."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        uses = more.pop("uses", ("digital_signature", "content_commitment"))
        certificate = self.sign(
            key.public_key(), named("Sở Nội vụ", "Sở Nội vụ tỉnh Lâm Đồng"), uses=uses, **more
        )
        return pkcs12.serialize_key_and_certificates(
            b"seal", key, certificate, [self.certificate], BestAvailableEncryption(PASSWORD.encode())
        )


USES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def install(archive: bytes, password: str = PASSWORD) -> SealCard:
    return documents.install_seal(archive=archive, password=password, at=AT)


def test_a_sealed_paper_is_intact_ours_and_tells_when(sealed: bytes) -> None:
    found = verify(sealed)
    (seal,) = found.seals
    assert found.holds
    assert (seal.origin, seal.sealed_at, seal.genuine, seal.covers) == (Origin.OWN, AT, True, True)
    assert (seal.card.holder, seal.card.self_made, seal.card.name) == (HOLDER, True, seals.SELF_MADE)
    assert seal.card == documents.seal()


def test_no_byte_of_a_sealed_paper_can_change(sealed: bytes) -> None:
    step = len(sealed) // 300
    for place in range(0, len(sealed), step):
        changed = bytearray(sealed)
        changed[place] ^= 1
        assert not verify(bytes(changed)).intact, place


def test_nothing_can_hide_in_the_room_left_behind_the_signature(sealed: bytes) -> None:
    end = sealed.rindex(b"0000>")
    assert not verify(sealed[:end] + b"41" + sealed[end + 2 :]).intact


@pytest.mark.parametrize("more", [b"\n", b"% x\n", b"\n1 0 obj\n<<>>\nendobj\n"])
def test_what_is_appended_makes_it_not_intact(sealed: bytes, more: bytes) -> None:
    found = verify(sealed + more)
    assert not found.intact
    assert not found.holds


def test_an_update_appended_by_a_pdf_program_makes_it_not_intact(sealed: bytes) -> None:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    update = IncrementalPdfFileWriter(BytesIO(sealed))
    update.root["/Lang"] = generic.TextStringObject("en")
    update.update_root()
    out = BytesIO()
    update.write(out)
    assert out.getvalue().startswith(sealed)
    (seal,) = verify(out.getvalue()).seals
    assert (seal.genuine, seal.covers) == (True, False)
    assert not verify(out.getvalue()).intact


def test_a_paper_without_a_seal_and_a_broken_one_do_not_hold(plain: bytes, sealed: bytes) -> None:
    assert (verify(plain).readable, verify(plain).holds) == (True, False)
    assert not verify(sealed[: len(sealed) // 2]).holds
    assert not verify(b"%PDF-1.7\nnothing").readable


def test_the_seal_of_another_key_is_unknown_though_its_name_is_ours(
    plain: bytes, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "another"
    _, pem = seals.current(holder=HOLDER, at=AT)
    foreign = pades.sealed(plain, pem=pem, at=AT)
    settings.DATA_DIR = tmp_path / "ours"
    seals.current(holder=HOLDER, at=AT)
    (seal,) = verify(foreign).seals
    assert (seal.origin, seal.genuine) == (Origin.UNKNOWN, True)
    assert (verify(foreign).intact, verify(foreign).holds) == (True, False)


def test_the_key_is_its_owners_alone(sealed: bytes, data_dir: Path) -> None:
    assert sealed
    assert keyring.folder().stat().st_mode & 0o777 == 0o700
    files = sorted(keyring.folder().iterdir())
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert [path.name for path in files if b"PRIVATE KEY" in path.read_bytes()] == ["seal.pem"]


def test_two_processes_that_need_it_at_once_make_one_key(data_dir: Path) -> None:
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'haicap.config.settings'\n"
        "import django; django.setup()\n"
        "from datetime import datetime; from haicap.documents.services import seals\n"
        f"card, pem = seals.current(holder={HOLDER!r}, at=datetime.fromisoformat({AT.isoformat()!r}))\n"
        "print(card.fingerprint)"
    )
    environment = {"HAICAP_DATA_DIR": str(data_dir), "PYTHONPATH": ":".join(sys.path), "PATH": ""}
    both = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    told = {process.communicate(timeout=120)[0] for process in both}
    assert len(told) == 1
    assert keyring.ours() == {told.pop().strip()}


def test_a_self_made_seal_is_made_anew_after_its_time_and_the_old_one_stays_ours(sealed: bytes) -> None:
    old = documents.seal()
    assert old
    new, _ = seals.current(holder=HOLDER, at=AT + seals.LIFE + timedelta(days=1))
    assert new.fingerprint != old.fingerprint
    assert verify(sealed).holds
    assert keyring.ours() == {old.fingerprint, new.fingerprint}


def test_the_organisations_certificate_replaces_it_and_older_papers_stay_ours(
    sealed: bytes, plain: bytes
) -> None:
    authority = Authority()
    card = install(authority.archive())
    assert (card.holder, card.issuer, card.self_made) == ("Sở Nội vụ", "CA thử nghiệm", False)
    used, pem = seals.current(holder=HOLDER, at=AT)
    assert used == card == documents.seal()
    again = pades.sealed(plain, pem=pem, at=AT)
    assert verify(again).seals[0].origin is Origin.OWN
    assert verify(sealed).holds
    assert len(keyring.ours()) == 2


def test_elsewhere_it_is_known_by_its_authority_alone(plain: bytes, settings: Any, tmp_path: Path) -> None:
    authority = Authority()
    install(authority.archive(rsa.generate_private_key(65537, 2048)))
    paper = pades.sealed(plain, pem=seals.current(holder=HOLDER, at=AT)[1], at=AT)
    settings.DATA_DIR = tmp_path / "elsewhere"
    assert verify(paper).seals[0].origin is Origin.UNKNOWN
    assert verify(paper, Authority().pem).seals[0].origin is Origin.UNKNOWN
    assert verify(paper, authority.pem).seals[0].origin is Origin.TRUSTED
    assert verify(paper, authority.pem).holds
    with pytest.raises(RefusalError, match=r"documents\.seal_no_authority"):
        verify(paper, b"no certificate")


def test_a_seal_put_on_outside_the_certificates_time_does_not_hold(plain: bytes) -> None:
    late = AT + seals.LIFE + timedelta(days=2)
    paper = pades.sealed(plain, pem=seals.current(holder=HOLDER, at=AT)[1], at=late)
    assert (verify(paper).intact, verify(paper).holds) == (True, False)


@pytest.mark.parametrize(
    ("archive", "password", "code"),
    [
        (lambda it: it.archive(), "sai", "documents.seal_password"),
        (lambda it: it.archive(), "", "documents.seal_password"),
        (lambda it: b"%PDF-1.7", PASSWORD, "documents.seal_no_archive"),
        (lambda it: it.archive()[:500], PASSWORD, "documents.seal_password"),
        (lambda it: it.archive(until=AT - timedelta(days=1)), PASSWORD, "documents.seal_not_in_force"),
        (lambda it: it.archive(uses=("key_encipherment",)), PASSWORD, "documents.seal_use"),
        (lambda it: it.archive(rsa.generate_private_key(65537, 1024)), PASSWORD, "documents.seal_key"),
        (
            lambda it: pkcs12.serialize_key_and_certificates(
                b"x", None, None, [it.certificate], BestAvailableEncryption(PASSWORD.encode())
            ),
            PASSWORD,
            "documents.seal_incomplete",
        ),
    ],
)
def test_what_cannot_be_a_seal_is_refused_and_the_old_one_stays(
    archive: Any, password: str, code: str
) -> None:
    before, _ = seals.current(holder=HOLDER, at=AT)
    with pytest.raises(RefusalError) as refused:
        install(archive(Authority()), password)
    assert refused.value.refusal.code == code
    assert documents.seal() == before


def test_an_installed_seal_that_ran_out_seals_nothing() -> None:
    install(Authority().archive())
    with pytest.raises(FailureError, match=r"documents\.seal_over"):
        seals.current(holder=HOLDER, at=AT + timedelta(days=400))


def test_a_rehearsal_never_reaches_the_official_seal(monkeypatch: pytest.MonkeyPatch, plain: bytes) -> None:
    official, _ = seals.current(holder=HOLDER, at=AT)
    with monkeypatch.context() as patch:
        patch.setattr(rehearsal, "name", lambda: "thang_6")
        card, pem = seals.current(holder=HOLDER, at=AT)
        assert card.name == seals.OF_REHEARSAL
    assert card.fingerprint != official.fingerprint
    assert verify(pades.sealed(plain, pem=pem, at=AT)).seals[0].origin is Origin.UNKNOWN


def test_a_damaged_seal_is_a_failure_and_never_made_anew(data_dir: Path) -> None:
    seals.current(holder=HOLDER, at=AT)
    place = keyring.folder() / "seal.pem"
    place.write_bytes(b"nothing")
    with pytest.raises(FailureError, match=r"documents\.seal_unreadable"):
        seals.current(holder=HOLDER, at=AT)
    assert place.read_bytes() == b"nothing"


def test_the_seal_leaves_the_archives_format_as_it_was(plain: bytes, sealed: bytes) -> None:
    """PDF/A-2 (ISO 19005-2) and PDF/UA-1 on what is appended; the printed bytes before it are untouched."""
    assert sealed.startswith(plain)
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>A", sealed)
    old, new = PdfFileReader(BytesIO(plain)), PdfFileReader(BytesIO(sealed))
    added = {"/AcroForm", "/Extensions"}
    assert set(new.root) - set(old.root) == added
    for name in set(old.root) - {"/Pages"}:
        assert new.root.raw_get(name) == old.root.raw_get(name), name
    assert "/Version" not in new.root  # PDF/A-2 stands on PDF 1.7
    assert new.root["/Metadata"].data == old.root["/Metadata"].data
    assert dict(new.trailer["/Info"]) == dict(old.trailer["/Info"])
    assert new.trailer["/ID"][0] == old.trailer["/ID"][0]
    form = new.root["/AcroForm"]
    assert set(form) == {"/Fields", "/SigFlags"}  # no XFA, no NeedAppearances
    (field,) = [each.get_object() for each in form["/Fields"]]
    hidden, printed = 0b10, 0b100
    assert field["/F"] & printed
    assert not field["/F"] & (hidden | 0b1 | 0b100000)
    assert not {"/A", "/AA", "/AP"} & set(field)
    left, bottom, right, top = (float(side) for side in field["/Rect"])
    assert (left, bottom) == (right, top)  # without size: needs no appearance
    assert max(right, top) < 0  # off the page: needs no tag
    assert field["/TU"] == pades.FIELD_WORDS
    page = new.root["/Pages"]["/Kids"][0].get_object()
    assert page["/Tabs"] == "/S"
    (seal,) = new.embedded_signatures
    assert seal.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert len(seal.signed_data["signer_infos"]) == 1
    signed = {each["type"].native for each in seal.signer_info["signed_attrs"]}
    assert {"content_type", "message_digest", "signing_certificate_v2"} <= signed
    assert "signing_time" not in signed  # PAdES: the time stands in /M


@contextmanager
def said(monkeypatch: pytest.MonkeyPatch, stdin: str = "") -> Iterator[StringIO]:
    out = StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stdin", StringIO(stdin))
        yield out


def command(monkeypatch: pytest.MonkeyPatch, *words: str, stdin: str = "") -> tuple[int, Any]:
    with said(monkeypatch, stdin) as out:
        code = cli.run(["seal", *words, "--json"])
    return code, json.loads(out.getvalue())


def test_the_command_shows_installs_and_verifies(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, plain: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(monkeypatch, "show") == (0, {"seal": None})
    now = datetime.now(tz=UTC)
    authority, archive = Authority(), tmp_path / "seal.p12"
    archive.write_bytes(authority.archive(until=now + timedelta(days=300)))
    code, told = command(monkeypatch, "install", str(archive), "--stdin", stdin="sai\n")
    assert (code, told["refused"][0]["code"]) == (1, "documents.seal_password")
    code, told = command(monkeypatch, "install", str(archive), "--stdin", stdin=f"{PASSWORD}\n")
    assert (code, told["seal"]["holder"]) == (0, "Sở Nội vụ")
    assert command(monkeypatch, "show") == (0, told)

    paper, ca = tmp_path / "paper.pdf", tmp_path / "ca.pem"
    ca.write_bytes(authority.pem)
    paper.write_bytes(pades.sealed(plain, pem=seals.current(holder=HOLDER, at=now)[1], at=now))
    code, told = command(monkeypatch, "verify", str(paper))
    assert (code, told["holds"], told["seals"][0]["whose"]) == (0, True, "own")
    for path in keyring.folder().glob("*.crt"):
        path.unlink()
    code, told = command(monkeypatch, "verify", str(paper))
    assert (code, told["intact"], told["seals"][0]["whose"]) == (1, True, "unknown")
    code, told = command(monkeypatch, "verify", str(paper), "--trust", str(ca))
    assert (code, told["seals"][0]["whose"]) == (0, "trusted")
    for broken in (paper.read_bytes() + b"x", plain, b"%PDF-"):
        paper.write_bytes(broken)
        assert command(monkeypatch, "verify", str(paper), "--trust", str(ca))[0] == 1
    for none in (ca, tmp_path / "missing.pdf"):
        assert command(monkeypatch, "verify", str(none))[0] == 2
    assert cli.run(["seal", "verify", str(paper)]) == 1
    assert "BROKEN" in capsys.readouterr().out


def test_a_certificate_is_read_as_people_want_it() -> None:
    card = certificates.card(Authority().certificate)
    assert (card.name, card.holder, card.self_made) == ("CA thử nghiệm", "Ban Cơ yếu (thử)", True)
    assert card.in_force(AT)
    assert not card.in_force(AT - timedelta(days=31))
