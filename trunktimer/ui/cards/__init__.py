"""A routine as cards: what the library and the editor both show of a block."""
