"""The log: the user's own record of calls and messages to support.

`entry` has the records, `database` stores them in one SQLite file, `secrets` masks card numbers and passwords, `due`
finds promises and requests that need attention, `duplicates` finds a request that was sent before, and `export` writes
JSON, CSV and iCalendar. Nothing here reads the clock: a moment is an argument, an aware datetime.
"""
