"""A key made of software, for tests of passkeys: it makes and signs as a phone does, and lies where a test asks."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def text(raw: bytes) -> str:
    """As base64url, without padding."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


class SoftKey:
    """One key; `flags` is what it says of who held it, `count` how often it signed, where it is `counting`."""

    def __init__(self, origin: str = "http://localhost") -> None:
        self.origin, self.flags, self.count = origin, PRESENT | VERIFIED, 0
        self.counting = True
        self.handle = secrets.token_bytes(16)
        self._key = ec.generate_private_key(ec.SECP256R1())

    def make(self, options: dict[str, Any]) -> str:
        """What a browser sends after the key was made."""
        numbers = self._key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        about = bytes(16) + len(self.handle).to_bytes(2, "big") + self.handle + cbor2.dumps(public)
        data = self._data(options["rp"]["id"], ATTESTED) + about
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        told = self._told("webauthn.create", options)
        return self._credential({"clientDataJSON": text(told), "attestationObject": text(attested)})

    def sign(self, options: dict[str, Any]) -> str:
        """What a browser sends after the key signed."""
        self.count += self.counting
        data, told = self._data(options["rpId"], 0), self._told("webauthn.get", options)
        signature = self._key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(SHA256()))
        parts = {"clientDataJSON": told, "authenticatorData": data, "signature": signature}
        return self._credential({name: text(part) for name, part in parts.items()})

    def _data(self, host: str, more: int) -> bytes:
        flags = bytes([self.flags | more])
        return hashlib.sha256(host.encode()).digest() + flags + self.count.to_bytes(4, "big")

    def _told(self, kind: str, options: dict[str, Any]) -> bytes:
        challenge = text(urlsafe_b64decode(options["challenge"] + "=="))
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _credential(self, response: dict[str, str]) -> str:
        handle = text(self.handle)
        return json.dumps({"id": handle, "rawId": handle, "type": "public-key", "response": response})
