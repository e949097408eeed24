"""The entry point: `supportdir` and `python -m supportdir`."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit with its status."""
    # A look-up lives for 50 ms and frees nothing worth collecting; what lives longer turns collecting on again.
    gc.disable()
    from supportdir.cli.app import run

    status = run()
    # Taking the interpreter apart takes a tenth of a look-up, and everything that matters is on the disk by now.
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
