"""The reader's side: words, numbers, colours, files, the address, and every card of every page."""
