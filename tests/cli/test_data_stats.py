"""`supportdir data stats`: the counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

from supportdir.paths import Layer

AT = ("--at", "2026-11-23T12:00Z")

PLAIN = """\
companies\tall\t6\t\t
companies\twith support\t5\t83\t
companies\trecall only\t0\t0\t
companies\tswitchboard only\t0\t0\t
companies\tprivacy only\t1\t17\t
companies\tno contact\t0\t0\t
companies\tno phone by their own word\t1\t17\t
companies\tmerged or gone\t0\t0\t
support\tphone\t4\t80\t
support\thours\t4\t80\t
support\troute\t2\t40\t
support\tofficial or call\t2\t40\t
best grade\tofficial\t2\t40\t
best grade\tcall\t0\t0\t
best grade\tpress\t1\t20\t
best grade\tcommunity\t2\t40\t
contacts\tphone\t10\t71\t
contacts\tchat\t1\t7\t
contacts\tpost\t1\t7\t
contacts\temail\t1\t7\t
contacts\tapp\t1\t7\t
contacts\tprivacy only\t2\t14\t
contacts\tdead numbers\t1\t\t
grades\tofficial\t2\t25\t8.5
grades\tcall\t1\t12\t1
grades\tpress\t2\t25\t94
grades\tcommunity\t3\t38\t18.5
ages\tunder a year\t4\t50\t
ages\tone to three years\t1\t12\t
ages\tover three years\t1\t12\t
ages\tundated\t2\t25\t
countries\tUS\t3\t60\t
countries\tGB\t1\t20\t
countries\tRU\t1\t20\t
countries\tall\t1\t20\t
countries with hours\tUS\t2\t67\t
countries with hours\tGB\t1\t100\t
countries with hours\tRU\t1\t100\t
countries with hours\tall\t1\t100\t
countries with route\tUS\t1\t33\t
countries with route\tGB\t1\t100\t
countries with route\tRU\t0\t0\t
countries with route\tall\t0\t0\t
countries with official or call\tUS\t0\t0\t
countries with official or call\tGB\t1\t100\t
countries with official or call\tRU\t1\t100\t
countries with official or call\tall\t0\t0\t
categories\tairline\t1\t20\t
categories\tbank\t1\t20\t
categories\tsocial\t1\t20\t
categories\ttelecom\t1\t20\t
categories\ttravel\t1\t20\t
categories with hours\tairline\t1\t100\t
categories with hours\tbank\t1\t100\t
categories with hours\tsocial\t1\t100\t
categories with hours\ttelecom\t1\t100\t
categories with hours\ttravel\t0\t0\t
categories with route\tairline\t1\t100\t
categories with route\tbank\t0\t0\t
categories with route\tsocial\t0\t0\t
categories with route\ttelecom\t1\t100\t
categories with route\ttravel\t0\t0\t
categories with official or call\tairline\t0\t0\t
categories with official or call\tbank\t1\t100\t
categories with official or call\tsocial\t0\t0\t
categories with official or call\ttelecom\t1\t100\t
categories with official or call\ttravel\t0\t0\t
"""

TABLE = """\
companies   all                               6
            with support                      5    83 %
            recall only                       0     0 %
            switchboard only                  0     0 %
            privacy only                      1    17 %
            no contact                        0     0 %
            no phone by their own word        1    17 %
            merged or gone                    0     0 %

of these    phone                   4    80 %
            hours                   4    80 %
            route                   2    40 %
            official or call        2    40 %

by grade    official         2    40 %
            call             0     0 %
            press            1    20 %
            community        2    40 %

contacts    phone              10    71 %
            chat                1     7 %
            post                1     7 %
            email               1     7 %
            app                 1     7 %
            privacy only        2    14 %
            dead numbers        1

sources     official         2    25 %   median age 8.5 months
            call             1    12 %   median age 1 month
            press            2    25 %   median age 94 months
            community        3    38 %   median age 18.5 months

their age   under a year              4    50 %
            one to three years        1    12 %
            over three years          1    12 %
            undated                   2    25 %

countries          count   share   hours   route   official or call
            US         3    60 %    67 %    33 %                0 %
            GB         1    20 %   100 %   100 %              100 %
            RU         1    20 %   100 %     0 %              100 %
            all        1    20 %   100 %     0 %                0 %

categories             count   share   hours   route   official or call
            airline        1    20 %   100 %   100 %                0 %
            bank           1    20 %   100 %     0 %              100 %
            social         1    20 %   100 %     0 %                0 %
            telecom        1    20 %   100 %   100 %              100 %
            travel         1    20 %     0 %     0 %                0 %
"""


@pytest.mark.parametrize(("output", "expected"), [("plain", PLAIN), ("table", TABLE)])
def test_counts(run: Run, output: str, expected: str) -> None:
    answer = run("data", "stats", *AT, "--output", output)
    assert (answer.status, answer.stdout, answer.stderr) == (0, expected, "")


def test_json(run: Run) -> None:
    (counts,) = json.loads(run("data", "stats", *AT, "--output", "json").stdout)["answers"]
    assert counts["companies"]["privacy_only"] == {"count": 1, "share": 0.1667, "median_age_months": None}
    assert counts["grades"]["official"] == {"count": 2, "share": 0.25, "median_age_months": 8.5}
    assert counts["countries_with_hours"]["GB"] == {"count": 1, "share": 1.0, "median_age_months": None}
    assert list(counts) == [
        *("companies", "support", "best_grade", "contacts", "grades", "ages"),
        *("countries", "countries_with_hours", "countries_with_route", "countries_with_official_or_call"),
        *("categories", "categories_with_hours", "categories_with_route", "categories_with_official_or_call"),
    ]


def test_an_empty_directory(run: Run, fictional: Layer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from supportdir import paths

    monkeypatch.setattr(paths, "shipped", lambda: paths.Layer(tmp_path, "empty", editable=True))
    for output in ("plain", "table", "json"):
        assert run("data", "stats", "--output", output).status == 0
