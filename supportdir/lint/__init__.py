"""The checks of `data check`: the rules, and the run that applies them to files.

A rule is one function, and its docstring is its section in docs/rules.md. It takes a `Document` (a company file with
the position of each value) and yields findings. It does not read the clock: the document holds the day of the check.
"""
