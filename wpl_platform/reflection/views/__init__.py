"""The doors of reflection, one module a noun."""

from wpl_platform.reflection.views import answers, evidence, intentions, reflections
from wpl_platform.reflection.views.door import bp

__all__ = ["answers", "bp", "evidence", "intentions", "reflections"]
