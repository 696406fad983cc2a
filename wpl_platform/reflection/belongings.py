"""What of reflection is a person's: all of it is its author's."""

from wpl_platform.core.belonging import Belongings, hanging, of_person
from wpl_platform.core.text import lazy
from wpl_platform.reflection.models import Answer, Evidence, Intention, Reflection

REFLECTIONS = of_person(Reflection, "author_id", title=lazy("Reflecties"))

BELONGS = Belongings(
    parts=(
        REFLECTIONS,
        hanging(Answer, "reflection_id", REFLECTIONS),
        hanging(Evidence, "reflection_id", REFLECTIONS),
        of_person(Intention, "person_id", title=lazy("Voornemens")),
    )
)
