"""Tests of what the server adds around the app."""
