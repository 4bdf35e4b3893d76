"""Settings, addresses, the command line and the one table of who listens to which event."""
