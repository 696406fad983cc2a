"""What people in view, purposes and states are called on the screen. Another room of words."""

from wpl_platform.core.text import lazy
from wpl_platform.media.consent import State
from wpl_platform.media.consent_models import GivenHow, InViewKind, Purpose, Represented
from wpl_platform.media.destruction_models import Why
from wpl_platform.media.models import RenditionKind

IN_VIEW_WORDS = {
    InViewKind.CLIENT: lazy("Cliënt of klant"),
    InViewKind.EMPLOYEE: lazy("Collega"),
    InViewKind.VISITOR: lazy("Bezoeker"),
}

REPRESENTED_WORDS = {
    Represented.NOT: lazy("Ja"),
    Represented.MINOR: lazy("Nee, jonger dan 16"),
    Represented.UNABLE: lazy("Nee, kan dit niet zelf beslissen"),
}

PURPOSE_WORDS = {
    Purpose.LEARNING: lazy("Het team mag ervan leren: de maker en zijn team kijken ernaar"),
    Purpose.IMAGE_SESSION: lazy("Ook op een groot scherm, in een gesprek met het team"),
    Purpose.OUTSIDE_TEAM: lazy("Ook met mensen buiten het team, zoals een opleiding"),
    Purpose.PUBLICATION: lazy("Ook openbaar, op internet"),
}
"""As a person in view reads them."""

PURPOSES_SHORTLY = {
    Purpose.LEARNING: lazy("leren in het team"),
    Purpose.IMAGE_SESSION: lazy("beeldsessie"),
    Purpose.OUTSIDE_TEAM: lazy("buiten het team"),
    Purpose.PUBLICATION: lazy("publicatie"),
}

WRITTEN_WORDS = {
    GivenHow.PAPER: lazy("Op papier getekend"),
    GivenHow.SPOKEN: lazy("Gezegd in de video"),
}

PAPER_WORDS = {
    "scan": lazy("Ik voeg een foto of scan toe"),
    "kept": lazy("We bewaren het papier zelf"),
}
"""How what was signed on paper can be found back."""

STATE_WORDS = {
    State.CONCEPT: lazy("Concept"),
    State.AWAITING: lazy("Wacht op toestemming"),
    State.SHARED: lazy("Gedeeld"),
    State.WITHDRAWN: lazy("Toestemming ingetrokken"),
    State.EXPIRED: lazy("Toestemming verlopen"),
    State.LAPSED: lazy("Verlopen"),
    State.DESTROYED: lazy("Vernietigd"),
}

WHY_WORDS = {
    Why.WITHDRAWN: lazy("Iemand in beeld trok de toestemming in"),
    Why.DELETED: lazy("De maker verwijderde de video"),
    Why.EXPIRED: lazy("De bewaartermijn was voorbij"),
    Why.ERASED: lazy("De maker liet alles van zichzelf wissen"),
}

KIND_WORDS = {
    RenditionKind.ORIGINAL: lazy("origineel"),
    RenditionKind.DIRECT: lazy("film"),
    RenditionKind.HLS: lazy("film in delen"),
    RenditionKind.COPY: lazy("kopie"),
    RenditionKind.CLEAR: lazy("video zonder bedekking"),
    RenditionKind.CLEAR_FILM: lazy("film zonder bedekking"),
    RenditionKind.POSTER: lazy("beeld"),
    RenditionKind.STRIP: lazy("filmstrook"),
    RenditionKind.SPRITE: lazy("kleine beelden"),
    RenditionKind.THUMBNAILS: lazy("lijst van kleine beelden"),
    RenditionKind.PEAKS: lazy("geluidslijn"),
    "upload": lazy("binnengekomen bestand"),
    "still": lazy("beeld of geluid bij een moment"),
    "paper": lazy("ondertekend papier"),
}
"""What a destroyed file was."""
