"""What the worker does with one's own data: makes archives, erases, proves it, and lets archives go."""

from wpl_platform.jobs.work import Handler
from wpl_platform.mydata import archives, archiving, erasing

HANDLERS = {
    archiving.JOB: Handler(archiving.make, archiving.failed),
    erasing.JOB: Handler(erasing.erase),
    erasing.CERTIFY: Handler(erasing.certify),
}
HOUSEKEEPING = (archives.drop_old, erasing.do_again, erasing.write_missing, erasing.try_again)
