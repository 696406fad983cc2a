"""Hears that the process is told to stop, beside the server's own signal handlers, so that open streams can end."""

import os
import signal
import socket
import threading
from collections.abc import Callable

STOPS = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})


def at_stop(act: Callable[[], None]) -> None:
    """Calls `act` in a thread of its own when the process gets TERM, INT or HUP.

    Called in the main thread where a server loads the application. Servers set their own handlers later and then wait
    for open answers; Python writes every signal to its wake-up descriptor as well, whoever handles it, and what was
    there before (gunicorn has one) still gets its bytes.
    """
    heard, told = socket.socketpair()
    told.setblocking(False)
    before = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=_listen, args=(heard, told, before, act), name="stop", daemon=True).start()


def _listen(heard: socket.socket, told: socket.socket, before: int, act: Callable[[], None]) -> None:
    with heard, told:
        while numbers := heard.recv(64):
            if before >= 0:
                os.write(before, numbers)
            if STOPS & set(numbers):
                act()
