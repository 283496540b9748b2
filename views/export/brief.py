"""The brief as PDF."""

from views.export.content import EVIDENCE, Brief, BriefChart

__all__ = ["EVIDENCE", "Brief", "BriefChart"]
