"""Every setting of the product, from the environment, each with one line of why."""

import os
import tomllib
from pathlib import Path
from typing import Any, ClassVar

ROOT = Path(__file__).resolve().parent
UNSAFE_KEY = "only-for-development"


def _flag(name: str, default: bool = False) -> bool:
    """A yes or no from the environment: 1/0, true/false, yes/no; anything else is a mistake worth stopping for."""
    value = os.environ.get(name, "").strip().lower()
    if value in ("1", "true", "yes"):
        return True
    if value in ("0", "false", "no"):
        return False
    if value == "":
        return default
    raise ValueError(f"{name} must be 1 or 0, not {value!r}")


def _one_of(name: str, *choices: str) -> str:
    """One of these words from the environment, the first by default; anything else is a mistake worth stopping for."""
    value = os.environ.get(name, "").strip().lower() or choices[0]
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}, not {value!r}")
    return value


def _version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])


class Config:
    """The product as it runs for real, unless the environment says otherwise."""

    TESTING = False

    VERSION = _version()
    """Of the product, as pyproject.toml has it."""

    PRODUCTION = _flag("PRODUCTION")
    """Stops on settings that are only good for trying the product out."""

    SECRET_KEY = os.environ.get("SECRET_KEY", UNSAFE_KEY)
    """Signs cookies and links; at least 32 characters that nobody can guess."""

    DATA_DIR = Path(os.environ.get("DATA_DIR", ROOT / ".data")).resolve()
    """Database and films: the one folder to back up."""

    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", f"sqlite:///{DATA_DIR / 'platform.db'}")
    """SQLite until you outgrow it; then postgresql+psycopg://…"""

    SQLALCHEMY_ENGINE_OPTIONS: ClassVar[dict[str, Any]] = {"hide_parameters": True}
    """A statement that fails is logged without its values: those are what people wrote."""

    UPLOADS_DIR = Path(os.environ.get("UPLOADS_DIR", DATA_DIR / "uploads"))
    """Where media/storage keeps bytes; may be a larger disk."""

    STORAGE = _one_of("STORAGE", "disk", "s3")
    """Where finished files are kept: in UPLOADS_DIR, or in a bucket. What is on its way in is always in UPLOADS_DIR."""

    S3_BUCKET = os.environ.get("S3_BUCKET", "")
    """The bucket that holds nothing else."""

    S3_ENDPOINT = os.environ.get("S3_ENDPOINT") or None
    """The address of an S3-compatible store; without it the bucket is at Amazon."""

    S3_REGION = os.environ.get("S3_REGION", "eu-west-1")
    """Part of how a request is signed; stores of one place take any."""

    S3_ACCESS_KEY = os.environ.get("S3_ACCESS_KEY") or None
    S3_SECRET_KEY = os.environ.get("S3_SECRET_KEY") or None
    """May read, write, list and delete in that bucket and nothing else; without them the machine's own role is used."""

    WITHDRAWN_DAYS = int(os.environ.get("WITHDRAWN_DAYS", "7"))
    """Days after which a film is destroyed that somebody in view withdrew from; until then it can still be undone."""

    RETENTION_MOST_DAYS = int(os.environ.get("RETENTION_MOST_DAYS", "730"))
    """Days that no organisation and no maker keeps a film past; organisations choose less themselves."""

    WITHDRAWALS_FILE = os.environ.get("WITHDRAWALS_FILE", "")
    """The list of withdrawals and destructions, which no backup puts back; `withdrawals.list` in DATA_DIR unless it is
    elsewhere."""

    UPLOAD_MAX_BYTES = int(os.environ.get("UPLOAD_MAX_BYTES", "10000000000"))
    """The largest film that is taken, said before the first byte."""

    MAX_FORM_MEMORY_SIZE = 256 * 1024
    """A form is text, and reading it costs time: more than 256 KB of it is not."""

    MAX_CONTENT_LENGTH = 2 * MAX_FORM_MEMORY_SIZE
    """Any body but a film, whose doors count for themselves: a file in a form is on disk before anybody is asked."""

    DEMO = _flag("DEMO")
    """A demo instance: invented people, one click to be one of them. Never together with PRODUCTION."""

    STYLEGUIDE = _flag("STYLEGUIDE", default=DEMO)
    """Shows /styleguide, every component in its states."""

    ACADEMY_CONTACT = os.environ.get("ACADEMY_CONTACT", "")
    """The address to which people apply for the register; without it the academy says that it is not open yet."""

    HTTPS = _flag("HTTPS", default=PRODUCTION)
    """Cookies only over https, and browsers told to stay there."""

    TRUSTED_HOSTS = os.environ.get("TRUSTED_HOSTS", "").split() or None
    """The names under which people reach it, with a space between; a link that is passed on never bears another."""

    PROXIES = int(os.environ.get("PROXIES", "0"))
    """How many web servers of ours stand in front: what they say of the sender's address and of https is believed."""

    ACCEL_PREFIX = os.environ.get("ACCEL_PREFIX", "")
    """Where nginx keeps UPLOADS_DIR for itself (`/_films`), to send films as soon as we allow it: deploy/README.md."""

    SESSION_COOKIE_SECURE = HTTPS
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_COOKIE_NAME = "wpl_session"
    PERMANENT_SESSION_LIFETIME = 60 * 60 * 24 * 30
    """Seconds a device stays signed in."""

    WTF_CSRF_TIME_LIMIT = None
    """A form left open over lunch still works: the token lives as long as the session."""

    BABEL_DEFAULT_LOCALE = "nl"
    BABEL_DEFAULT_TIMEZONE = "Europe/Amsterdam"
    RATELIMIT_STORAGE_URI = os.environ.get("RATELIMIT_STORAGE_URI", "memory://")
    """Where attempts are counted; Redis when several processes serve."""

    RATELIMIT_HEADERS_ENABLED = False
    MAIL_URL = os.environ.get("MAIL_URL", "folder:" if DEMO else "")
    """How mail goes out: smtp://name:password@host:587 (with STARTTLS; `?tls=no` for a server on this machine) or
    smtps://…:465; `folder:` keeps it in DATA_DIR/mail, to be looked at. Without it none is sent, and pages say so."""

    MAIL_FROM = os.environ.get("MAIL_FROM", "werkplekleren@localhost")
    """The address that mail comes from."""

    PUBLIC_URL = os.environ.get("PUBLIC_URL", "").rstrip("/")
    """The address under which people reach it (https://leren.example): links in mail begin with nothing else."""

    SECOND_STEP_FOR = tuple(os.environ.get("SECOND_STEP_FOR", "" if DEMO else "admin facilitator fg").split())
    """Roles that sign in with a second step (participant, facilitator, manager, admin), with a space between."""

    PROVIDERS_INSIDE = tuple(os.environ.get("PROVIDERS_INSIDE", "").split())
    """Sign-in servers of organisations that may lie in our own network, by name: all others have a public address."""

    PROVIDERS_HERE = _flag("PROVIDERS_HERE", default=DEMO)
    """Takes http://127.0.0.1 as the sign-in server of an organisation, to try that out. Never with PRODUCTION."""

    PASSWORD_COST = int(os.environ.get("PASSWORD_COST", "3"))
    """Passes of argon2 over its memory: what guessing a password costs."""

    WORKERS_NICE = 10
    """Encoding gives way to pages."""


class Testing(Config):
    """Real engines, cheap passwords, no limits on attempts."""

    TESTING = True
    SECRET_KEY = "test"  # noqa: S105  (signs nothing outside a test)
    DEMO = False
    STYLEGUIDE = True
    STORAGE = "disk"
    MAIL_URL = "folder:"
    PUBLIC_URL = ""
    SECOND_STEP_FOR = ()
    PROVIDERS_HERE = True
    PASSWORD_COST = 1
    RATELIMIT_ENABLED = False
    WTF_CSRF_ENABLED = False
    SERVER_NAME = None


def refuse_unsafe(config: type[Config]) -> None:
    """Stops on a bucket without a name, and a production instance on a guessable key or demo content.

    Raises RuntimeError saying what to set.
    """
    if config.STORAGE == "s3" and not config.S3_BUCKET:
        raise RuntimeError("STORAGE=s3 needs S3_BUCKET, the name of a bucket that holds nothing else")
    if not config.PRODUCTION:
        return
    if config.SECRET_KEY == UNSAFE_KEY or len(config.SECRET_KEY) < 32:
        make_one = "python -c 'import secrets; print(secrets.token_hex())'"
        raise RuntimeError(f"PRODUCTION needs a SECRET_KEY of at least 32 characters: {make_one}")
    if config.MAIL_URL and not config.PUBLIC_URL.startswith("https://"):
        raise RuntimeError("PRODUCTION with MAIL_URL needs PUBLIC_URL, the https address that links in mail begin with")
    if config.DEMO:
        raise RuntimeError("PRODUCTION and DEMO do not go together: on a demo instance anybody can sign in as anybody")
    if config.PROVIDERS_HERE:
        raise RuntimeError("PRODUCTION and PROVIDERS_HERE do not go together: a sign-in server is asked over https")
