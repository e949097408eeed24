"""A phone menu as a tree: its paths, the places in it, and a path as an ordinary route.

A path is the options from the menu's first level down, each with the key that leads to it. As a `Shortcut` it is read,
shown and dialled like any other route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from supportdir.dialing.route import is_keys
from supportdir.model import Menu, Option, Shortcut, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Path: TypeAlias = tuple[tuple[str, Option], ...]

_REACHES = {"person": "a person", "callback": "a callback", "voicemail": "voicemail", "recording": "a recording"}


def paths(menu: Menu) -> Iterator[Path]:
    """The path to every option, in the order of the file, an option before those beneath it."""
    return _paths(menu.options, ())


def route(path: Path, menu: Menu | None = None) -> Shortcut:
    """The path as a shortcut: keys are pressed, words said, each at its option's label.

    With `menu` it begins with what comes before the first option: a wait for what the menu is `after`, a pause for its
    greeting. Topics and audience are those of the innermost option that states any.
    """
    options = [option for _, option in reversed(path)]
    return Shortcut(
        steps=(*(_before(menu) if menu else ()), *(_step(key, option) for key, option in path)),
        reaches=options[0].reaches,
        topics=next((option.topics for option in options if option.topics), ()),
        audience=next((option.audience for option in options if option.audience), ()),
        note=options[0].note,
    )


def to_person(menu: Menu) -> Shortcut | None:
    """The shortest route to an option that reaches a person; None where no option is said to.

    One for everybody goes before one for an audience or a language of its own.
    """

    def order(path: Path) -> tuple[bool, int]:
        return any(option.audience or option.languages for _, option in path), len(path)

    to_persons = [path for path in paths(menu) if path[-1][1].reaches == "person"]
    return route(min(to_persons, key=order), menu) if to_persons else None


def find(menu: Menu, words: Sequence[str], topics: Sequence[str]) -> list[Path]:
    """The paths to the options of one of the topics, then to those whose label has all the words; the shorter first.

    Case does not matter. The words of a speech menu count as labels.
    """
    wanted, asked = set(topics), [word.casefold() for word in words]

    def has_topic(path: Path) -> bool:
        return not wanted.isdisjoint(path[-1][1].topics)

    def has_words(path: Path) -> bool:
        key, option = path[-1]
        label = f"{option.label} {'' if is_keys(key) else key}".casefold()
        return bool(asked) and all(word in label for word in asked)

    found = [path for path in paths(menu) if has_topic(path) or has_words(path)]
    return sorted(found, key=lambda path: (not has_topic(path), len(path)))


def lines(menu: Menu) -> list[tuple[int, str, str]]:
    """The tree for drawing: depth from 0, key, and all that is known of the option; "" where nothing is.

    The text reads "Callback; reaches a callback"; languages are BCP 47 tags, a contact is its id.
    """
    return [(len(path) - 1, path[-1][0], described(path[-1][1])) for path in paths(menu)]


def _paths(options: Mapping[str, Option], above: Path) -> Iterator[Path]:
    for key, option in options.items():
        path = (*above, (key, option))
        yield path
        yield from _paths(option.options, path)


def _before(menu: Menu) -> Iterator[Step]:
    if menu.after:
        yield Step(wait=menu.after)
    if menu.greeting:
        yield Step(pause=menu.greeting)


def _step(key: str, option: Option) -> Step:
    if is_keys(key):
        return Step(press=key, hear=option.label)
    return Step(say=key, hear=option.label)


def described(option: Option) -> str:
    facts = (
        option.label,
        f"reaches {_REACHES[option.reaches]}" if option.reaches else "",
        f"leads to {option.contact}" if option.contact else "",
        f"in {', '.join(option.languages)}" if option.languages else "",
        f"for {', '.join(option.audience)}" if option.audience else "",
        option.note,
    )
    return "; ".join(filter(None, facts))
