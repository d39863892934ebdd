"""Words onto paper: page, press and proof; nothing here knows of jobs."""
