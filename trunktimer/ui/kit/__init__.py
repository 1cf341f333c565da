"""What all pages share: the look, fonts, labels, icons, keys, and what screen readers are told."""
