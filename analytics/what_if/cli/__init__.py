"""Models without a page: the command line, studies, code that reproduces a result, the reference page."""
