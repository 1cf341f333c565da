"""The time zone as it is now, however the system names it."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import TZPATH

import pytest

from trunktimer.foundation.clock import file_stamp, offset_s, wall_time, wall_time_at, zone_name
from trunktimer.foundation.moments import day_of, moment_token
from trunktimer.foundation.wall_time import WallTime

SUMMER_S, WINTER_S = 1_784_000_000, 1_799_000_000  # July 2026, January 2027
ZONES = next((Path(folder) for folder in TZPATH if (Path(folder) / "Europe/Berlin").exists()), None)

pytestmark = pytest.mark.skipif(
    ZONES is None or not hasattr(time, "tzset"), reason="the system has no files of time zones"
)


@pytest.fixture(autouse=True)
def zone_as_it_was() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    os.environ.pop("TZ", None)
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


def file_of(name: str) -> Path:
    assert ZONES is not None
    return ZONES / name


@pytest.mark.parametrize(
    ("written", "name", "summer_h", "winter_h"),
    [
        ("Europe/Berlin", "Europe/Berlin", 2, 1),
        (":Europe/Berlin", "Europe/Berlin", 2, 1),
        ("Asia/Kolkata", "Asia/Kolkata", 5.5, 5.5),
        ("", "UTC", 0, 0),
        (":", "UTC", 0, 0),
        ("UTC", "UTC", 0, 0),
        ("Mars/Olympus", "+00:00", 0, 0),
        ("JST-9", "+09:00", 9, 9),
        ("<-0330>3:30", "-03:30", -3.5, -3.5),
        ("../../etc/passwd", "+00:00", 0, 0),
        ("America", "+00:00", 0, 0),
        ("/nowhere/at/all", "+00:00", 0, 0),
    ],
)
def test_a_zone_is_a_name_or_a_distance(
    monkeypatch: pytest.MonkeyPatch, written: str, name: str, summer_h: float, winter_h: float
) -> None:
    monkeypatch.setenv("TZ", written)
    assert zone_name() == name
    assert (offset_s(SUMMER_S), offset_s(WINTER_S)) == (summer_h * 3_600, winter_h * 3_600)
    assert wall_time().offset_min in (summer_h * 60, winter_h * 60)


def test_a_rule_without_a_name_is_a_distance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    assert zone_name() in ("+01:00", "+02:00")


@pytest.mark.parametrize("kind", ["posix", "right"])
def test_the_kind_of_a_zone_is_no_part_of_its_name(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    if not file_of(f"{kind}/Europe/Berlin").exists():
        pytest.skip("the system has no such files")
    for written in (f"{kind}/Europe/Berlin", f":{file_of(kind)}/Europe/Berlin"):
        monkeypatch.setenv("TZ", written)
        assert zone_name() == "Europe/Berlin"
        assert (offset_s(SUMMER_S), offset_s(WINTER_S)) == (7_200, 3_600)


def test_a_link_is_read_anew_each_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """From Berlin to Tokyo with the window open."""
    link = tmp_path / "localtime"
    monkeypatch.setenv("TZ", f":{link}")
    for name, offset in (("Europe/Berlin", 7_200), ("Asia/Tokyo", 32_400)):
        link.unlink(missing_ok=True)
        link.symlink_to(file_of(name))
        assert (zone_name(tmp_path), offset_s(SUMMER_S)) == (name, offset)
    assert moment_token(wall_time()).endswith("+09:00")
    assert file_stamp()[:13] == moment_token(wall_time())[:13]


def test_a_copy_in_place_of_a_link_has_the_name_that_stands_beside_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copy = tmp_path / "localtime"
    copy.write_bytes(file_of("Asia/Tokyo").read_bytes())
    monkeypatch.setenv("TZ", f":{copy}")
    assert zone_name(tmp_path) == "+09:00"
    for written, name in (
        ("Asia/Tokyo\n", "Asia/Tokyo"),
        ("Europe/Berlin\n", "+09:00"),  # of before
        ("\n", "+09:00"),
        ("nonsense", "+09:00"),
    ):
        (tmp_path / "timezone").write_text(written)
        assert zone_name(tmp_path) == name
    (tmp_path / "timezone").write_bytes(b"\xff\xfe")
    assert zone_name(tmp_path) == "+09:00"


def test_without_a_word_of_the_environment_it_is_the_zone_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TZ", raising=False)
    name = zone_name()
    assert not name.startswith("/")
    (tmp_path / "localtime").symlink_to(os.path.realpath("/etc/localtime"))
    assert zone_name(tmp_path) == name or "/zoneinfo/" not in os.path.realpath("/etc/localtime")


@pytest.mark.parametrize(
    ("day", "hour", "offset_min"),
    (
        ("2026-03-29", 1.5, 60),
        ("2026-03-29", 3.5, 120),
        ("2026-03-29", 12, 120),
        ("2026-10-25", 1.5, 120),
        ("2026-10-25", 2.5, 120),  # the first of the two
        ("2026-10-25", 3.5, 60),
        ("2026-12-01", 0, 60),
    ),
)
def test_a_time_on_the_wall_is_a_moment(
    monkeypatch: pytest.MonkeyPatch, day: str, hour: float, offset_min: int
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    on_wall_ms = day_of(day) * 86_400_000 + round(hour * 3_600_000)
    moment = wall_time_at(on_wall_ms)
    assert moment == WallTime(on_wall_ms - offset_min * 60_000, offset_min)
    assert moment.offset_min * 60 == offset_s(moment.utc_ms / 1_000)


def test_a_time_that_the_wall_never_shows_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    on_wall_ms = day_of("2026-03-29") * 86_400_000 + 9_000_000
    assert wall_time_at(on_wall_ms).utc_ms in (on_wall_ms - 3_600_000, on_wall_ms - 7_200_000)
