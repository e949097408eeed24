"""The entry point of `supportdir` and `python -m supportdir`.

Importing this module changes the process: Ctrl-C ends it without a traceback. Import it only to run the program.
"""

import os
import signal


def _exit_on_interrupt(*_: object) -> None:
    os._exit(130)


# Set before the other imports, which take most of the time of a look-up: a KeyboardInterrupt during an import prints a
# traceback. If the process was started with SIGINT ignored (nohup, "&" in a script), it stays ignored.
_IS_HANDLED = signal.getsignal(signal.SIGINT) is signal.default_int_handler
if _IS_HANDLED:
    signal.signal(signal.SIGINT, _exit_on_interrupt)

import gc  # noqa: E402
import sys  # noqa: E402
from typing import NoReturn  # noqa: E402


def main() -> NoReturn:
    """Run the command line and exit with its status."""
    # A look-up takes 50 ms and needs no garbage collection; longer commands enable it again.
    gc.disable()
    from supportdir.cli import start, streams

    streams.guard()
    start.postpone()
    from supportdir.cli.app import run

    try:
        if _IS_HANDLED:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        status = run()
    except KeyboardInterrupt:
        status = 130
    # A normal exit of the interpreter takes a tenth of a look-up. All files are already written.
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
