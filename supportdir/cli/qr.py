"""`--qr`: the link to a way as a QR code, in the terminal or in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from supportdir.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.cli.session import Session
    from supportdir.model import Step
    from supportdir.ways import Way


def link_code(session: Session, way: Way, steps: Sequence[Step], target: str, *, force: bool) -> bool:
    """Draw the code of the way's link with the keys of these steps; with a `target`, write it there instead.

    Whether it was drawn, so that the answer has been given. Raises NotFoundError for a number that cannot be a link,
    UsageError where there is no room, DataError for a file that cannot be written.
    """
    dialling = way.dialling(steps) if way.contact.kind == "phone" else None
    if dialling is None:
        raise NotFoundError(f"{way.id} has no number that a link can hold; what it has: supportdir show {way.id}")
    if target:
        from supportdir.cli.files import save
        from supportdir.dialing.qr import file

        path = Path(target)
        save(path, file(dialling.link, path.suffix[1:].lower()), force=force)
        rest = f"; it ends there: {dialling.link_because}" if dialling.link_because else ""
        session.notes.append(f"QR code of {dialling.link} written to {path}{rest}")
        return False
    if session.output == "json":
        raise UsageError("--qr draws in the terminal; with --output json write --qr FILE.svg")
    from supportdir.cli.environment import can_show
    from supportdir.dialing.qr import half_blocks
    from supportdir.render.code import code

    if not can_show("█▀▄"):
        raise UsageError("the encoding of the output has no characters to draw a code with; write --qr FILE.png")
    screen = session.screen
    if (needed := len(half_blocks(dialling.link)[0])) > screen.width:
        raise UsageError(f"the code needs {needed} columns, the terminal has {screen.width}; write --qr FILE.png")
    screen.show(code(way, dialling, session.moment, session.caller, screen.width, has_colors=screen.has_colors))
    if not screen.has_colors:
        session.notes.append("without colours the code is drawn for a dark terminal")
    session.write_notes()
    return True
