"""Pages: each fills the window; none imports another."""
