"""A real provider in a process of its own (npm: oidc-provider)."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.running import free_port

SCRIPT = Path(__file__).with_name("real_provider.mjs")
SECRET = "a secret of forty characters or so, at le"


@contextmanager
def providing(callback: str, people: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The issuer, as long as the block lasts; each of these people signs in there by their subject."""
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "CALLBACK": callback, "PEOPLE": json.dumps(people)}
    with subprocess.Popen(
        ["node", str(SCRIPT)], env={**environment, "SECRET": SECRET}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"listening\n"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()
