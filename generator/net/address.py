"""Which addresses can be asked at all, and which network addresses may be dialled."""

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlsplit, urlunsplit

import idna
from publicsuffixlist import PublicSuffixList

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Net = ipaddress.IPv4Network | ipaddress.IPv6Network

_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")
_LABEL = re.compile(r"^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_MAX_LENGTH = 8000
# Browsers refuse these ports too (https://fetch.spec.whatwg.org/#port-blocking): other protocols listen there, and a
# request sent to them is a way to speak to a mail or chat server.
_BAD_PORTS = frozenset(
    {1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110}
    | {111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531}
    | {532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060}
    | {5061, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080, 11211}
)


class AddressError(ValueError):
    """An address that is not asked: `code` is malformed, scheme, credentials or port."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class PrivateAddressError(OSError):
    """A host stands at an address that this program does not dial."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: what is sent, to which host and port."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port


def target(url: str) -> Target:
    """Return an http(s) address in the form in which it is sent, its fragment cut off.

    Raises:
        AddressError: the address is malformed, has another scheme, carries credentials or names a port of another
            protocol.

    """
    if not url or len(url) > _MAX_LENGTH:
        raise AddressError("malformed", "is empty" if not url else f"is longer than {_MAX_LENGTH} characters")
    if not (scheme := _SCHEME.match(url)):
        raise AddressError("malformed", "has no scheme: it must begin with https:// or http://")
    if scheme[0].lower() not in {"http:", "https:"}:
        raise AddressError("scheme", f"{scheme[0]} is not http or https")
    if "\\" in url or _CONTROL.search(url.split("#", 1)[0].replace(" ", "")):
        raise AddressError("malformed", "holds a control character or a backslash")
    if not url[len(scheme[0]) :].startswith("//"):
        raise AddressError("malformed", "lacks the two slashes after its scheme")
    try:
        parts = urlsplit(url)
        port = parts.port
        name = parts.hostname or ""
    except ValueError as error:
        raise AddressError("malformed", str(error)) from error
    if "@" in parts.netloc:
        raise AddressError("credentials", "carries a user name or password")
    host = _host(name)
    if port == 0 or port in _BAD_PORTS:
        raise AddressError("port", f"port {port} belongs to another protocol")
    authority = f"[{host}]" if ":" in host else host
    standard = {"http": 80, "https": 443}[parts.scheme]
    if port not in {None, standard}:
        authority += f":{port}"
    path, query = (_encoded(part) for part in (parts.path or "/", parts.query))
    return Target(urlunsplit((parts.scheme, authority, path, query, "")), parts.scheme, host, port or standard)


def _host(name: str) -> str:
    """Return a host as it is looked up: punycode for names, the plain form for numeric addresses."""
    if not name:
        raise AddressError("malformed", "has no host")
    if ":" in name:
        try:
            return str(ipaddress.IPv6Address(name))
        except ValueError as error:
            raise AddressError("malformed", f"{name!r} is no IPv6 address") from error
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise AddressError("malformed", f"{name!r} is no host name: {error}") from error
    labels = name.removesuffix(".").lower().split(".")
    if len(name) > 253 or not all(map(_LABEL.match, labels)):
        raise AddressError("malformed", f"{name!r} is no host name")
    return name.lower()


def _encoded(part: str) -> str:
    # `%` stays, so that %2F is sent as it was written; only what may not be sent at all is encoded.
    return quote(part, safe="!#$%&'()*+,/:;=?@[]~|^`{}\"<>-._")


def literal(host: str) -> IP | None:
    """Return the numeric address that a host is, or None when it is a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def may_dial(address: IP, allow: Sequence[Net]) -> bool:
    """Return whether an address is public, or inside one of the networks that the user allowed.

    An IPv6 address that only wraps an IPv4 one (mapped, 6to4, NAT64, Teredo) is judged by what it wraps: otherwise
    `::ffff:127.0.0.1` would reach this machine.
    """
    if any(address in net for net in allow if net.version == address.version):
        return True
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = _wrapped(address)
        if wrapped is not None:
            return may_dial(wrapped, allow)
        if address.is_site_local:
            return False
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    return address.is_global and not special and not address.is_link_local


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


@cache
def _suffixes() -> PublicSuffixList:
    # The list comes with the package, so nothing is fetched at run time.
    return PublicSuffixList()


@cache
def registrable(host: str) -> str:
    """Return the part of a host that one owner registered: `example.co.uk` for `www.example.co.uk`."""
    if literal(host) is not None:
        return host
    name = host.removesuffix(".")
    return _suffixes().privatesuffix(name) or name
