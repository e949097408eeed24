"""Advice for dealing with a company's support, in English or Russian, from data/advice.yaml.

The file is read at the first use and kept. Every text comes with the permanent id of its entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from supportdir.contacts import is_machine_only, support_lines
from supportdir.errors import UsageError, shortened
from supportdir.format import vocabulary
from supportdir.model import Phone
from supportdir.ordering import STATES
from supportdir.search import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from supportdir.model import Channel, Company
    from supportdir.ways import Way

Language = Literal["en", "ru"]
Need = Literal["attachments", "record", "urgent", "quick", "complex", "confidential", "routine"]
Stage = Literal[
    "never_asked",
    "when",
    "dialling",
    "menu",
    "menu_differs",
    "no_route",
    "busy",
    "waiting",
    "opening",
    "talking",
    "closing",
    "cut_off",
    "after",
    "chat",
    "writing",
    "docs",
]

TEXT_LANGUAGES: tuple[Language, ...] = get_args(Language)
NEEDS: tuple[Need, ...] = get_args(Need)
STAGES: tuple[Stage, ...] = get_args(Stage)


_ALIKE = 0.8  # difflib's ratio of a typing error; below it, words that mean something else are offered


class Advice(NamedTuple):
    """A text and the permanent id of its entry; "company-1" and "contact-1" are items of a company's own lists."""

    id: str
    text: str


class SuitedWay(NamedTuple):
    """A way that suits a need: why it does, and what speaks against it."""

    way: Way
    reason: str
    drawback: str


class NextStep(NamedTuple):
    """The next step after a bad answer.

    `name` is the situation, `action` what to do, `words` what to say or write to the company.
    """

    situation: str
    name: str
    action: str
    words: str


class UsualTime(NamedTuple):
    """How long an answer usually takes; `within` is written as in `answers_within` ("24 h", "3 business days")."""

    within: str
    text: str


def have_ready(
    company: Company, contact: Phone | Channel | None = None, topic: str = "", language: Language = "en"
) -> list[Advice]:
    """Return what to have ready for a call: the company's items, the contact's, then the general ones that fit.

    Without a topic, the topics of a contact that is not general decide. A general item is left out if the company or
    the contact names the same thing. The company's own items are in the language of its file.
    """
    own = [Advice(f"company-{number}", text) for number, text in enumerate(company.have_ready, 1)]
    own += [Advice(f"contact-{number}", text) for number, text in enumerate(contact.have_ready if contact else (), 1)]
    texts = [fold(advice.text) for advice in own]
    own = [advice for place, advice in enumerate(own) if texts[place] not in texts[:place]]
    phrases = [words(advice.text) for advice in own]
    general = {
        id: entry
        for id, entry in _fitting("have_ready", company, contact, topic).items()
        if not any(_contains(phrase, words(same)) for phrase in phrases for same in entry.get("same", ()))
    }
    return [*own, *_texts(general, language)]


def first_steps(
    company: Company, contact: Phone | Channel | None = None, topic: str = "", language: Language = "en"
) -> list[Advice]:
    """Return what to try before calling."""
    return _texts(_fitting("first", company, contact, topic), language)


def cannot_do(
    company: Company, contact: Phone | Channel | None = None, topic: str = "", language: Language = "en"
) -> list[Advice]:
    """Return what support cannot do at companies of this kind."""
    return _texts(_fitting("cannot", company, contact, topic), language)


def reminders(stage: Stage, language: Language = "en", contact: Phone | Channel | None = None) -> list[Advice]:
    """Return the reminders for one stage of a call, for chats, for written requests, or for the documentation.

    "no_route" is for lines whose menu is not documented. With a contact, only those that fit its kind.
    """
    return _texts({id: entry for id, entry in _entries(stage).items() if _fits_kind(entry, contact)}, language)


def needs(language: Language = "en") -> list[Advice]:
    """Return the needs that `suited` knows, with their names."""
    return _texts(_entries("needs"), language)


def need_meant(typed: str) -> Need:
    """Return the need that a text means: its id, or another word for it in English or Russian.

    Raises UsageError with the nearest needs.
    """
    asked, entries = fold(typed), _entries("needs")
    spellings = {need: [fold(word) for word in (need, *entries[need]["also"])] for need in NEEDS}
    found = [need for need in NEEDS if asked in spellings[need]]
    found = found or [need for need in NEEDS if asked and need.startswith(asked)]
    begun = [need for need in NEEDS if asked and any(word.startswith(asked) for word in spellings[need])]
    if len(meant := found or begun) == 1:
        return meant[0]
    raise UsageError(f"invalid --need '{shortened(typed)}'; {_need_hint(asked, meant, spellings)}")


def _need_hint(asked: str, meant: Sequence[Need], spellings: Mapping[Need, Sequence[str]]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(asked, [word for words in spellings.values() for word in words], n=1, cutoff=0.7)
    offered = meant or [need for need in NEEDS if {*near}.intersection(spellings[need])]
    return f"did you mean {' or '.join(offered)}?" if offered else f"choose one of {', '.join(NEEDS)}"


def suited(ways: Iterable[Way], need: Need, language: Language = "en") -> list[SuitedWay]:
    """Return the ways that suit the need, best first; ways of other kinds are left out.

    Ordered by kind as data/advice.yaml lists them for the need, then open before closed, then as given. For needs with
    `open_first`, open before closed comes first. A line where only a machine is known to answer is of the kind
    "machine" and comes last. Left out as well: ways that do not connect from the caller's location,
    dead numbers, textphones, and contacts only for privacy requests or recalls.
    """
    entry = _entries("needs")[need]
    kinds: dict[str, Any] = entry["kinds"]
    order = list(kinds)

    def sort_key(way: Way) -> tuple[int, ...]:
        kind, state = order.index(_kind_for_need(way)), STATES.index(way.state.kind)
        lacks_files = need == "attachments" and not getattr(way.contact, "accepts", ())
        is_machine = is_machine_only(way.contact)
        return (is_machine, state, kind) if "open_first" in entry else (is_machine, kind, lacks_files, state)

    usable = [way for way in ways if _kind_for_need(way) in kinds and _is_usable(way)]
    return [
        SuitedWay(way, kinds[kind][language], _drawback(kind, kinds, language))
        for way in sorted(usable, key=sort_key)
        for kind in (_kind_for_need(way),)
    ]


def hints(company: Company, need: Need, language: Language = "en", market: str = "") -> list[Advice]:
    """Return advice on the choice of a channel for the need, in a market, that is not about one kind of contact."""
    found = {id: entry for id, entry in _entries("choosing").items() if _is_hint_for(company, need, market, id, entry)}
    return _texts(found, language)


def for_and_against(kind: str, language: Language = "en") -> tuple[str, str]:
    """Return what speaks for and against a kind of contact."""
    entry = _entries("channels")[kind]
    return entry["for"][language], entry["against"][language]


def usual_time(kind: str, company: Company, topic: str = "", language: Language = "en") -> UsualTime | None:
    """Return how long an answer by a kind of contact usually takes, for companies that state no time.

    None if that is not known for such a matter or such a company.
    """
    without = _entries("no_usual_time")
    if topic in without["topics"] or not {*company.categories}.isdisjoint(without["categories"]):
        return None
    for entry in _entries("usual_times").values():
        if kind in entry["kinds"] and ("topics" not in entry or topic in entry["topics"]):
            return UsualTime(entry["within"], entry[language])
    return None


def prompts(language: Language = "en") -> dict[str, str]:
    """Return the headings and questions of `prepare` and `call` by id; {field} in them is to be filled in."""
    return {id: entry[language] for id, entry in _entries("prompts").items()}


def situations(language: Language = "en") -> list[Advice]:
    """Return the situations that `next_step` knows, with their names."""
    return _texts(_entries("escalation"), language)


def situation_meant(typed: str, language: Language = "en") -> str:
    """Return the id of the situation that a text means: an id, a name, or a word of its list `also`, in any language.

    Raises UsageError with the situations that are near, or all of them with their names.
    """
    from difflib import get_close_matches

    known = {
        fold(text): id
        for id, entry in _entries("escalation").items()
        for text in (id, id.replace("-", " "), entry["en"], entry["ru"], *entry.get("also", ()))
    }
    asked = fold(typed)
    if asked in known:
        return known[asked]
    held = {id for text, id in known.items() if set(words(text)) <= set(words(typed))}
    if len(held) == 1:
        return held.pop()
    near = list(dict.fromkeys(known[text] for text in get_close_matches(asked, known, n=3, cutoff=_ALIKE)))
    if near:
        raise UsageError(f"invalid --situation '{typed}'; did you mean {' or '.join(near)}?")
    raise UsageError(f"invalid --situation '{typed}'; choose one of these words:").with_notes(situation_lines(language))


def situation_lines(language: Language = "en") -> list[str]:
    """Return a line for each situation: its id and its name."""
    known = situations(language)
    width = max(len(situation.id) for situation in known)
    return [f"  {situation.id:{width}}  {situation.text}" for situation in known]


def next_step(situation: str, language: Language = "en") -> NextStep:
    """Return the next step for the id of a situation.

    Raises UsageError for a situation that is not known.
    """
    known = _entries("escalation")
    if situation not in known:
        raise UsageError(f"unknown situation {situation!r}; choose one of {', '.join(known)}")
    entry = known[situation]
    return NextStep(situation, entry[language], entry["do"][language], entry["say"][language])


def _entries(part: str) -> dict[str, Any]:
    entries: dict[str, Any] = vocabulary.advice_texts()[part]
    return entries


def _texts(entries: Mapping[str, Any], language: Language) -> list[Advice]:
    return [Advice(id, entry[language]) for id, entry in entries.items()]


def _fitting(part: str, company: Company, contact: Phone | Channel | None, topic: str) -> dict[str, Any]:
    """Return the entries of a part that fit the company and the topic."""
    topics = {topic} if topic else set(contact.topics if contact and not contact.is_general else ())
    categories = set(company.categories)
    return {
        id: entry
        for id, entry in _entries(part).items()
        if _fits(entry, topics, categories) and _fits_kind(entry, contact)
    }


def _fits_kind(entry: Mapping[str, Any], contact: Phone | Channel | None) -> bool:
    """Return whether an entry is for the kind of a contact; without a contact, for any."""
    return contact is None or "kinds" not in entry or contact.kind in entry["kinds"]


def _fits(entry: Mapping[str, Any], topics: AbstractSet[str], categories: AbstractSet[str]) -> bool:
    """Return whether an entry with the conditions described in data/advice.yaml is given."""
    if topics and topics <= set(entry.get("not_topics", ())):
        return False
    if not categories.isdisjoint(entry.get("not_categories", ())):
        return False
    if "only_categories" in entry and categories.isdisjoint(entry["only_categories"]):
        return False
    return (
        "always" in entry
        or not topics.isdisjoint(entry.get("topics", ()))
        or not categories.isdisjoint(entry.get("categories", ()))
    )


def _contains(phrase: Sequence[str], part: Sequence[str]) -> bool:
    """Return whether the words of `part` follow one another in `phrase`."""
    return any(phrase[start : start + len(part)] == part for start in range(len(phrase) - len(part) + 1))


def _kind_for_need(way: Way) -> str:
    """Return the kind of a contact as data/advice.yaml lists them for a need."""
    return "machine" if is_machine_only(way.contact) else way.contact.kind


def _is_usable(way: Way) -> bool:
    contact = way.contact
    if isinstance(contact, Phone) and (contact.dead or contact.is_textphone_only):
        return False
    return way.connects != "no" and not contact.is_privacy_only and not contact.is_recall_only


def _drawback(kind: str, kinds: Mapping[str, Any], language: Language) -> str:
    text: str = (kinds[kind].get("but") or _entries("channels")[kind]["against"])[language]
    return text


def _is_hint_for(company: Company, need: Need, market: str, id: str, entry: Mapping[str, Any]) -> bool:
    if id == "no-phone":
        return bool(company.no_phone)
    if need not in entry["needs"] or ("phone" in entry and not support_lines(company, market)):
        return False
    return "kinds" not in entry or any(contact.kind in entry["kinds"] for contact in company.contacts)
