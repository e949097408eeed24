"""The entry point: `supportdir` and `python -m supportdir`.

Import it only to run the program: from here on, Ctrl-C ends the process without a traceback.
"""

import os
import signal


def _end(*_: object) -> None:
    os._exit(130)


# Loading the modules takes most of a look-up, and a KeyboardInterrupt there would be shown as a traceback. A process
# that was started with SIGINT ignored (nohup, "&" in a script) goes on ignoring it.
_IS_HANDLED = signal.getsignal(signal.SIGINT) is signal.default_int_handler
if _IS_HANDLED:
    signal.signal(signal.SIGINT, _end)

import gc  # noqa: E402
import sys  # noqa: E402
from typing import NoReturn  # noqa: E402


def main() -> NoReturn:
    """Run the command line and exit with its status."""
    # A look-up lives for 50 ms and frees nothing worth collecting; what lives longer turns collecting on again.
    gc.disable()
    from supportdir.cli import streams

    streams.guard()
    from supportdir.cli.app import run

    try:
        if _IS_HANDLED:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        status = run()
    except KeyboardInterrupt:
        status = 130
    # Taking the interpreter apart takes a tenth of a look-up, and everything that matters is on the disk by now.
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
