"""The way to the network: one client that checks every address it dials, and the manners it keeps."""

from generator.net.client import Client, Send
from generator.net.config import Network, NetworkError, Services, configure
from generator.net.fetching import Fetch, fetching
from generator.net.message import Request, Response
from generator.net.pace import Gates

__all__ = [
    "Client",
    "Fetch",
    "Gates",
    "Network",
    "NetworkError",
    "Request",
    "Response",
    "Send",
    "Services",
    "configure",
    "fetching",
]
