"""AO3's downloads and pages, and those of every site that runs its software."""
