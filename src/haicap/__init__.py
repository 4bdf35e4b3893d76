"""haicap: two-tier local government for a Vietnamese province."""
