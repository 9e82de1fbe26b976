"""Outside sources become drafts of entries, and a report of what was repaired or could not be placed."""
