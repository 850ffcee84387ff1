"""The other end of a helper: a process that does shares of some work until nobody wants more (see `orgsim.results.fresh`)."""

import gc
import os
import pickle
import signal
import sys

from orgsim.results.fresh import receive, send


def main() -> None:
    """Serve the process that started this one; an interrupt is its matter, which lets the share under way be finished."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    wanted, found = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed must not come between the messages
    try:
        work, seldom = pickle.loads(receive(wanted))  # noqa: S301 - from the process that started this one
        gc.set_threshold(*seldom)
        while True:
            share = pickle.loads(receive(wanted))  # noqa: S301
            send(found, pickle.dumps(work(share)))
    except (EOFError, BrokenPipeError):
        gc.freeze()  # somebody waits for the end, before which Python would look through all memory


if __name__ == "__main__":
    main()
