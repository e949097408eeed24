"""Which names are equal, and what remains of a typed text without generic words."""

from __future__ import annotations

import pytest

from supportdir.names import asked_forms, forms_of, hosts_of, is_address, is_part_of, without_generic_words
from supportdir.search import NameKind, name_of


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Best Buy", "BESTBUY"),
        ("Best Buy", "best-buy"),
        ("Marks & Spencer", "Marks and Spencer"),
        ("Marks & Spencer", "marks spencer"),
        ("Marks and Spencer", "marks & spencer"),
        ("Marks & Spencer", "marksandspencer"),
        ("Рога и Копыта", "Рога & Копыта"),
        ("Peek und Cloppen", "Peek & Cloppen"),
        ("B&B", "b and b"),
        ("The Gap", "gap"),
        ("Gap", "the gap"),
        ("La Acme", "acme"),
        ("The AA", "aa"),
        ("AA", "the aa"),
        ("The AA Ltd", "aa ltd"),
        ("Acme", "Acme, Inc."),
        ("Acme Inc", "acme"),
        ("Acme S.A.", "acme sa"),
        ("Acme GmbH & Co. KG", "Acme"),
        ("ПАО Акме", "акме"),
        ("Акме", "АО «Акме»"),
        ("Ørsted", "orsted"),
        ("Łódź Bank", "lodz bank"),
        ("Müller", "mueller"),
        ("Müller", "muller"),
        ("Ёлка", "елка"),
        ("J. P. Acme", "jp acme"),
        ("J.P. Acme", "JPAcme"),
        ("Acme+", "acme plus"),
        ("Acme's", "acmes"),
        ("acme.example", "ACME.example"),
    ],
)
def test_equal_names(name: str, typed: str) -> None:
    kind: NameKind = "domain" if "." in name and " " not in name else "name"
    assert forms_of(name_of(name, "acme", kind)) & set(asked_forms(typed))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Best Buy", "best"),
        ("Acme+", "acme"),
        ("Acme Bank", "acme"),  # a generic word is never dropped from a name
        ("El Al", "al"),  # too few letters would remain
        ("AA SA", "aa"),
        ("The AA Ltd", "aa"),
        ("The AG", "the"),
        ("AS", ""),
        ("Acme", "acmee"),
        ("Andersen", "ersen"),
        ("The", ""),
    ],
)
def test_different_names(name: str, typed: str) -> None:
    assert not forms_of(name_of(name, "acme", "name")) & set(asked_forms(typed))


@pytest.mark.parametrize(
    ("typed", "name", "is_part"),
    [
        ("metro", "LA Metro", True),
        ("the metro", "LA Metro", True),  # was: not a part
        ("la metro", "LA Metro", False),
        ("home depot", "The Home Depot", False),  # was: a part
        ("acme", "Acme Inc.", False),
        ("acme inc", "Acme Trains Inc.", True),
        ("acme rail", "Acme Trains", False),
    ],
)
def test_a_part_of_a_name(typed: str, name: str, is_part: bool) -> None:
    assert is_part_of(typed, name) == is_part


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("https://www.Help.acme.example:443/a?b#c", ["www.help.acme.example", "help.acme.example", "acme.example"]),
        ("acme.example", ["acme.example"]),
        ("m.acme.example/help", ["m.acme.example", "acme.example"]),
        ("service@acme.example", ["acme.example"]),
        ("mailto:service@acme.example", ["acme.example"]),
        ("https://acme.example@evil.example/", ["evil.example"]),
        ("https://тест.рф/", ["xn--e1aybc.xn--p1ai"]),
        ("https://xn--e1aybc.xn--p1ai/", ["xn--e1aybc.xn--p1ai"]),
        ("acme", []),
        ("best buy", []),
        ("192.0.2.1", []),
        ("https://[::1", []),
        ("a..b", []),
        ("", []),
    ],
)
def test_hosts_of_an_address(text: str, hosts: list[str]) -> None:
    assert hosts_of(text) == hosts


def test_what_is_an_address() -> None:
    assert all(map(is_address, ("https://a.example", "x@a.example", "www.a.example/x")))
    assert not is_address("acme/care")


GENERIC: dict[str, list[str]] = {
    "bank": ["bank"],
    "card": ["bank", "payments"],
    **{word: [] for word in ("support", "phone", "number", "for", "de", "客服电话", "电话")},
}


@pytest.mark.parametrize(
    ("typed", "rests"),
    [
        ("acme support", [("acme", None)]),
        ("phone number for acme", [("number for acme", None), ("for acme", None), ("acme", None)]),
        ("acme bank support", [("acme bank", None), ("acme", {"bank"})]),
        ("acme bank card", [("acme bank", {"bank", "payments"}), ("acme", {"bank"})]),
        ("support acme support", [("support acme", None), ("acme support", None), ("acme", None)]),
        ("中行客服电话", [("中行", None)]),
        ("中行", []),
        ("客服电话", [("客服", None)]),
        ("acme de", []),
        ("phone de acme", [("de acme", None), ("acme", None)]),
        ("acme support world", []),  # only at both ends
        ("acme", []),
        ("support", []),
        ("support phone", [("support", None), ("phone", None)]),
        (" ".join(["support"] * 12 + ["acme"]), []),  # more words than a name has
    ],
)
def test_generic_words_are_dropped_at_both_ends_fewest_first(
    typed: str, rests: list[tuple[str, set[str] | None]]
) -> None:
    assert list(without_generic_words(typed, GENERIC)) == rests
