"""Promises beside what was reported later: rows of one form, and the verdict by a stated rule."""
