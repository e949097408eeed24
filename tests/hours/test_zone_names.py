"""Time zones as a person writes them."""

from __future__ import annotations

import pytest

from supportdir.errors import UsageError
from supportdir.hours.zone_names import zone_meant_by

IANA = "write an IANA name such as Europe/London, or its city"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        (" berlin ", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("new_york", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("St. Johns", "America/St_Johns"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),  # America/Buenos_Aires is an old name of it
        ("Istanbul", "Europe/Istanbul"),
        ("Kentucky/Louisville", "America/Kentucky/Louisville"),
        ("us/eastern", "US/Eastern"),
        ("utc", "UTC"),
        ("UTC+3", "Etc/GMT-3"),
        ("+03:00", "Etc/GMT-3"),
        ("UTC-5", "Etc/GMT+5"),
        ("+0", "UTC"),
    ],
)
def test_text_that_means_one_zone(typed: str, name: str) -> None:
    assert zone_meant_by(typed) == name


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Eastern", "--tz 'Eastern' can mean several zones; write Canada/Eastern or US/Eastern"),
        ("GMT+3", "--tz 'GMT+3' can mean several zones; write UTC+3 or Etc/GMT+3"),
        ("Berlni", "no time zone is called 'Berlni'; did you mean Europe/Berlin?"),
        ("Europe/Berlni", "no time zone is called 'Europe/Berlni'; did you mean Europe/Berlin?"),
        ("Mars/Base", f"no time zone is called 'Mars/Base'; {IANA}"),
        ("MSK", f"no time zone is called 'MSK'; {IANA}"),
        ("UTC+99", f"no time zone is called 'UTC+99'; {IANA}"),
        ("erlin", "no time zone is called 'erlin'; did you mean Europe/Berlin?"),  # part of a word is not a match
    ],
)
def test_text_that_means_no_zone_or_several(typed: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        zone_meant_by(typed)
    assert str(raised.value) == message
