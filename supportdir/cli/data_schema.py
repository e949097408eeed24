"""`supportdir data schema`."""

from __future__ import annotations

import sys


def schema() -> int:
    """Print the JSON Schema of a company file, with a description of every field, for editors.

    The first line of a company file refers editors to the copy in data/company.schema.json.

    Example: supportdir data schema
    """
    from supportdir.cli.environment import needs_ascii
    from supportdir.format.schema import schema_text

    sys.stdout.write(schema_text(ascii_only=needs_ascii()))
    return 0
