"""What a person prefers, and the file it is kept in."""
