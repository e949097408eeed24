"""The registry of rules: the rules of the readers, then one module for each part of the format."""

from __future__ import annotations

from supportdir.format import rules as reading
from supportdir.lint.rules import contacts, cross_file, hours, names, numbers, regions, routes, sources, spelling

_OF_A_COMPANY = (names, contacts, numbers, regions, hours, routes, sources)
PARTS = (reading, spelling, *_OF_A_COMPANY, cross_file)
"""The modules in the order of docs/rules.md."""

OF_A_COMPANY = tuple(rule for part in _OF_A_COMPANY for rule in part.RULES)
OF_ONE_FILE = (*spelling.RULES, *OF_A_COMPANY)
OF_ALL_FILES = tuple(cross_file.RULES)
