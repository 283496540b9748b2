"""The Share dialog: the view's link, saving it, and the whole view as files.

What belongs here: what the dialog shows, and the small parts that run in the reader's browser (drawing charts for
paper, copying, keeping owner keys). What a view means is in views/, what is written into files in views/export/.
"""
