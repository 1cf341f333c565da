"""The figure on the page: outlines, painting, and widgets that move it."""
