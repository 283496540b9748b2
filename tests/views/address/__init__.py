"""Tests of what an address means."""
