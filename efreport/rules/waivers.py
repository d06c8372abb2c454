"""Rule EF120: waivers that no finding matches any more, or that have expired."""
