"""The rules, one module for each part of the format; what the reader itself refuses is in store/faults.py."""

from __future__ import annotations

from supportdir.lint.rules import contacts, hours, names, numbers, places, routes, sources, spelling, together

_OF_ONE_FILE = (spelling, names, contacts, numbers, places, hours, routes, sources)
PARTS = (*_OF_ONE_FILE, together)
"""The modules in the order of docs/rules.md."""

OF_ONE_FILE = tuple(rule for part in _OF_ONE_FILE for rule in part.RULES)
OF_ALL_FILES = tuple(together.RULES)
