"""Tests of the live preview."""
