"""The page of preferences, and the dialog where keys are taught."""
