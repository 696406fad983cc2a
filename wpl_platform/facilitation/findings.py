"""What waits in a team, in one sentence. Pure."""

from wpl_platform.core.text import _, ngettext


def what_waits(questions: int, unseen: int, late: int, *, more_questions: bool = False) -> str:
    """The head of the page: what asks for attention, or that nothing does."""
    parts = []
    if more_questions:
        parts.append(_("meer dan %(count)s vragen zonder antwoord", count=questions))
    elif questions:
        parts.append(ngettext("%(num)s vraag zonder antwoord", "%(num)s vragen zonder antwoord", questions))
    if unseen:
        parts.append(ngettext("%(num)s video zonder reactie", "%(num)s video’s zonder reactie", unseen))
    if late:
        parts.append(ngettext("%(num)s kaart over zijn datum", "%(num)s kaarten over hun datum", late))
    if not parts:
        return _("Alles is beantwoord, besproken en op tijd.")
    return _("Dit wacht op iemand: %(list)s.", list=_listed(parts))


def _listed(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return _("%(before)s en %(last)s", before=", ".join(parts[:-1]), last=parts[-1])
