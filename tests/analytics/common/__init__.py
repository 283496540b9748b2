"""Tests of fiscal years, partial dates, source ids, the headline rule."""
