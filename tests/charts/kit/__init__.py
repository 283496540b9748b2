"""Tests of what charts are built with."""
