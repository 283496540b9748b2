"""For all tests: a store of saved views of their own; examples judged by what comes out, never by time."""

import os
import tempfile

from hypothesis import settings

settings.register_profile("corridor", deadline=None)
settings.load_profile("corridor")

# A test that saves nothing, and every server it starts, still opens a store: never the one in `var/`.
os.environ["CORRIDOR_VIEWS_URL"] = f"sqlite:///{tempfile.mkdtemp()}/views.sqlite"
