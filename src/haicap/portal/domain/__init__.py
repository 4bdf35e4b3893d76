"""What the portal decides, without clock and database."""
