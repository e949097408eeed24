"""What calls taught: shown beside the facts, and printed as a contribution without anything private."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supportdir.journal.database import Journal
from supportdir.journal.entry import Entry, Verdict

LONDON = ("--from", "GB", "--tz", "Europe/London")
NOW = ("--at", "2026-11-23T12:00Z")
PLAIN, TABLE, JSON = ("--output", "plain"), ("--output", "table"), ("--output", "json")
READ = "read it before you send it; how to contribute: CONTRIBUTING.md\n"


@pytest.fixture(autouse=True)
def log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("SUPPORTDIR_LOG_DIR", str(tmp_path / "log"))
    monkeypatch.setenv("SUPPORTDIR_CONFIG_DIR", str(tmp_path / "config"))
    return tmp_path / "log" / "log.sqlite"


def judged(run: Run, contact: str, worked: str, at: str = "2026-11-03T10:15") -> None:
    answer = run("log", "add", contact, "--worked", worked, "--at", at, "--agent", "Jo Private", *LONDON)
    assert answer.status == 0, answer


def test_what_was_proved_is_a_patch_that_passes_the_check(run: Run, tmp_path: Path) -> None:
    judged(run, "acme/care", "number=yes,keys=no,hours=yes")
    judged(run, "acme/chat", "yes", at="2026-11-05T09:00")
    answer = run("data", "share")
    assert answer == (
        0,
        """\
# acme.yaml: what calls proved
patches: acme
sources:
  call-2026-11-03: {kind: call, title: A call, date: "2026-11-03"}
  call-2026-11-05: {kind: call, title: A call, date: "2026-11-05"}
phones:
  care: {cite: {number: [contact-page, call-2026-11-03], hours: [contact-page, call-2026-11-03]}}
channels:
  chat: {cite: {url: [contact-page, call-2026-11-05]}}
# care: the keys were wrong on 2026-11-03
""",
        READ,
    )
    file = tmp_path / "acme.yaml"
    assert run("data", "share", "acme", "-o", str(file)).stderr == f"{READ}written to {file}\n"
    assert file.read_text(encoding="utf-8") == answer.stdout
    assert run("data", "check", str(file), *PLAIN)[:2] == (0, "")
    assert run("data", "share", "-o", str(file)).status == 3


def test_keys_that_were_right_are_a_comment_where_each_route_has_its_own_source(run: Run) -> None:
    judged(run, "acme/care", "keys=yes")
    assert run("data", "share").stdout.splitlines()[2:] == [
        "sources:",
        '  call-2026-11-03: {kind: call, title: A call, date: "2026-11-03"}',
        "phones:",
        "  care: {cite: {menu: [list, call-2026-11-03]}}",
    ]


def test_a_bad_verdict_alone_is_a_comment(run: Run, tmp_path: Path) -> None:
    judged(run, "acme/us", "no")
    file = tmp_path / "acme.yaml"
    run("data", "share", "-o", str(file))
    assert file.read_text(encoding="utf-8") == (
        "# acme.yaml: what calls proved\npatches: acme\n# us: the number was wrong on 2026-11-03\n"
    )
    assert run("data", "check", str(file), *PLAIN)[:2] == (0, "")


def test_the_users_own_patches_are_printed_as_they_are(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "companies"
    folder.mkdir(parents=True)
    patch = 'patches: acme\nphones:\n  care: {number: "+44 20 7946 0111"}\n'
    (folder / "acme.yaml").write_text(patch, encoding="utf-8")
    judged(run, "acme/care", "yes")
    assert run("data", "share", "acme").stdout == (
        f"# acme.yaml\n{patch}---\n"
        "# acme.yaml: what calls proved\n"
        "patches: acme\n"
        "sources:\n"
        '  call-2026-11-03: {kind: call, title: A call, date: "2026-11-03"}\n'
        "phones:\n"
        "  care: {cite: {menu: [list, call-2026-11-03]}}\n"
        "# care: the number was right on 2026-11-03\n"  # the directory has another one
    )
    assert (folder / "acme.yaml").read_text(encoding="utf-8") == patch
    assert run("data", "share", "silent") == (1, "", "nothing about silent to share\n")


def test_nothing_to_share(run: Run, log: Path) -> None:
    assert run("data", "share") == (1, "", "nothing to share\n")
    assert not log.exists()


def test_a_verdict_is_shown_beside_the_fact_and_wrong_keys_do_not_demote_the_line(run: Run) -> None:
    before = run("show", "acme/care", *LONDON, *NOW, *TABLE).stdout
    order = [line.split("\t")[0] for line in run("show", "acme", *LONDON, *NOW, *PLAIN).stdout.splitlines()]
    judged(run, "acme/care", "number=yes,keys=no")
    after = run("show", "acme/care", *LONDON, *NOW, *TABLE)
    assert after.stdout == (
        f"{before}you: worked on 3 Nov 2026\nyou: the keys differed, 3 Nov 2026\nyou: last called 3 Nov 2026\n"
    )
    (company,) = json.loads(run("show", "acme", *LONDON, *NOW, *JSON).stdout)["answers"]
    assert [contact["contact"] for contact in company["contacts"]] == order
    assert company["contacts"][0]["you"] == [
        {"fact": "number", "worked": True, "day": "2026-11-03"},
        {"fact": "keys", "worked": False, "day": "2026-11-03"},
    ]
    assert "you" not in company["contacts"][1]
    for command in ("ivr", "reach"):
        assert "you: the keys differed, 3 Nov 2026" in run(command, "acme", *LONDON, *NOW, *TABLE).stdout
    assert run("reach", "acme", *LONDON, *NOW, *PLAIN).stdout.splitlines()[0].startswith("acme/care\t")


def test_a_wrong_number_says_so_and_what_suits_as_well_leads(run: Run) -> None:
    judged(run, "acme/care", "number=no")
    answer = run("show", "acme", *LONDON, *NOW, *TABLE).stdout
    assert answer.startswith("https://www.acme.example/chat   Acme Broadband · chat")
    assert "you: did not work, 3 Nov 2026" in " ".join(answer.split())
    assert run("reach", "acme", *LONDON, *NOW, *PLAIN).stdout.splitlines()[0].startswith("acme/chat\t")


def test_a_later_good_verdict_replaces_a_bad_one(run: Run) -> None:
    judged(run, "acme/care", "no")
    judged(run, "acme/care", "yes", at="2026-11-20T09:00")
    assert run("show", "acme", *LONDON, *NOW, *PLAIN).stdout.startswith("acme/care\t")


PRIVATE = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20).map(lambda text: f"qzxj{text}")
TEXTS = ("contact", "topic", "agent", "case", "said", "promised", "comment", "transcript", "key")


@given(texts=st.fixed_dictionaries(dict.fromkeys((*TEXTS, "slug", "judged", "fingerprint"), PRIVATE)))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_nothing_private_of_the_log_is_in_another_answer(run: Run, log: Path, texts: dict[str, str]) -> None:
    log.unlink(missing_ok=True)
    at = datetime(2026, 11, 3, 13, 37, 59, tzinfo=UTC)
    fields = {name: texts[name] for name in TEXTS}
    with Journal(log) as journal:
        journal.add(Entry(company="acme", at=at, **fields))
        journal.add(Entry(company=texts["slug"], at=at))
        for company, contact in (("acme", "care"), ("acme", texts["judged"]), (texts["slug"], "care")):
            journal.add_verdict(
                Verdict(company=company, fact="hours", contact=contact, worked=True, fingerprint="0", at=at)
            )
            journal.add_verdict(
                Verdict(
                    company=company,
                    fact="number",
                    contact=contact,
                    worked=True,
                    fingerprint=texts["fingerprint"],
                    at=at,
                )
            )
    judged(run, "acme/care", "yes")
    shown = ""
    for words in (
        ("data", "share"),
        ("data", "share", "acme"),
        ("show", "nightowl", "-c", "all", *LONDON, *TABLE),
        ("show", "silent", *LONDON, *JSON),
        ("reach", "silent", *LONDON, *PLAIN),
        ("list", *PLAIN),
        ("find", "acme", *PLAIN),
        ("letter", "silent", *LONDON),
        ("escalate", "silent", "--letter", *LONDON),
        ("escalate", "nightowl", *LONDON, *JSON),
        ("data", "stats", *JSON),
    ):
        answer = run(*words)
        shown += answer.stdout + answer.stderr
    assert "call-2026-11-03" in shown
    assert "qzxj" not in shown
    assert "13:37" not in shown
