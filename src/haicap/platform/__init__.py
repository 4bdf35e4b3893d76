"""The machine room: embedded database, outbox, jobs, storage, checks, middleware."""
