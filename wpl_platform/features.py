"""The floors of the house, ground first: a package imports only from packages before it."""

FLOORS = (
    "core",
    "web",
    "events",
    "jobs",
    "accounts",
    "teams",
    "privacy",
    "openid",
    "media",
    "feedback",
    "reflection",
    "analysis",
    "improvement",
    "facilitation",
    "academy",
    "mydata",
    "dossier",
    "home",
    "demo",
)
