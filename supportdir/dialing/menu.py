"""Phone menus: the paths to their options, and a path as a route.

A path is the options from the first level of the menu downwards, each with its key. As a `Shortcut` it can be printed
and dialled like every other route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from supportdir.dialing.route import is_keys
from supportdir.model import Menu, Option, Shortcut, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Path: TypeAlias = tuple[tuple[str, Option], ...]


def paths(menu: Menu) -> Iterator[Path]:
    """Yield the path to each option in file order, an option before its suboptions."""
    return _paths(menu.options, ())


def languages_in(menu: Menu) -> set[str]:
    """Return the languages (BCP 47) of the options."""
    return {tag for path in paths(menu) for tag in path[-1][1].languages}


def route(path: Path, menu: Menu | None = None) -> Shortcut:
    """Return a path as a shortcut: press each key, or say each word, at the label of its option.

    With `menu`, the shortcut starts with a wait for `menu.after` and a pause for `menu.greeting`. Topics and audience
    are those of the innermost option that has any.
    """
    options = [option for _, option in reversed(path)]
    return Shortcut(
        steps=(*(_steps_before(menu) if menu else ()), *(_step(key, option) for key, option in path)),
        reaches=options[0].reaches,
        topics=next((option.topics for option in options if option.topics), ()),
        audience=next((option.audience for option in options if option.audience), ()),
        note=options[0].note,
    )


def to_person(menu: Menu) -> Shortcut | None:
    """Return the shortest route to an option that reaches a person; None if there is no such option.

    Options for every caller are preferred to options for one audience, language or topic.
    """

    def sort_key(path: Path) -> tuple[bool, bool, int]:
        is_for_some = _has_audience(path) or any(option.languages for _, option in path)
        return is_for_some, _has_topics(path), len(path)

    shortest = min((path for path in paths(menu) if path[-1][1].reaches == "person"), key=sort_key, default=None)
    return route(shortest, menu) if shortest else None


def to_language(menu: Menu, is_wanted: Callable[[str], bool]) -> Shortcut | None:
    """Return the shortest route to an option in a wanted language (BCP 47); None if there is no such option.

    Options for every caller and topic are preferred, then those that reach a person.
    """

    def sort_key(path: Path) -> tuple[bool, bool, int]:
        is_for_some = _has_topics(path) or _has_audience(path)
        return is_for_some, path[-1][1].reaches != "person", len(path)

    wanted = (path for path in paths(menu) if any(is_wanted(tag) for _, option in path for tag in option.languages))
    shortest = min(wanted, key=sort_key, default=None)
    return route(shortest, menu) if shortest else None


def find(menu: Menu, words: Sequence[str], topics: Sequence[str]) -> list[Path]:
    """Return the paths to options with one of the topics, then to those with all words in the label; shorter first.

    Letter case does not matter. The words to say in a speech menu count as part of the label.
    """
    folded_words = [word.casefold() for word in words]

    def has_topic(path: Path) -> bool:
        return not set(topics).isdisjoint(path[-1][1].topics)

    def has_words(path: Path) -> bool:
        key, option = path[-1]
        label = f"{option.label} {'' if is_keys(key) else key}".casefold()
        return bool(words) and all(word in label for word in folded_words)

    matches = [path for path in paths(menu) if has_topic(path) or has_words(path)]
    return sorted(matches, key=lambda path: (not has_topic(path), len(path)))


def _paths(options: Mapping[str, Option], above: Path) -> Iterator[Path]:
    for key, option in options.items():
        path = (*above, (key, option))
        yield path
        yield from _paths(option.options, path)


def _has_audience(path: Path) -> bool:
    """Return whether an option is for certain customers, and not for private ones."""
    return any(option.audience and "private" not in option.audience for _, option in path)


def _has_topics(path: Path) -> bool:
    return any(option.topics for _, option in path)


def _steps_before(menu: Menu) -> Iterator[Step]:
    """Yield the steps before the first option: the wait and the pause."""
    if menu.after:
        yield Step(wait=menu.after)
    if menu.greeting:
        yield Step(pause=menu.greeting)


def _step(key: str, option: Option) -> Step:
    if is_keys(key):
        return Step(press=key, hear=option.label)
    return Step(say=key, hear=option.label)
