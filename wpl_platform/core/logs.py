"""What the server says of itself: lines for people on a desk, one JSON object a line in production."""

import logging
import sys

import structlog


def configure(*, production: bool) -> None:
    """Sends every log line, ours and the libraries', through one format to standard error.

    Lines carry ids and figures, never what a person wrote or filmed.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    tail: list[structlog.typing.Processor] = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    if production:
        tail = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    strip = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    formatter = structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[strip, *tail])
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
