"""What `make run` makes of its environment, and what it never does to data that are not its own."""

import socket
import stat
from pathlib import Path

import pytest

from tools import serve
from tools.serve import Place, Stop


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A new, empty place."""
    return Place({"DATA_DIR": str(tmp_path)})


def test_without_a_word_it_is_open_to_this_machine_alone() -> None:
    place = Place({})
    assert place.address == "http://127.0.0.1:8000"
    assert place.data == serve.ROOT / ".data"


def test_host_port_and_folder_are_honoured(tmp_path: Path) -> None:
    place = Place({"HOST": "0.0.0.0", "PORT": "8123", "DATA_DIR": str(tmp_path)})
    environment = place.environment()
    assert (environment["HOST"], environment["PORT"], environment["DATA_DIR"]) == ("0.0.0.0", "8123", str(tmp_path))
    assert place.address == "http://127.0.0.1:8123"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "web", "80 80"])
def test_a_port_that_is_none_is_said(port: str) -> None:
    with pytest.raises(Stop, match="PORT has to be a number"):
        Place({"PORT": port})


def test_a_port_in_use_is_said_before_anything_is_started(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Stop, match=f"Port {port} on 127.0.0.1 cannot be used"):
            serve.serve(Place({"PORT": str(port), "DATA_DIR": str(tmp_path / "data")}), fresh=False)
    assert not (tmp_path / "data").exists()


def test_the_key_is_made_once_and_read_by_its_owner_alone(place: Place) -> None:
    first, second = place.environment()["SECRET_KEY"], place.environment()["SECRET_KEY"]
    assert first == second
    assert len(first) == 64
    assert stat.S_IMODE((place.data / "secret.key").stat().st_mode) == 0o600


def test_a_key_from_the_environment_is_kept_nowhere(tmp_path: Path) -> None:
    place = Place({"DATA_DIR": str(tmp_path), "SECRET_KEY": "mine"})
    assert place.environment()["SECRET_KEY"] == "mine"
    assert not list(tmp_path.iterdir())


def test_a_new_place_is_a_demo_and_one_with_data_is_what_it_was(place: Place) -> None:
    seen = [place.demo]
    for name in (serve.DATABASE, serve.DEMO_MARK):
        (place.data / name).touch()
        seen.append(place.demo)
    assert seen == [True, False, True]


@pytest.mark.parametrize(
    "said", [{"DEMO": "0"}, {"PRODUCTION": "1"}, {"DATABASE_URL": "postgresql+psycopg:///platform"}]
)
def test_a_real_instance_is_no_demo(tmp_path: Path, said: dict[str, str]) -> None:
    assert not Place({"DATA_DIR": str(tmp_path)} | said).demo


def test_a_demo_begins_again_from_nothing(place: Place) -> None:
    (place.data / serve.DATABASE).touch()
    (place.data / serve.DEMO_MARK).write_text("loaded")
    (place.data / "uploads").mkdir()
    (place.data / "uploads" / "film").touch()
    (place.data / "secret.key").write_text("kept")
    serve.begin_again(place)
    assert [path.name for path in place.data.iterdir()] == ["secret.key"]


def test_data_that_did_not_begin_as_a_demo_stay(place: Place) -> None:
    (place.data / serve.DATABASE).write_text("somebody's work")
    with pytest.raises(Stop, match="did not begin as a demo"):
        serve.begin_again(place)
    assert (place.data / serve.DATABASE).read_text() == "somebody's work"


def test_a_database_elsewhere_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="DATABASE_URL"):
        serve.begin_again(Place({"DATA_DIR": str(tmp_path), "DATABASE_URL": "postgresql+psycopg:///platform"}))
