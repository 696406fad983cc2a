"""Somebody who signed in without a browser, and keeps one connection open."""

import http.client
import json
import re
import time
from base64 import b64encode
from pathlib import Path
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DETAILS = {"title": "Gemeten", "situation": "other", "filmed_on": "2026-11-01"}
ASKED_AGAIN_S = 0.02


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
        self.post("/demo/sign-in", {field: person[1]}, token=self.token(page))

    def token(self, page: str | None = None) -> str:
        """What a form or script must show to change something."""
        found = re.search(r'name="csrf-token" content="([^"]+)"', page or self.ask("GET", "/me")[1].decode())
        assert found is not None
        return found[1]

    @property
    def cookie(self) -> str:
        """The Cookie header of whoever comes in her name."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def post(self, path: str, typed: dict[str, str] | None = None, token: str | None = None) -> None:
        """Sends a form, which has to be taken."""
        fields = {"csrf_token": token or self.token(), **(typed or {})}
        status, _ = self.ask("POST", path, urlencode(fields), FORM)
        assert status == 303, f"{status} for {path}"

    def bring_in(self, film: Path) -> str:
        """A new recording's number; the answer to the film's last byte has just come."""
        token = self.token()
        self.post("/recordings", DETAILS, token)
        recording = self.location.split("/recordings/")[1].split("/")[0]
        tus = {"Tus-Resumable": "1.0.0", "X-CSRFToken": token}
        said = {"Upload-Length": str(film.stat().st_size)}
        said["Upload-Metadata"] = f"recording {b64encode(recording.encode()).decode()}"
        self.ask("POST", "/uploads", b"", {**tus, **said})
        place = "/" + self.location.split("/", 3)[3] if self.location.startswith("http") else self.location
        first = {**tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        status, _ = self.ask("PATCH", place, film.read_bytes(), first)
        assert status == 204, status
        return recording

    def wait_until(self, recording: str, what: str) -> None:
        """Returns once it is at this stage; or, for "plays", once there is something to watch."""
        while True:
            said = json.loads(self.ask("GET", f"/recordings/{recording}/status")[1])
            if said["stage"] == what or (what == "plays" and said["plays"]):
                return
            time.sleep(ASKED_AGAIN_S)

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
        self._line.request(method, path, body, {"Cookie": self.cookie, **(headers or {})})
        answer = self._line.getresponse()
        self.location = answer.headers.get("Location", "")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, answer.read()
