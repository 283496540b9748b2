"""Briefs, archives, cards and messages, read back after they were written."""
