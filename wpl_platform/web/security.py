"""What every answer tells the browser about safety: nothing from elsewhere, nothing inline, nothing framed."""

import secrets

from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

DEVICE = ("camera", "microphone", "display-capture", "geolocation", "interest-cohort")
"""What a page could ask of the device and of who it belongs to."""


def init_app(app: Flask) -> None:
    """Sets the headers on every answer and gives templates `csp_nonce()`; believes the web servers in front of it."""
    proxies = app.config["PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # as Flask wants an application wrapped
            app.wsgi_app, x_for=proxies, x_proto=proxies
        )
    app.after_request(_protect)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def permissions(*given: str) -> str:
    """The `Permissions-Policy` of a page that may ask for so much of `DEVICE`, and for nothing else of it."""
    return ", ".join(f"{name}={'(self)' if name in given else '()'}" for name in DEVICE)


def csp_nonce() -> str:
    """The word by which this answer allows its own import map."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def page_policy() -> str:
    """The `Content-Security-Policy` of this answer."""
    nonce = f" 'nonce-{g.csp_nonce}'" if "csp_nonce" in g else ""
    rules = {
        "default-src": "'none'",
        "script-src": f"'self'{nonce}",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "media-src": "'self' blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _protect(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", page_policy())
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", permissions())
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if response.mimetype == "text/html":
        headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
