"""The worker as an operator starts it: python worker.py."""

import os

from wpl_platform import create_app
from wpl_platform.jobs import worker

if __name__ == "__main__":
    worker.run(create_app())
    # Threads that wait in a system call would hold an ordinary exit; everything worth keeping is committed.
    os._exit(0)
