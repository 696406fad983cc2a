"""Getting ready does each thing once, and says in one line what it may not do."""

from pathlib import Path

import pytest

from tools import prepare
from tools.prepare import Need, Stop

HAS = Need("python3", ("python3",))
LACKS = Need("no-such-program", ("some-package",))
MAY_LACK = Need("no-such-sandbox", ("some-sandbox",), optional=True)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The commands that would have been run."""
    commands: list[tuple[str, ...]] = []
    monkeypatch.setattr(prepare, "run", lambda *command: commands.append(tuple(map(str, command))))
    return commands


def test_nothing_is_installed_where_all_is_there(asked: list[tuple[str, ...]]) -> None:
    prepare.ensure_programs((HAS,))
    assert asked == []


def test_root_gets_what_is_missing(asked: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "can_install", lambda: True)
    prepare.ensure_programs((HAS, LACKS, MAY_LACK))
    assert [command[:2] for command in asked] == [("apt-get", "update"), ("apt-get", "install")]
    assert asked[1][-2:] == ("some-package", "some-sandbox")


def test_who_may_not_install_is_told_how(asked: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "can_install", lambda: False)
    with pytest.raises(
        Stop, match=r"^Missing: some-package\. Install with: sudo apt-get update && sudo apt-get install"
    ):
        prepare.ensure_programs((LACKS, MAY_LACK))
    prepare.ensure_programs((MAY_LACK,))
    assert asked == []


def test_a_lock_is_installed_when_it_changed(
    asked: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    monkeypatch.setattr(prepare, "VENV", tmp_path / ".venv")
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements").mkdir()
    lock = tmp_path / "requirements" / "run.lock"
    lock.write_text("flask==3")
    prepare.ensure_lock("run")
    prepare.ensure_lock("run")
    assert len(asked) == 1
    assert "--require-hashes" in asked[0]
    lock.write_text("flask==4")
    prepare.ensure_lock("run")
    assert len(asked) == 2


def test_a_command_that_fails_is_shown_with_what_it_said() -> None:
    with pytest.raises(Stop, match=r"(?s)no such thing.*This command failed: sh -c"):
        prepare.run("sh", "-c", "echo no such thing; exit 3")
