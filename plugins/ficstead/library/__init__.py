"""Every file put together: works, series, terms, links, and what is wrong between."""
