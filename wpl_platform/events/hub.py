"""Who listens in this process, and the one thread that wakes them when their room has news.

An action in this process tells the hub after its commit; what other processes wrote is seen within half a second.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping

LOOK_SECONDS = 0.5


log = logging.getLogger(__name__)

Look = Callable[[set[str]], Mapping[str, int]]
"""The number of the last event in each of these rooms, read in a session of its own."""


class Listener:
    """One open stream. Waits without holding anything of the database."""

    def __init__(self, room: str, who: str) -> None:
        self.room, self.who = room, who
        self.woken = threading.Event()

    def wait(self, seconds: float) -> None:
        """Until the room has news, the process stops, or this much time went by."""
        self.woken.wait(seconds)
        self.woken.clear()


class Hub:
    """The listeners of a process, by room."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._lock = threading.Lock()
        self._listeners: set[Listener] = set()
        self._numbers: dict[str, int] = {}
        self._told = threading.Event()
        self._watcher: threading.Thread | None = None
        self.closing = False

    def enter(self, room: str, who: str, *, most: int, each: int) -> Listener | None:
        """A place in the room; None when the process has `most` listeners already, this one has `each`, or it stops."""
        with self._lock:
            theirs = sum(listener.who == who for listener in self._listeners)
            if self.closing or len(self._listeners) >= most or theirs >= each:
                return None
            listener = Listener(room, who)
            self._listeners.add(listener)
            if self._watcher is None:
                self._watcher = threading.Thread(target=self._watch, name="live-updates", daemon=True)
                self._watcher.start()
        return listener

    def leave(self, listener: Listener) -> None:
        """Gives the place back; more than once does no harm."""
        with self._lock:
            self._listeners.discard(listener)

    def tell(self) -> None:
        """Something was committed here: look now."""
        self._told.set()

    def close(self) -> None:
        """The process stops: every stream ends, and none begins. Nothing is read any more when this returns."""
        with self._lock:
            self.closing = True
            self._wake(self._listeners)
            watcher = self._watcher
        self._told.set()
        if watcher is not None:
            watcher.join()

    def __len__(self) -> int:
        return len(self._listeners)

    def _watch(self) -> None:
        while True:
            self._told.wait(LOOK_SECONDS)
            self._told.clear()
            with self._lock:
                rooms = {listener.room for listener in self._listeners}
                if self.closing or not rooms:
                    self._watcher = None
                    self._numbers.clear()
                    return
            self._spread(rooms)

    def _spread(self, rooms: set[str]) -> None:
        try:
            numbers = self._look(rooms)
        except Exception:
            log.exception("live updates could not be read")
            return
        news = {room for room, number in numbers.items() if self._numbers.get(room) != number}
        self._numbers = dict(numbers)
        with self._lock:
            self._wake(listener for listener in self._listeners if listener.room in news)

    def _wake(self, listeners: Iterable[Listener]) -> None:
        for listener in listeners:
            listener.woken.set()
