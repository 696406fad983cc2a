"""The ground floor: what every feature stands on and that stands on nothing."""
