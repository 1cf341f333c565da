"""A routine being followed: the state machine, what it shows, says and records. Reads no clock."""
