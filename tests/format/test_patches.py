"""Patches: merging, and errors at positions in the patch."""

from __future__ import annotations

import pytest

from supportdir.format.patches import tree_of_layers
from supportdir.format.reader import parse_file
from supportdir.model import Company

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


def _read(*patches: str, slug: str = "acme") -> tuple[Company | None, list[str]]:
    files = [("data/acme.yaml", BASE), *((f"mine/{n}.yaml", text.encode()) for n, text in enumerate(patches))]
    company, findings = parse_file(tree_of_layers(slug, files), WORDS).result
    return company, [str(finding) for finding in findings]


@pytest.mark.parametrize(
    ("patch", "changed"),
    [
        ("patches: acme\nname: My Acme\n", {"name": "My Acme"}),
        ("patches: acme\naliases: null\n", {"aliases": ()}),
        ("patches: acme\naliases: [Mine]\n", {"aliases": ("Mine",)}),
        ("patches: acme\nnote: 'null'\n", {"note": "null"}),  # text in quotes
    ],
)
def test_fields_of_the_company(patch: str, changed: dict[str, object]) -> None:
    company, findings = _read(patch)
    assert findings == []
    unchanged, _ = parse_file(tree_of_layers("acme", [("data/acme.yaml", BASE)]), WORDS).result
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
            ["night: 24/7, ", "care: Mo-Fr 08:00-18:00; PH off, ask for Jo", "fax: , "],
        ),
    ],
)
def test_contacts_are_merged_by_id(patch: str, lines: list[str]) -> None:
    company, findings = _read(f"patches: acme\n{patch}\n")
    assert company is not None
    assert findings == []
    assert [f"{line.id}: {line.hours}, {line.note}" for line in company.phones] == lines


def test_a_patch_of_a_file_that_is_not_a_company() -> None:
    files = [("data/zed.yaml", b"- a\n"), ("mine/zed.yaml", b"patches: zed\n")]
    company, findings = parse_file(tree_of_layers("zed", files)).result
    message = 'data/zed.yaml:1:1: the file is a list, not the fields of a company; write "field: value" lines'
    assert (company, [str(found) for found in findings]) == (None, [message])


def test_a_new_source_is_added_to_the_existing_ones() -> None:
    company, findings = _read("patches: acme\nsources:\n  me: {kind: call}\nphones: {care: {cite: {note: [me]}}}\n")
    assert company is not None
    assert findings == []
    assert list(company.sources) == ["page", "me"]


def test_patches_are_merged_in_order() -> None:
    company, findings = _read("patches: acme\nname: One\nnote: kept\n", "patches: acme\nname: Two\n")
    assert company is not None
    assert (company.name, company.note, findings) == ("Two", "kept", [])


def test_a_patch_applies_to_the_file_of_the_layer_below() -> None:
    whole = BASE.decode().replace("name: Acme", "name: Other")
    company, findings = _read(whole, "patches: acme\naliases: null\n")
    assert company is not None
    assert (company.name, company.aliases, findings) == ("Other", (), [])


@pytest.mark.parametrize(
    ("patch", "messages"),
    [
        (
            "patches: acmee\n",
            [
                "mine/0.yaml:1:10: patches is 'acmee', but the file is named after 'acme'; "
                "use the slug of the patched company for both"
            ],
        ),
        (
            "patches: [acme]\n",
            [
                "mine/0.yaml:1:10: patches is a list, but the file is named after 'acme'; "
                "use the slug of the patched company for both"
            ],
        ),
        (
            "patches: acme\nphones: {gone: null}\n",
            ["mine/0.yaml:2:16: the company has no contact 'gone' to remove; delete this line"],
        ),
        ("patches: acme\nnote: null\n", ["mine/0.yaml:2:7: the company has no note to remove; delete this line"]),
        (
            "patches: acme\nphones: {care: {hours: Mo-Fr 9-17}}\n",
            ["mine/0.yaml:2:30: hours 'Mo-Fr 9-17': '9-17' lacks minutes; write 'Mo-Fr 09:00-17:00'"],
        ),
        (
            "patches: acme\nphones: {care: {numbr: x}}\n",
            ["mine/0.yaml:2:17: a phone has no field 'numbr'; did you mean number?"],
        ),
        ("patches: acme\nphones: {new: {label: New}}\n", ["mine/0.yaml:2:15: this phone has no sources; add sources"]),
        (
            "patches: acme\nphones: [{id: carre, hours: 24/7}]\n",
            ["mine/0.yaml:2:10: the company has no contact 'carre' under phones; did you mean care?"],
        ),
        (
            "patches: acme\nphones: {carre: null}\n",
            ["mine/0.yaml:2:10: the company has no contact 'carre' under phones; did you mean care?"],
        ),
        (
            "patches: acme\nphones: {CARE: {hours: 24/7}}\n",
            ["mine/0.yaml:2:10: the company has no contact 'CARE' under phones; did you mean care?"],
        ),
        (
            "patches: acme\nchannels: {care: {hours: 24/7}}\n",
            ["mine/0.yaml:2:12: the company has no contact 'care' under channels; it is under phones"],
        ),
        ("patches: acme\nname: null\n", ["mine/0.yaml:1:1: this company has no name; add name"]),
        (
            "patches: acme\nphones: {care: {sources: [me]}}\n",
            ["mine/0.yaml:2:27: this file has no source 'me'; add it to sources"],
        ),
        ("patches: acme\nphones: 7\n", ["mine/0.yaml:2:9: phones is text, not a list; write [7]"]),
        (
            "patches: acme\nphones: {night: hello}\n",
            ['mine/0.yaml:2:17: phones is text, not the fields of a phone; write "field: value" lines'],
        ),
        (
            "patches: acme\nphones: {care: hello}\n",
            ['mine/0.yaml:2:16: phones is text, not the fields of a phone; write "field: value" lines'],
        ),
        (
            "patches: acme\nphones: [{id: care, hours: 24/7}, {id: care, note: x}]\n",
            [
                "mine/0.yaml:2:10: this phone has no label; add label",
                "mine/0.yaml:2:10: this phone has no sources; add sources",
                "mine/0.yaml:2:35: this phone has no label; add label",
                "mine/0.yaml:2:35: this phone has no sources; add sources",
                "mine/0.yaml:2:40: duplicate id care; give each contact its own id",
            ],
        ),
        (
            "patches: acme\nphones: [{hours: 24/7}]\n",
            [
                "mine/0.yaml:2:10: this phone has no id; add id",
                "mine/0.yaml:2:10: this phone has no label; add label",
                "mine/0.yaml:2:10: this phone has no sources; add sources",
            ],
        ),
        (
            "patches: {a: b}\n",
            [
                "mine/0.yaml:1:10: patches is a mapping, but the file is named after 'acme'; "
                "use the slug of the patched company for both"
            ],
        ),
        ("- a\n", ['mine/0.yaml:1:1: the file is a list, not the fields of a company; write "field: value" lines']),
        (
            "patches: acme\nphones: {carre: {hours: 24/7}, fxa: {hours: 24/7}}\nchannels: {care: null}\n",
            [
                "mine/0.yaml:2:10: the company has no contact 'carre' under phones; did you mean care?",
                "mine/0.yaml:2:32: the company has no contact 'fxa' under phones; did you mean fax?",
                "mine/0.yaml:3:12: the company has no contact 'care' under channels; it is under phones",
            ],
        ),
        (
            "patches: acme\nphones: {carre: {hours: 24/7}, fax: {note: kept}}\n",
            ["mine/0.yaml:2:10: the company has no contact 'carre' under phones; did you mean care?"],
        ),
        (
            "patches: acme\nphones: {carre: hello}\n",
            ['mine/0.yaml:2:17: phones is text, not the fields of a phone; write "field: value" lines'],
        ),
        (
            "patches: acme\nphones: [{id: carre, hours: 24/7}, {id: care, hours: 24/7}]\n",
            ["mine/0.yaml:2:10: the company has no contact 'carre' under phones; did you mean care?"],
        ),
        (
            "patches: acme\nphones: {care: {menu: null}}\n",
            ["mine/0.yaml:2:23: the company has no menu to remove; delete this line"],
        ),
    ],
)
def test_errors_have_positions_in_the_patch(patch: str, messages: list[str]) -> None:
    assert _read(patch) == (None, messages)


def test_yaml_errors_have_positions_in_the_patch() -> None:
    company, (message,) = _read("patches: acme\nname: [\n")
    assert company is None
    assert message.startswith("mine/0.yaml:3:1: ")


def test_a_patch_may_change_the_id_of_a_contact() -> None:
    company, findings = _read("patches: acme\nphones: {care: {id: other}}\n")
    assert company is not None
    assert ([phone.id for phone in company.phones], findings) == (["other", "fax"], [])


def test_is_patched() -> None:
    whole = [("data/acme.yaml", BASE)]
    assert not tree_of_layers("acme", whole).is_patched
    assert not tree_of_layers("acme", [*whole, ("mine/acme.yaml", BASE + b"note: no patches\n")]).is_patched
    assert tree_of_layers("acme", [*whole, ("mine/acme.yaml", b"patches: acme\nname: Mine\n")]).is_patched


def test_a_patch_of_an_unknown_company() -> None:
    company, findings = parse_file(tree_of_layers("zeta", [("mine/zeta.yaml", b"patches: zeta\nname: Z\n")])).result
    assert company is None
    assert [str(finding) for finding in findings] == [
        "mine/zeta.yaml:1:10: there is no company 'zeta' to patch; look up the slug with supportdir find; "
        "for a new company, remove patches"
    ]
