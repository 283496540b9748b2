"""Tests of promises and their verdicts."""
