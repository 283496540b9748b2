"""Charts of the what-if pages: lines, cards, analyses, and the words of parameters and outcomes."""
