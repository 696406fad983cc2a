"""What waits for a film in this feature: the marks that colleagues made while it was filmed."""

from wpl_platform.feedback import film_joining

ARRIVED = film_joining.arrived
