"""Tests mirror the rooms they test; `browser` drives a real Chromium."""
