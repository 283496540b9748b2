"""For all tests: examples are judged by what comes out, never by how long a busy machine takes for them."""

from hypothesis import settings

settings.register_profile("corridor", deadline=None)
settings.load_profile("corridor")
