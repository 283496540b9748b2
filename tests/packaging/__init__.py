"""The installed copy: what a wheel holds and how it runs."""
