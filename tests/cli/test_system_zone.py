"""The time zone of the system, from TZ and /etc/localtime."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import Run

from supportdir.cli.system_zone import system_zone
from supportdir.hours import zones


@pytest.fixture
def etc(tmp_path: Path) -> Path:
    """Return a folder that replaces /etc; it has no time zone."""
    (tmp_path / "etc").mkdir()
    return tmp_path / "etc"


def zone_file(name: str) -> Path:
    """Return the path of the zone file of pytz."""
    with zones._open(name) as file:
        return Path(file.name)


@pytest.mark.parametrize(
    ("tz", "name"),
    [
        ("America/New_York", "America/New_York"),
        (":America/New_York", "America/New_York"),
        ("/usr/share/zoneinfo/America/New_York", "America/New_York"),
        (":/usr/share/zoneinfo/America/New_York", "America/New_York"),
        ("/usr/share/zoneinfo//America//New_York", "America/New_York"),
        ("/usr/share/zoneinfo/posix/America/New_York", "America/New_York"),
        ("/usr/share/zoneinfo-posix/America/New_York", "America/New_York"),
        ("/var/db/timezone/zoneinfo/America/New_York", "America/New_York"),
        ("posix/Europe/London", "Europe/London"),
        (":right/Europe/London", "Europe/London"),
        ("Europe//London", "Europe/London"),
        ("./Europe/London", "Europe/London"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("EST5EDT", "EST5EDT"),
        ("EST5EDT,M3.2.0,M11.1.0", "<EST>5<EDT>,M3.2.0,M11.1.0"),
        (":EST5EDT,M3.2.0,M11.1.0", "<EST>5<EDT>,M3.2.0,M11.1.0"),
        ("JST-9", "Etc/GMT-9"),
        ("<+03>-3", "Etc/GMT-3"),
        ("GMT0BST", "<GMT>0<BST>,M3.2.0,M11.1.0"),
        ("", "UTC"),
        (":", "UTC"),
    ],
)
def test_the_zone_of_tz(etc: Path, tz: str, name: str) -> None:
    (etc / "localtime").symlink_to("/usr/share/zoneinfo/Asia/Tokyo")
    assert system_zone(tz, str(etc)) == (name, "")


@pytest.mark.parametrize(
    ("tz", "hint"),
    [
        ("Nonsense/City", "write an IANA name such as Europe/London"),
        ("JST", "write an IANA name such as Europe/London"),
        ('"Europe/Berlin"', "did you mean Europe/Berlin?"),
        ("america/new_york", "did you mean America/New_York?"),
        ("America/New York", "did you mean America/New_York?"),
        ("Asia/Kolkata ", "did you mean Asia/Kolkata?"),
        ("/nonexistent", "write an IANA name such as Europe/London"),
        ("/dev/zero", "write an IANA name such as Europe/London"),
        ("/usr/share/zoneinfo/zone.tab", "write an IANA name such as Europe/London"),
        ("../../etc/passwd", "write an IANA name such as Europe/London"),
    ],
)
def test_an_invalid_tz_is_noted(etc: Path, tz: str, hint: str) -> None:
    (etc / "localtime").symlink_to("/usr/share/zoneinfo/Asia/Tokyo")
    assert system_zone(tz, str(etc)) == (
        "Asia/Tokyo",
        f"TZ='{tz}' is not a time zone, using Asia/Tokyo; {hint}",
    )
    (etc / "localtime").unlink()
    assert system_zone(tz, str(etc)) == (
        "UTC",
        f"TZ='{tz}' is not a time zone, using UTC; {hint}",
    )


def test_a_note_shortens_a_long_tz(etc: Path) -> None:
    for tz in ("x" * 100_000, "/" + "x" * 100_000, "EST5" * 10_000):
        name, note = system_zone(tz, str(etc))
        assert name == "UTC"
        assert len(note) < 200


@pytest.mark.parametrize(
    "link",
    [
        "/usr/share/zoneinfo/Europe/London",
        "../usr/share/zoneinfo/Europe/London",
        "/usr/share/zoneinfo//Europe/London",
        "/usr/share/zoneinfo/posix/Europe/London",
        "/usr/share/zoneinfo/right/Europe/London",
        "/var/db/timezone/zoneinfo/Europe/London",
    ],
)
def test_the_zone_of_a_link(etc: Path, link: str) -> None:
    (etc / "localtime").symlink_to(link)
    assert system_zone(None, str(etc)) == ("Europe/London", "")
    assert system_zone(f":{etc}/localtime", str(etc)) == ("Europe/London", "")


def test_the_zone_of_a_link_to_a_link(etc: Path) -> None:
    (etc / "localtime").symlink_to(etc / "other")
    (etc / "other").symlink_to(etc.parent / "zoneinfo" / "Europe" / "London")
    assert system_zone(None, str(etc)) == ("Europe/London", "")


def test_a_copied_localtime_has_the_zone_in_timezone(etc: Path) -> None:
    shutil.copy(zone_file("Europe/London"), etc / "localtime")
    assert system_zone(None, str(etc))[0] == "<GMT>0<BST>,M3.5.0/1,M10.5.0"
    (etc / "timezone").write_text("Europe/London\n", encoding="utf-8")
    assert system_zone(None, str(etc)) == ("Europe/London", "")


def test_a_copied_localtime_ignores_another_zone_in_timezone(etc: Path) -> None:
    shutil.copy(zone_file("Asia/Tokyo"), etc / "localtime")
    for text in ("Europe/London\n", "\xff", "", "<JST>-9"):
        (etc / "timezone").write_bytes(text.encode("latin-1"))
        assert system_zone(None, str(etc)) == ("Etc/GMT-9", "")


def test_a_system_without_zone(etc: Path) -> None:
    assert system_zone(None, str(etc)) == ("", "")
    (etc / "localtime").write_bytes(b"TZif2")
    assert system_zone(None, str(etc)) == ("", "")
    (etc / "localtime").unlink()
    (etc / "localtime").symlink_to(etc / "localtime")
    assert system_zone(None, str(etc)) == ("", "")


@pytest.mark.parametrize(
    ("tz", "zone", "clock"),
    [
        ("/usr/share/zoneinfo/America/New_York", "America/New_York", "08:00-04:00"),
        ("EST5EDT,M3.2.0,M11.1.0", "<EST>5<EDT>,M3.2.0,M11.1.0", "08:00-04:00"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "<CET>-1<CEST>,M3.5.0,M10.5.0/3", "14:00+02:00"),
        ("<+0530>-5:30", "<+0530>-5:30", "17:30+05:30"),
        ("MSK-3", "Etc/GMT-3", "15:00+03:00"),
    ],
)
@pytest.mark.parametrize("command", ["show acme", "hours acme", "open", "ivr acme", "reach acme", "list"])
def test_every_command_uses_the_zone_of_tz(
    run: Run, monkeypatch: pytest.MonkeyPatch, tz: str, zone: str, clock: str, command: str
) -> None:
    monkeypatch.setenv("TZ", tz)
    words = [*command.split(), "--from", "GB"] if command != "list" else ["list"]
    if command != "list":
        words += ["--at", "2026-07-15T12:00Z"]
    answer = run(*words, "--output", "json")
    assert answer.status in (0, 1)
    assert "TZ" not in answer.stderr
    asked = json.loads(answer.stdout)["asked"]
    assert asked["zone"] == zone
    if command != "list":
        assert asked["at"] == f"2026-07-15T{clock}"
    for output in ("table", "plain"):
        assert run(*words, "--output", output).status == answer.status


def test_hours_name_the_zone_of_a_posix_rule(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    words = ("hours", "acme", "--from", "GB", "--at", "2026-07-15T12:00Z", "--output", "table")
    assert "CET/CEST time" in run(*words).stdout
    monkeypatch.setenv("TZ", "<+03>-3")
    assert "UTC+3 time" in run(*words).stdout


def test_an_old_zone_name_has_a_country(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Calcutta")
    assert "assuming --from IN" in run("show", "acme").stderr
    monkeypatch.setenv("TZ", "CET")
    assert "assuming --from" not in run("show", "acme").stderr


def test_an_invalid_tz_is_not_noted_if_tz_is_given(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Nonsense/\x1b[31mCity")
    assert "TZ='Nonsense/\N{REPLACEMENT CHARACTER}[31mCity' is not a time zone" in run("show", "acme").stderr
    assert "TZ=" not in run("show", "acme", "--from", "GB", "--tz", "Europe/London").stderr
