"""A small provider of our own, that says whatever a test wants: right answers by default."""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as ec_key
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

CLIENT, SECRET = "platform", "a secret: with odd & signs"
KEY = generate_private_key(65537, 2048)
OTHER_KEY = generate_private_key(65537, 2048)
EC_KEY = ec_key(SECP256R1())


def public(key: RSAPrivateKey, kid: str) -> dict[str, Any]:
    """The public half, as a provider shows it."""
    return {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"}


class Fake:
    """What it says can be changed: `discovery`, `keys`, `claims` (over the right ones; None leaves out), `sign`."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.person: dict[str, Any] = {}
        self.asked: dict[str, str] = {}
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.said: list[tuple[str, dict[str, str], str]] = []
        self.codes: set[str] = set()
        self.sign: Any = lambda claims: jwt.encode(claims, KEY, "RS256", {"kid": "one"})
        ec = ECAlgorithm.to_jwk(EC_KEY.public_key(), as_dict=True)
        self.keys: list[dict[str, Any]] = [public(KEY, "one"), {**ec, "kid": "ec", "use": "sig"}]
        self.discovery: dict[str, Any] = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        }

    def meets(self, address: str, subject: str, **person: Any) -> dict[str, str]:
        """Somebody arrived by this address and signed in as `subject`: what goes back with them."""
        assert address.startswith(self.discovery["authorization_endpoint"]), address
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.person = {"sub": subject, **person}
        code = f"code {len(self.codes)} {time.monotonic_ns()}"
        self.codes.add(code)
        return {"code": code, "state": self.asked["state"]}

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The answer to a code: once, and for who set out alone."""
        verifier = form.get("code_verifier", "").encode()
        challenge = urlsafe_b64encode(sha256(verifier).digest()).decode().rstrip("=")
        right = form["redirect_uri"] == self.asked["redirect_uri"] and challenge == self.asked["code_challenge"]
        if form["code"] not in self.codes or not right or not authorization.startswith("Basic "):
            return 400, {"error": "invalid_grant"}
        self.codes.remove(form["code"])
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": self.asked["nonce"]}
        claims = {**claims, **self.person, **self.claims}
        kept = {name: value for name, value in claims.items() if value is not None}
        return 200, {"access_token": "a-token", "token_type": "Bearer", "id_token": self.sign(kept)}

    def answer(self, path: str, form: dict[str, str], authorization: str) -> tuple[int, Any]:
        """What is found at a path."""
        self.said.append((path, form, authorization))
        if path == "/token":
            return self.token(form, authorization)
        found = {"/.well-known/openid-configuration": self.discovery, "/keys": {"keys": self.keys}}
        if path == "/userinfo" and authorization == "Bearer a-token":
            return 200, self.userinfo
        return (200, found[path]) if path in found else (404, {})


@contextmanager
def faking() -> Iterator[Fake]:
    """A provider on this machine, as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply({name: values[0] for name, values in parse_qs(body).items()})

        def reply(self, form: dict[str, str]) -> None:
            status, said = fake.answer(urlsplit(self.path).path, form, self.headers.get("Authorization", ""))
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: Any) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake = Fake(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
