"""Files kept in a bucket of an S3-compatible store, for when a local disk is outgrown.

An object is there whole or not at all: what is large goes up in parts, and only the last word makes it an object.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from wpl_platform.core.errors import Missing, PortFailure
from wpl_platform.core.ids import is_key
from wpl_platform.core.text import _
from wpl_platform.media.storage.keys import safe
from wpl_platform.media.storage.store import Kept, Pieces, Store

PART = 16 * 1024**2
"""Bytes in a part: 10,000 of them, the most there may be, hold 160 GB."""

_IN_PARTS = TransferConfig(multipart_threshold=PART, multipart_chunksize=PART, max_concurrency=4)
_GONE = ("404", "NoSuchKey", "NoSuchUpload")


@dataclass(frozen=True)
class Bucket:
    """Where a bucket is and how it is opened. Without an endpoint it is Amazon's own."""

    name: str
    endpoint: str | None = None
    region: str = "eu-west-1"
    access_key: str | None = field(default=None, repr=False)
    secret_key: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class S3(Store):
    """The objects in one bucket, which holds nothing else."""

    bucket: Bucket
    instant: ClassVar[bool] = False

    def take(self, made: Path, key: str) -> None:
        """Sends it, in parts when it is large, and looks whether all of it came before it is removed here."""
        with _failures_said():
            self._client.upload_file(str(made), self.bucket.name, safe(key), Config=_IN_PARTS)
        if self.size(key) != made.stat().st_size:
            raise PortFailure(_("De opslag bewaarde niet alles. Probeer het opnieuw."), retry=True)
        made.unlink()

    def path_or_none(self, key: str) -> None:
        """None: it lies elsewhere."""
        safe(key)

    def fetch(self, key: str, target: Path) -> None:
        """Brings it here, several ranges at once."""
        with _failures_said():
            self._client.download_file(self.bucket.name, safe(key), str(target), Config=_IN_PARTS)

    def read(self, key: str, start: int, length: int | None) -> Pieces:
        """One ranged request, read as it is asked for."""
        if length is None:
            length = self.size(key) - start
        asked = {} if length < 1 else {"Range": f"bytes={start}-{start + length - 1}"}
        with _failures_said():
            found = self._client.get_object(Bucket=self.bucket.name, Key=safe(key), **asked)
        return Pieces(found["Body"], length)

    def size(self, key: str) -> int:
        """As the store says."""
        with _failures_said():
            return int(self._client.head_object(Bucket=self.bucket.name, Key=safe(key))["ContentLength"])

    def delete(self, key: str) -> None:
        """Not there is done: the store says so itself."""
        with _failures_said():
            self._client.delete_object(Bucket=self.bucket.name, Key=safe(key))

    def keys(self) -> Iterator[Kept]:
        """Every object under a key of ours, a thousand a request."""
        with _failures_said():
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket.name):
                for found in page.get("Contents", ()):
                    if is_key(found["Key"]):
                        yield Kept(found["Key"], int(found["Size"]), found["LastModified"])

    def sweep(self, before: datetime, *, mend: bool) -> int:
        """Parts of what a killed worker was sending: they are no objects, and are paid for all the same."""
        count = 0
        with _failures_said():
            for page in self._client.get_paginator("list_multipart_uploads").paginate(Bucket=self.bucket.name):
                for begun in page.get("Uploads", ()):
                    if begun["Initiated"] < before:
                        count += 1
                        if mend:
                            one = {"Key": begun["Key"], "UploadId": begun["UploadId"]}
                            self._client.abort_multipart_upload(Bucket=self.bucket.name, **one)
        return count

    def state(self) -> str:
        """Whether the bucket answers."""
        try:
            with _failures_said():
                self._client.head_bucket(Bucket=self.bucket.name)
        except (Missing, PortFailure):
            return "bucket unreachable"
        return "ok"

    @property
    def _client(self) -> Any:
        return _client(self.bucket)


@cache
def _client(bucket: Bucket) -> Any:
    """One for all threads: making one takes longer than most questions to it."""
    how = Config(
        connect_timeout=5,
        read_timeout=60,
        retries={"max_attempts": 4, "mode": "standard"},
        max_pool_connections=64,
        s3={"addressing_style": "path" if bucket.endpoint else "auto"},
        # Stores that are not Amazon's do not all know its newer checksums.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    session = boto3.session.Session(bucket.access_key, bucket.secret_key, region_name=bucket.region)
    return session.client("s3", endpoint_url=bucket.endpoint, config=how)


@contextmanager
def _failures_said() -> Iterator[None]:
    """What is not there is Missing; every other failure is the store's, and may be over in a moment."""
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        if isinstance(error, ClientError) and error.response.get("Error", {}).get("Code") in _GONE:
            raise Missing from error
        raise PortFailure(
            _("De opslag antwoordt niet. Probeer het over een paar minuten opnieuw."), retry=True
        ) from error
