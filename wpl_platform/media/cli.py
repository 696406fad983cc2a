"""Commands for who runs the server: whether every film is where its recording says."""

from collections import defaultdict
from collections.abc import Callable
from typing import BinaryIO

import click
from flask.cli import AppGroup

from wpl_platform.core import database
from wpl_platform.media import mending, signing
from wpl_platform.media.check import Fault, Kind, Report, look
from wpl_platform.web.filters import size

SHOWN = 10
SENTENCES: dict[Kind, Callable[[int, str], str]] = {
    Kind.LOST: lambda count, _size: f"{count} named in the database and not there",
    Kind.SIZE: lambda count, _size: f"{count} of another size than the database says; look at these yourself",
    Kind.ORPHAN: lambda count, much: f"{count} kept and named by no recording ({much})",
    Kind.COMING: lambda count, much: f"{count} half come in and of no upload ({much})",
    Kind.SCRATCH: lambda count, _size: f"{count} working folders of workers that were killed",
    Kind.PARTS: lambda count, _size: f"{count} sent to the bucket in part and never finished",
}

cli = AppGroup("media", help="Look after the films.")


@cli.command("check")
@click.option("--mend", is_flag=True, help="Remove what nobody names, and mark recordings whose film is gone.")
def check(mend: bool) -> None:
    """Compare recordings with their bytes, both ways. Ends with 1 when something is wrong."""
    report = look()
    click.echo(_whole(report))
    for kind in Kind:
        _tell(kind, report.of(kind))
    if mend and report.faults:
        _mend(report)
        report = look()
        click.echo("Mended." if not report.faults else f"Mended, but {len(report.faults)} are left.")
    if report.faults:
        raise click.exceptions.Exit(1)


@cli.command("check-certificate")
@click.argument("file", type=click.File("rb"))
def check_certificate(file: BinaryIO) -> None:
    """Say whether FILE is a certificate that was made here, and is as it was. Ends with 1 when it is not."""
    told = signing.check(file.read())
    if told.verdict is not signing.Verdict.GENUINE:
        raise click.ClickException(
            "It was changed since it was made." if told.verdict is signing.Verdict.CHANGED else "It was not made here."
        )
    click.echo(f"Genuine and unchanged, signed by {told.organisation} (key {told.key_id}). Number: {told.number}")


def _whole(report: Report) -> str:
    wrong = "all is where it should be" if not report.faults else f"{len(report.faults)} things are not in order"
    return f"{report.files} files ({size(report.size)}): {wrong}."


def _tell(kind: Kind, faults: list[Fault]) -> None:
    if not faults:
        return
    click.echo(f"- {SENTENCES[kind](len(faults), size(sum(fault.size for fault in faults)))}")
    for fault in faults[:SHOWN]:
        whose = f" of recording {fault.recording_id}" if fault.recording_id else ""
        if fault.key:
            click.echo(f"    {fault.key}{whose}")
    if len(faults) > SHOWN:
        click.echo(f"    and {len(faults) - SHOWN} more")


def _mend(report: Report) -> None:
    mending.remove_bytes(report)
    lost: dict[int, list[Fault]] = defaultdict(list)
    for fault in report.of(Kind.LOST):
        if fault.recording_id is not None:
            lost[fault.recording_id].append(fault)
    for recording_id, faults in lost.items():
        with database.transaction():
            mending.mark_lost(recording_id, faults)
