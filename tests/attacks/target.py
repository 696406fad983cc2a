"""The running product as an attacker reaches it: real HTTP, byte for byte, with every guard on."""

import re
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlencode, urlsplit

from flask import Flask, has_app_context

from tests.access.stage import Stage
from tests.access.world import World
from wpl_platform.core.database import db
from wpl_platform.web.limits import limiter

GUARDS = {"WTF_CSRF_ENABLED": True, "RATELIMIT_ENABLED": True}
"""What tests of other things leave off."""
NO = frozenset({401, 403, 404})
DOORS = ("/sign-in", "/password/forgotten")
"""Where who asks for what is not theirs is led to."""
FORM = "application/x-www-form-urlencoded"
Typed = dict[str, str]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    text: str

    @property
    def is_no(self) -> bool:
        """Whether nothing got through: it does not exist, may not, or sign in first."""
        away = self.status in {302, 303} and self.headers.get("Location", "").startswith(DOORS)
        return away or self.status in NO


class Attacker:
    """A browser, or what passes for one, at the product. It keeps its cookie, and knows the token of its own pages."""

    def __init__(self, address: str, cookie: str = "") -> None:
        self._where = urlsplit(address).netloc
        self.cookie = cookie
        self._token = ""

    def get(self, path: str, **headers: str) -> Answer:
        """Asks for a page; the path goes out as it stands."""
        return self.send("GET", path, headers=headers)

    def post(self, path: str, data: Typed | bytes | None = None, *, token: bool = True, **headers: str) -> Answer:
        """Sends a form, with the token of one's own pages unless told otherwise."""
        return self.send("POST", path, data, token=token, headers=headers)

    def send(
        self,
        method: str,
        path: str,
        data: Typed | bytes | None = None,
        *,
        token: bool = False,
        headers: Typed | None = None,
    ) -> Answer:
        """One request over a connection of its own. What the test wrote is committed first, and it holds nothing."""
        if has_app_context():
            db.session.commit()
        said = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        if token:
            said["X-CSRFToken"] = self.token()
        if self.cookie:
            said.setdefault("Cookie", self.cookie)
        body = data if isinstance(data, bytes) else None
        if isinstance(data, dict):
            said.setdefault("Content-Type", FORM)
            body = urlencode({**data, **({"csrf_token": self.token()} if token else {})}).encode()
        connection = HTTPConnection(self._where, timeout=60)
        try:
            connection.request(method, path, body, said)
            came = connection.getresponse()
            streams = came.headers.get_content_type() == "text/event-stream"
            answer = Answer(came.status, came.headers, "" if streams else came.read().decode("utf-8", "replace"))
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            if cookie.startswith("wpl_session="):
                self.cookie = cookie.partition(";")[0]
        return answer

    def token(self) -> str:
        """The token on one's own pages."""
        if not self._token:
            pages = (self.get(path) for path in ("/sign-in", "/me", "/me/second-step"))
            page = next(page for page in pages if page.status == 200)
            found = re.search(r'name="csrf-token" content="([^"]+)"', page.text)
            assert found, page.text[:300]
            self._token = found[1]
        return self._token

    def sign_in(self, email: str, password: str, **more: str) -> Answer:
        """By the form."""
        return self.post("/sign-in", {"email": email, "password": password, **more})


class Target:
    """The product at an address, and the world in it."""

    def __init__(self, app: Flask, stage: Stage, address: str) -> None:
        self.app, self.address, self._stage = app, address, stage

    def world(self) -> World:
        """The world, which the test may change when it says so by `renew` at its end."""
        db.session.commit()
        return self._stage.world()

    def renew(self) -> None:
        """The next world is a new one."""
        db.session.rollback()
        self._stage.renew()

    def attacker(self, role: str = "stranger") -> Attacker:
        """Somebody of the world, signed in on a device of their own."""
        db.session.commit()
        limiter.reset()
        cookie = self._stage.client(role).get_cookie("wpl_session") if role != "stranger" else None
        return Attacker(self.address, f"wpl_session={cookie.value}" if cookie else "")
