"""The history page, its plots and its dialogs."""
