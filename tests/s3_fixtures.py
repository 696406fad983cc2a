"""A store that speaks S3, over HTTP, in a process of its own: the same questions are put to it as to a disk."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen
from uuid import uuid4

import boto3
import pytest

from tests.running import free_port, until
from wpl_platform.media.storage.s3 import Bucket

KEYS = {"access_key": "tester", "secret_key": "tests-only"}


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of a store that answers."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: _answers(address), "the S3 server does not answer")
        yield address
    finally:
        server.kill()
        server.wait()


@pytest.fixture
def bucket(s3_server: str) -> Bucket:
    """A bucket of its own, empty."""
    made = Bucket(f"films-{uuid4().hex}", s3_server, **KEYS)
    client_of(made).create_bucket(Bucket=made.name, CreateBucketConfiguration={"LocationConstraint": made.region})
    return made


def client_of(bucket: Bucket) -> Any:
    """Somebody else's way to the same bucket."""
    secrets = {"aws_access_key_id": bucket.access_key, "aws_secret_access_key": bucket.secret_key}
    return boto3.client("s3", endpoint_url=bucket.endpoint, region_name=bucket.region, **secrets)


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2):
            return True
    except (URLError, OSError):
        return False
