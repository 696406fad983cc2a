"""Somebody who signed in without a browser, and keeps one connection open."""

import http.client
import re
import time
from urllib.parse import urlencode


class Visitor:
    """Asks for pages over one connection, with the cookies it was given."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}

    def sign_in(self, name: str) -> None:
        """As one of the demo's people, by their button on the sign-in page."""
        page = self.ask("GET", "/sign-in")[1].decode()
        form = next(part for part in page.split("<form") if name in part)
        person = re.search(r'name="person(?:_id)?" value="(\d+)"', form)
        assert person is not None
        field = "person_id" if "person_id" in form else "person"
        typed = urlencode({"csrf_token": self.token(page), field: person[1]})
        status, _ = self.ask("POST", "/demo/sign-in", typed, {"Content-Type": "application/x-www-form-urlencoded"})
        assert status == 303, status

    def token(self, page: str | None = None) -> str:
        """What a form or script must show to change something."""
        found = re.search(r'name="csrf-token" content="([^"]+)"', page or self.ask("GET", "/me")[1].decode())
        assert found is not None
        return found[1]

    def seconds(self, path: str) -> float:
        """How long the page takes, from asking to its last byte."""
        begun = time.perf_counter()
        status, _ = self.ask("GET", path)
        taken = time.perf_counter() - begun
        assert status == 200, f"{status} for {path}"
        return taken

    def ask(
        self, method: str, path: str, body: str | bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Status and body of the answer."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._line.request(method, path, body, {"Cookie": cookies, **(headers or {})})
        answer = self._line.getresponse()
        self.location = answer.headers.get("Location", "")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, answer.read()
