"""Builds the third-party scripts that pages use: one module a package, with its licences and checksums beside it.

Run it after changing vendor/package.json and commit what it writes. Neither running nor testing the product needs
Node for this: the bundles are in the repository, and a test holds them against their checksums.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "vendor"
TARGET = ROOT / "wpl_platform" / "static" / "vendor"


def install() -> None:
    """Ensures vendor/node_modules is exactly what vendor/package-lock.json says."""
    if shutil.which("npm") is None:
        sys.exit("Node and npm are needed to build the third-party scripts. Debian: sudo apt-get install nodejs npm")
    subprocess.run(["npm", "ci", "--ignore-scripts", "--silent"], cwd=SOURCE, check=True)


def bundle(entry: Path) -> list[str]:
    """Writes the bundle of one entry; returns the names of the packages that went into it.

    What its build wants besides stands beside it, in `<name>.options`: one option of esbuild a line.
    """
    own = entry.with_suffix(".options")
    wanted = own.read_text().split() if own.exists() else []
    meta = SOURCE / "node_modules" / f".{entry.stem}.meta.json"
    options = ("--bundle", "--format=esm", "--target=es2022", "--minify", "--legal-comments=none", "--charset=utf8")
    files = (str(entry), f"--outfile={TARGET / entry.name}", f"--metafile={meta}")
    esbuild = ("node", "node_modules/esbuild/bin/esbuild", "--log-level=error", "--platform=browser")
    subprocess.run([*esbuild, *files, *options, *wanted], cwd=SOURCE, check=True)
    inputs = json.loads(meta.read_text())["inputs"]
    return sorted({package_of(path) for path in inputs if path.startswith("node_modules/")})


def package_of(path: str) -> str:
    """The package a bundled file came from: `node_modules/@a/b/c.js` is of `@a/b`."""
    parts = path.rpartition("node_modules/")[2].split("/")
    return "/".join(parts[:2]) if parts[0].startswith("@") else parts[0]


def licence(package: str) -> str:
    """Name, version and licence text of a package; raises SystemExit when it brings no licence."""
    folder = SOURCE / "node_modules" / package
    about = json.loads((folder / "package.json").read_text())
    texts = [path for path in sorted(folder.iterdir()) if path.stem.upper() in {"LICENSE", "LICENCE", "COPYING"}]
    if not texts:
        sys.exit(f"{package} brings no licence text: find out what may be done with it first")
    head = f"{package} {about['version']} ({about.get('license', 'see below')})"
    return f"{head}\n{'=' * len(head)}\n\n{texts[0].read_text().strip()}\n"


def write_checksums() -> None:
    """Writes CHECKSUMS, one line a file, as `sha256sum --check` reads it."""
    files = sorted(path for path in TARGET.iterdir() if path.name != "CHECKSUMS")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (TARGET / "CHECKSUMS").write_text("".join(lines))


def main() -> None:
    """Builds every entry in vendor/entries anew."""
    install()
    TARGET.mkdir(parents=True, exist_ok=True)
    for entry in sorted((SOURCE / "entries").glob("*.js")):
        packages = bundle(entry)
        (TARGET / f"{entry.stem}.LICENSE.txt").write_text("\n\n".join(licence(package) for package in packages))
        print(f"{entry.name}: {', '.join(packages)}")
    write_checksums()


if __name__ == "__main__":
    main()
