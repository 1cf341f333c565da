"""TrunkTimer: an interval timer for trunk and lower-back routines. Holds the version and nothing else."""

__version__ = "0.1.0"
