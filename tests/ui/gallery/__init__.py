"""Tests of the gallery's parts."""
