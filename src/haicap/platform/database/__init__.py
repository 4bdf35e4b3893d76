"""The embedded PostgreSQL: found, initialised, started, shared and stopped; pure Python, no Django.

A database belongs to whoever uses it: every process that opened it holds a shared file lock, and a small
keeper process stops the server when the last lock is gone (also after `kill -9`, because the kernel drops
the locks of the dead). So nothing counts processes, and nobody stops a server that others use.
"""

from haicap.platform.database.errors import DatabaseError
from haicap.platform.database.server import Server

__all__ = ["DatabaseError", "Server"]
