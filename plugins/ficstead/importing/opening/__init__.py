"""Files, folders, zips and snapshots as named bytes, decoded, within bounds."""
