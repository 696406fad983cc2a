"""Makes a bare checkout ready: `prepare.py run` for the product, `prepare.py test` for its tests as well.

Standard library only, for it runs before anything is installed. Every step looks first and does nothing when all is
there, so a second run takes a fraction of a second. What needs rights it does not have is said in one line.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
CANDIDATES = ("python3.13", "python3.12", "python3.11")


class Stop(Exception):
    """What is missing and how to get it, in one line."""


@dataclass(frozen=True)
class Need:
    """A program that has to be on the machine: how to recognise it, and Debian's name for it."""

    program: str
    packages: tuple[str, ...]
    places: tuple[str, ...] = ()
    """Patterns below / where it may lie besides PATH."""
    optional: bool = False

    def met(self) -> bool:
        """Whether the program is on PATH or in one of its other places."""
        return bool(shutil.which(self.program)) or any(any(Path("/").glob(place)) for place in self.places)


FOR_RUN = (Need("ffmpeg", ("ffmpeg",)), Need("ffprobe", ("ffmpeg",)))
FOR_TEST = (
    *FOR_RUN,
    Need("chromium", ("chromium",)),
    # Playwright's driver brings a Node of its own, which needs this library.
    Need("libatomic.so.1", ("libatomic1",), places=("usr/lib/libatomic.so.1*", "usr/lib/*/libatomic.so.1*")),
    Need("initdb", ("postgresql",), places=("usr/lib/postgresql/*/bin/initdb",)),
    Need("node", ("nodejs",)),
    Need("npm", ("npm",)),
    Need("pdftotext", ("poppler-utils",)),
    Need("bwrap", ("bubblewrap",), optional=True),
)


def say(line: str) -> None:
    """Prints one line at once, also when the output is a pipe."""
    print(line, flush=True)


def run(*command: str | Path, quiet: bool = True) -> None:
    """Runs a command in the project; shows what it printed, and stops, when it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Stop(f"{done.stdout or ''}\nThis command failed: {' '.join(str(part) for part in command)}")


def can_install() -> bool:
    """Whether packages of the system can be installed from here: as root, with apt."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(packages: list[str]) -> None:
    """Installs packages of the system by apt; raises Stop with the command to type when it may not."""
    names = " ".join(packages)
    if not can_install():
        raise Stop(f"Missing: {names}. Install with: sudo apt-get update && sudo apt-get install {names}")
    say(f"Installing {names} …")
    run("apt-get", "update")
    run("apt-get", "install", "--yes", "--no-install-recommends", *packages)


def ensure_programs(needs: tuple[Need, ...]) -> None:
    """Ensures every needed program is there; an optional one is only taken along where that costs no question."""
    missing = [need for need in needs if not need.met() and (not need.optional or can_install())]
    if missing:
        install_packages(sorted({package for need in missing for package in need.packages}))


def ensure_venv() -> None:
    """Ensures .venv holds a Python that works, with pip; Debian keeps venv in a package of its own."""
    python = VENV / "bin" / "python"
    if (
        python.exists()
        and subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    ):
        return
    say("Making .venv …")
    if subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode:
        install_packages(["python3-venv"])
    run(sys.executable, "-m", "venv", "--clear", VENV)


def fingerprint(path: Path) -> str:
    """A text that changes whenever the file does."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def ensure_lock(name: str) -> None:
    """Ensures .venv holds what requirements/<name>.lock says, every file checked against its hash."""
    lock = ROOT / "requirements" / f"{name}.lock"
    stamp = VENV / f"{name}.lock.sha256"
    if stamp.exists() and stamp.read_text() == fingerprint(lock):
        return
    say(f"Installing the Python packages of requirements/{name}.lock …")
    pip = (VENV / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")
    run(*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock)
    stamp.write_text(fingerprint(lock))


def ensure_node_modules() -> None:
    """Ensures node_modules holds what package-lock.json says: the type checker of our scripts, and axe."""
    lock = ROOT / "package-lock.json"
    stamp = ROOT / "node_modules" / ".lock.sha256"
    if stamp.exists() and stamp.read_text() == fingerprint(lock):
        return
    say("Installing the Node packages of package-lock.json …")
    run("npm", "ci", "--ignore-scripts")
    stamp.write_text(fingerprint(lock))


def newer_python() -> str | None:
    """The name of a Python on PATH that is new enough, for when this one is not."""
    return next((found for name in CANDIDATES if (found := shutil.which(name))), None)


def prepare(purpose: str) -> None:
    """Ensures everything is there to run the product, or to test it; raises Stop saying what is missing."""
    if sys.version_info < OLDEST:
        other = newer_python()
        if other is None:
            raise Stop("Python 3.11 or newer is needed, and no such python3 is on PATH.")
        os.execv(other, [other, *sys.argv])  # noqa: S606 - itself again, by a newer Python
    ensure_programs(FOR_TEST if purpose == "test" else FOR_RUN)
    ensure_venv()
    ensure_lock(purpose)
    if purpose == "test":
        ensure_node_modules()
    run(VENV / "bin" / "python", ROOT / "tools" / "messages.py", "compile")


if __name__ == "__main__":
    try:
        prepare(sys.argv[1] if len(sys.argv) > 1 else "run")
    except Stop as stop:
        sys.exit(str(stop).strip())
