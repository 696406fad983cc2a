"""A process that dies at one step, as by a power cut: a child of the test's own, whose copy of the code ends there."""

import faulthandler
import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

from wpl_platform.core.database import db

TOO_LONG_S = 120
DIED, LIVED, FAILED = "died", "lived", "failed"


class Grave:
    """Where the child dies: before a function runs or after it, at its first call or a later one."""

    def __init__(self, home: Any, name: str, *, after: bool = False, call: int = 1) -> None:
        self.home, self.name, self.after, self.call = home, name, after, call

    def __str__(self) -> str:
        when = "after" if self.after else "before"
        return f"{when} {getattr(self.home, '__name__', self.home)}.{self.name} {self.call}".replace(
            "wpl_platform.", ""
        )

    def dig(self) -> None:
        """Puts it there, in this process for good."""
        real, count = getattr(self.home, self.name), 0

        def counted(*arguments: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            if not self.after and count == self.call:
                die()
            answer = real(*arguments, **named)
            if self.after and count == self.call:
                die()
            return answer

        setattr(self.home, self.name, counted)


def die() -> None:
    """`kill -9`, and nothing of this process runs on."""
    os.kill(os.getpid(), signal.SIGKILL)
    signal.pause()


def in_a_child(act: Callable[[], object], grave: Grave) -> str:
    """Does something in a process of its own that dies at the grave; says whether it did."""
    db.session.commit()
    db.session.remove()
    child = os.fork()
    if child == 0:
        _live(act, grave)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return DIED
    return LIVED if os.WEXITSTATUS(status) == 0 else FAILED


def _live(act: Callable[[], object], grave: Grave) -> None:
    faulthandler.dump_traceback_later(TOO_LONG_S, exit=True)
    try:
        db.engine.dispose(close=False)  # the connections are the parent's
        grave.dig()
        act()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    os._exit(1)
