"""Write a handout once; print it in every language your patients read."""

__version__ = "0.1.0"
