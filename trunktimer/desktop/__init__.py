"""What the desktop around the window offers: the screen kept on, sleep, media keys. Draws nothing, decides nothing."""
