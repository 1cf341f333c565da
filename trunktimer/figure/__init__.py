"""The body and the figure of a movement, as joints in time. Knows no routine, no Qt."""
