"""Answers as tables, plain records, JSON and Markdown pages. rich is imported only in this package."""
