"""What the environment says, read once. Every variable starts with `HAICAP_`; docs/reference/settings.md lists them."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where the database is: a libpq-style URL taken apart for Django."""

    name: str
    user: str
    password: str
    host: str
    port: str


def database_address(url: str) -> DatabaseAddress:
    """Take apart `postgresql://user:password@host:port/name?host=/socket/directory`.

    A socket directory may stand percent-encoded in the place of the host or as the query's `host`.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError("HAICAP_DATABASE_URL must start with postgresql://")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    # netloc keeps the case of a percent-encoded socket directory; parts.hostname would lower it
    host = parts.netloc.rsplit("@", 1)[-1]
    port = ""
    if ":" in host:
        host, port = host.rsplit(":", 1)
    return DatabaseAddress(
        name=unquote(parts.path.lstrip("/")) or "haicap",
        user=unquote(parts.username or query.get("user", "")),
        password=unquote(parts.password or ""),
        host=unquote(query.get("host", "")) or unquote(host),
        port=port or query.get("port", ""),
    )


def data_directory() -> Path:
    """Where files, the embedded database and its sockets live (`HAICAP_DATA_DIR`, default `.haicap`)."""
    return Path(os.environ.get("HAICAP_DATA_DIR") or ".haicap").resolve()


def disk_floor() -> int:
    """Bytes free beside the data below which nothing new is taken in (`HAICAP_DISK_FLOOR_MB`, default 256)."""
    return 2**20 * int(os.environ.get("HAICAP_DISK_FLOOR_MB") or 256)


def proxies() -> list[str]:
    """Addresses or networks of the proxies whose `X-Forwarded-For` and `-Proto` are believed (`HAICAP_PROXIES`)."""
    return [address.strip() for address in os.environ.get("HAICAP_PROXIES", "").split(",") if address.strip()]


def territory_keys() -> dict[str, str]:
    """Who may sign acts on the map (`HAICAP_TERRITORY_KEYS`): `name:public key in base64`, with commas."""
    pairs = (pair.strip() for pair in os.environ.get("HAICAP_TERRITORY_KEYS", "").split(","))
    return {name: key for pair in pairs if pair for name, _, key in [pair.partition(":")]}


def flag(name: str) -> bool:
    """True where the variable `name` says 1, true or yes."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes"}
