"""The Wayback Machine: an archived copy of an address, where there is one (https://archive.org/help/wayback_api.php)."""

from urllib.parse import urlencode

from generator.net import Network, Send
from generator.resolvers.finding import ask

KEY = "archive.org"


async def copy_of(url: str, send: Send, network: Network) -> str | None:
    """Return the address of the newest good copy, nothing when there is none, None when nobody answers."""
    response = await send(ask(f"{network.services.wayback}?{urlencode({'url': url})}"), KEY)
    answer = response.json()
    snapshots = answer.get("archived_snapshots") if isinstance(answer, dict) else None
    if response.status != 200 or not isinstance(snapshots, dict):
        return None
    closest = snapshots.get("closest")
    if not isinstance(closest, dict) or not closest.get("available") or str(closest.get("status", "200"))[:1] != "2":
        return ""
    found = str(closest.get("url") or "")
    return found.replace("http://", "https://", 1) if found.startswith(("http://", "https://")) else ""
