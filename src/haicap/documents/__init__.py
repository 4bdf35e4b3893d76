"""Files with their hashes, and the statutory forms as reproducible PDF/A."""
