"""From a header to facts: one module an idea, raw value in, fact and problems out."""
