"""What is shared: what an address means, what a saved view is, where it is kept, and the files it is written into.

Here: typed settings read from any text with every repair named, the codec of views and the versions of the address, the
store of saved views, briefs and bundles. Not here: widgets and pages (ui/, pages/), figures and measures.
"""
