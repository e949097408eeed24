"""A patch changes what it says and nothing else; what is wrong with it is said of the patch."""

from __future__ import annotations

import pytest

from supportdir.store.company_file import draft_of
from supportdir.store.patching import tree_of_layers

BASE = b"""name: Acme
aliases: [AcmeNet]
categories: [telecom]
serves: [GB]
timezone: Europe/London
sources:
  page: {kind: official, date: "2026-04-18"}
phones:
  - id: care
    label: Care
    number: "+44 20 7946 0958"
    hours: Mo-Fr 08:00-18:00; PH off
    note: ask for Jo
    sources: [page]
  - id: fax
    label: Fax
    number: "+44 20 7946 0959"
    sources: [page]
"""
WORDS = {"categories": {"telecom"}, "topics": {"billing"}}


def _read(*patches: str, slug: str = "acme") -> tuple[object, list[str]]:
    files = [("data/acme.yaml", BASE), *((f"mine/{n}.yaml", text.encode()) for n, text in enumerate(patches))]
    company, faults = draft_of(tree_of_layers(slug, files), WORDS).result
    return company, [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("patch", "changed"),
    [
        ("patches: acme\nname: My Acme\n", {"name": "My Acme"}),
        ("patches: acme\naliases: null\n", {"aliases": ()}),
        ("patches: acme\naliases: [Mine]\n", {"aliases": ("Mine",)}),
        ("patches: acme\nnote: 'null'\n", {"note": "null"}),  # in quotes it is a text
    ],
)
def test_fields_of_the_company(patch: str, changed: dict[str, object]) -> None:
    company, faults = _read(patch)
    assert faults == []
    unchanged, _ = draft_of(tree_of_layers("acme", [("data/acme.yaml", BASE)]), WORDS).result
    fields = ("name", "aliases", "note", "categories", "serves", "phones")
    wanted = {name: getattr(unchanged, name) for name in fields} | changed
    assert {name: getattr(company, name) for name in fields} == wanted


@pytest.mark.parametrize(
    ("patch", "lines"),
    [
        ("phones: [{id: care, hours: 24/7}]", ["care: 24/7, ask for Jo", "fax: , "]),
        ("phones: {care: {hours: 24/7}}", ["care: 24/7, ask for Jo", "fax: , "]),
        ("phones: {care: {hours: null, note: null}}", ["care: , ", "fax: , "]),
        ("phones: {fax: null}", ["care: Mo-Fr 08:00-18:00; PH off, ask for Jo"]),
        ("phones: null\nno_phone: all by chat", []),
        (
            'phones: {night: {label: Night, number: "+44 20 7946 0960", hours: 24/7, sources: [page]}}',
            ["care: Mo-Fr 08:00-18:00; PH off, ask for Jo", "fax: , ", "night: 24/7, "],
        ),
    ],
)
def test_contacts_are_merged_by_id(patch: str, lines: list[str]) -> None:
    company, faults = _read(f"patches: acme\n{patch}\n")
    assert faults == []
    assert [f"{line.id}: {line.hours}, {line.note}" for line in company.phones] == lines  # type: ignore[attr-defined]


def test_a_patch_of_what_is_no_company_is_a_fault_of_that() -> None:
    files = [("data/zed.yaml", b"- a\n"), ("mine/zed.yaml", b"patches: zed\n")]
    company, faults = draft_of(tree_of_layers("zed", files)).result
    fault = 'data/zed.yaml:1:1: the file is a list, not the fields of a company; write "field: value" lines'
    assert (company, [str(one) for one in faults]) == (None, [fault])


def test_a_source_of_ones_own_is_added_to_those_below() -> None:
    company, faults = _read("patches: acme\nsources:\n  me: {kind: call}\nphones: {care: {cite: {note: [me]}}}\n")
    assert faults == []
    assert list(company.sources) == ["page", "me"]  # type: ignore[attr-defined]


def test_patches_lie_on_each_other() -> None:
    company, faults = _read("patches: acme\nname: One\nnote: kept\n", "patches: acme\nname: Two\n")
    assert (company.name, company.note, faults) == ("Two", "kept", [])  # type: ignore[attr-defined]


def test_a_whole_file_replaces_the_company_and_a_patch_changes_that() -> None:
    whole = BASE.decode().replace("name: Acme", "name: Other")
    company, faults = _read(whole, "patches: acme\naliases: null\n")
    assert (company.name, company.aliases, faults) == ("Other", (), [])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("patch", "start"),
    [
        ("patches: acmee\n", "mine/0.yaml:1:10: patches is 'acmee', and the file is that of 'acme'"),
        ("patches: [acme]\n", "mine/0.yaml:1:10: patches is a list, and"),
        ("patches: acme\nphones: {gone: null}\n", "mine/0.yaml:2:16: there is no contact 'gone' below to take away"),
        ("patches: acme\nnote: null\n", "mine/0.yaml:2:7: there is no note below to take away"),
        ("patches: acme\nphones: {care: {hours: Mo-Fr 9-17}}\n", "mine/0.yaml:2:"),
        ("patches: acme\nphones: {care: {numbr: x}}\n", "mine/0.yaml:2:17: a phone has no field 'numbr'"),
        ("patches: acme\nphones: {new: {label: New}}\n", "mine/0.yaml:2:15: this phone has no sources"),
        (
            "patches: acme\nphones: [{id: carre, hours: 24/7}]\n",
            "mine/0.yaml:2:10: there is no contact 'carre' under phones below; did you mean care?",
        ),
        (
            "patches: acme\nphones: {carre: null}\n",
            "mine/0.yaml:2:10: there is no contact 'carre' under phones below; did you mean care?",
        ),
        (
            "patches: acme\nphones: {CARE: {hours: 24/7}}\n",
            "mine/0.yaml:2:10: there is no contact 'CARE' under phones below; did you mean care?",
        ),
        (
            "patches: acme\nchannels: {care: {hours: 24/7}}\n",
            "mine/0.yaml:2:12: there is no contact 'care' under channels below; it is under phones",
        ),
        ("patches: acme\nname: null\n", "mine/0.yaml:1:1: this company has no name"),
        ("patches: acme\nphones: {care: {sources: [me]}}\n", "mine/0.yaml:2:27: this file has no source 'me'"),
        ("patches: acme\nname: [\n", "mine/0.yaml:3:1: "),
    ],
)
def test_what_is_wrong_with_a_patch_is_said_of_the_patch(patch: str, start: str) -> None:
    company, faults = _read(patch)
    assert company is None
    assert faults[0].startswith(start), faults
    assert len(faults) == 1 or "under" not in faults[0], faults  # nothing is said to follow from it


def test_a_patch_of_nobody() -> None:
    company, faults = draft_of(tree_of_layers("zeta", [("mine/zeta.yaml", b"patches: zeta\nname: Z\n")])).result
    assert company is None
    assert str(faults[0]).startswith("mine/zeta.yaml:1:10: no company below is called 'zeta'")
