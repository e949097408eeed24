"""Findings in company files: the rules, and the run that applies them.

A rule is one function, and its docstring is its page. It takes a `Sheet`, a company file with the place of each of its
facts, and yields what it finds. It knows no clock: the day of the check stands on the sheet.
"""
