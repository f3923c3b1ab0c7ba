"""What is said beside a field whose input cannot be taken."""

from __future__ import annotations

from ui.refusal import Refusal

__all__ = ["Refusal"]
