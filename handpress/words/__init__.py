"""The words of a handout, in every language; nothing here knows of paper."""
