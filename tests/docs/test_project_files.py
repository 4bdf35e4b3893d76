"""The papers of the project: licence, publiccode.yml, changes; what they say twice they say the same."""

import re
import tomllib

from tests.docs.pages import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PUBLIC = (ROOT / "publiccode.yml").read_text("utf-8")


def _told(key: str) -> list[str]:
    return re.findall(rf'^ *{key}: *"?(.*?)"?$', PUBLIC, re.MULTILINE)


def test_version_and_licence_are_the_same_everywhere() -> None:
    assert _told("softwareVersion") == [PROJECT["version"]]
    assert _told("license") == [PROJECT["license"]]
    assert _told("versionMin") == ["15", PROJECT["requires-python"].removeprefix(">=")]
    assert f"## [{PROJECT['version']}] - {_told('releaseDate')[0]}" in (ROOT / "CHANGELOG.md").read_text(
        "utf-8"
    )


def test_publiccode_has_all_that_its_standard_wants() -> None:
    needed = (
        "publiccodeYmlVersion name url platforms categories developmentStatus softwareType description legal"
    )
    needed += " maintenance localisation"
    assert [key for key in needed.split() if not re.search(rf"^{key}:", PUBLIC, re.MULTILINE)] == []
    assert _told("publiccodeYmlVersion") == ["0.4"]
    assert all(0 < len(words) <= 150 for words in _told("shortDescription"))
    for told in re.findall(r"longDescription: \|\n(.*?)\n    features:", PUBLIC, re.DOTALL):
        assert 150 <= len(" ".join(told.split())) <= 10_000


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert re.findall(r"^(\d+)\. [A-Z]", text, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert "Appendix" in text
    assert "LiLiQ-R+" in text
    assert len(text.split()) > 2_000
