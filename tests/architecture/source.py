"""The code as the laws read it: every module with its floor, its room and its imports, from the syntax tree alone."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from wpl_platform.features import FLOORS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "wpl_platform"
NAME = PACKAGE.name
ROOMS = ("models", "policy", "queries", "actions", "forms", "views")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Law:
    """What must hold, why, and what to do about it: said whole when it does not."""

    rule: str
    reason: str
    remedy: str

    def check(self, faults: Iterable[str]) -> None:
        """Fails with every fault there is."""
        found = sorted(faults)
        assert not found, f"\n{self.rule}.\nWhy: {self.reason}.\nRemedy: {self.remedy}.\n  " + "\n  ".join(found)


@dataclass(frozen=True)
class Import:
    """A module that another uses, as its full name; `inside` a function or not."""

    target: str
    line: int
    inside: bool


@dataclass(frozen=True)
class Source:
    """One module of the product."""

    package: Path
    path: Path

    @cached_property
    def text(self) -> str:
        """What stands in the file."""
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @property
    def place(self) -> str:
        """Where it is, below the package: `media/views/uploads.py`."""
        return self.path.relative_to(self.package).as_posix()

    @property
    def parts(self) -> tuple[str, ...]:
        """Feature, room, and what is inside the room: `("media", "views", "uploads")`; the roof has no parts."""
        parts = self.path.relative_to(self.package).with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    @property
    def feature(self) -> str:
        """The feature it belongs to; empty for the roof, which only puts the floors together."""
        return self.parts[0] if self.parts and self.parts[0] in FLOORS else ""

    @property
    def room(self) -> str:
        """Its room in that feature; empty for the feature's own `__init__`."""
        return self.parts[1] if self.feature and len(self.parts) > 1 else ""

    @property
    def name(self) -> str:
        """Its full name, as an import says it."""
        return ".".join((NAME, *self.parts))

    def functions(self) -> Iterator[Function]:
        """Every function, also those in classes and in other functions."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def public_functions(self) -> Iterator[Function]:
        """The functions that other rooms may call."""
        return (node for node in self.tree.body if isinstance(node, Function) and not node.name.startswith("_"))


class House(Mapping[str, Source]):
    """All modules of a package by their full names."""

    def __init__(self, package: Path = PACKAGE) -> None:
        found = (Source(package, path) for path in sorted(package.rglob("*.py")))
        self._modules = {source.name: source for source in found}

    def __getitem__(self, name: str) -> Source:
        return self._modules[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)

    def imports(self, source: Source) -> Iterator[Import]:
        """What a module uses. `from a import b` is a use of `a.b` where that is a module, else of `a`."""
        inside = {id(node) for function in source.functions() for node in ast.walk(function)}
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(alias.name, node.lineno, id(node) in inside)
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    yield Import(whole if whole in self else str(node.module), node.lineno, id(node) in inside)


def plant(folder: Path, files: Mapping[str, str]) -> House:
    """A house with only these files in it, to try a law on."""
    package = folder / NAME
    for place, text in files.items():
        path = package / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return House(package)


def called(node: ast.AST) -> str:
    """The last name of what is called or named: `may_see` of `policy.may_see`."""
    if isinstance(node, ast.Call):
        return called(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
