"""The doors of improvement, one module a noun."""

from wpl_platform.improvement.views import board, improvements, moments, proofs, stages
from wpl_platform.improvement.views.door import bp

__all__ = ["board", "bp", "improvements", "moments", "proofs", "stages"]
