"""The shells: the command line, and the window with its files and devices put together."""
