"""Russian for the texts that the code has in English.

A text is written once, in English: `translate("open until {when}", when=…)`. Commands that speak both languages give
the Russian texts, from data/russian.yaml, to `use`; without them everything is in English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_texts: Mapping[str, str] = {}


def use(texts: Mapping[str, str]) -> None:
    """Translate by these texts, English to Russian, from now on; {} for English."""
    global _texts
    _texts = texts


def translate(english: str, **values: Any) -> str:
    """Return a text in the language in use, with its {fields} filled in; the English one if there is no other.

    Without values, the text is not a template: a word of a company file may have braces.
    """
    text = _texts.get(english, english)
    return text.format(**values) if values else text
