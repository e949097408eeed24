"""Russian for the texts that the code has in English.

A text is written once, in English: `translate("open until {when}", when=…)`. Commands that speak both languages give
the Russian texts, from data/russian.yaml, to `use`; without them everything is in English. A Russian text with a number
may have three forms, as in "{count} день|{count} дня|{count} дней"; `count` chooses one.
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
    if "count" in values and "|" in text:
        text = _form(text, values["count"])
    return text.format(**values) if values else text


def _form(forms: str, count: int) -> str:
    """Return the form for a number: that of 1 and 21, of 2 to 4 and 22, or of 0, 5 and 11 to 14."""
    one, few, many = forms.split("|")
    if count // 10 % 10 == 1:
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(count % 10, many)
