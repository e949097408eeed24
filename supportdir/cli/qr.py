"""`--qr`: the link of a way to reach a company as a QR code, in the terminal or in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from supportdir.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportdir.cli.session import Session
    from supportdir.model import Step
    from supportdir.ways import Way


def show_qr(session: Session, way: Way, steps: Sequence[Step], target: str, *, force: bool) -> bool:
    """Show the QR code of the way's link, which dials the keys of the steps; with a `target`, write that file instead.

    Return whether the code was shown, which is the whole answer. Raises NotFoundError if the way has no number for a
    link, UsageError if the terminal cannot show the code, DataError if the file cannot be written.
    """
    dialling = way.dialling(steps) if way.contact.kind == "phone" else None
    if dialling is None:
        raise NotFoundError(f"{way.id} has no number for a link; see: supportdir show {way.id}")
    if target:
        from supportdir.cli.files import save
        from supportdir.dialing.qr import file

        path = Path(target)
        save(path, file(dialling.link, path.suffix[1:].lower()), force=force)
        rest = f"; the link ends there: {dialling.link_because}" if dialling.link_because else ""
        session.notes.append(f"wrote the QR code of {dialling.link} to {path}{rest}")
        return False
    if session.output == "json":
        raise UsageError("--qr without a file excludes --output json; use --qr FILE.svg")
    from supportdir.cli.environment import can_show
    from supportdir.dialing.qr import half_blocks
    from supportdir.render.code import code

    if not can_show("█▀▄"):
        raise UsageError("the output encoding cannot show a QR code; use --qr FILE.png")
    screen = session.screen
    if (needed := len(half_blocks(dialling.link)[0])) > screen.width:
        raise UsageError(f"the QR code needs {needed} columns, the terminal has {screen.width}; use --qr FILE.png")
    screen.show(code(way, dialling, session.moment, session.caller, screen.width, has_colors=screen.has_colors))
    if not screen.has_colors:
        session.notes.append("without colours, the QR code is drawn for a dark background")
    session.write_notes()
    return True
