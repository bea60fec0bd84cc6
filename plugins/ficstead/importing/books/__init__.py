"""EPUBs, and the downloads of FanFicFare and FicHub in both their forms."""
