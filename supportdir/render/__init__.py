"""Answers made visible: words, tables, plain records, JSON. rich lives only here."""
