"""Which network addresses a fetched URL may lead to: those of the public internet and no others."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

Resolver = Callable[[str, int], Sequence[str]]
"""From host name and port to its addresses as text; raises :class:`OSError` if there are none."""

AddressCheck = Callable[[str], bool]
"""Whether an address may be connected to."""

# RFC 6052's well-known prefix (IPv4 addresses reached through NAT64), RFC 8215's local one, and RFC 4380's Teredo.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_REFUSED6 = (ipaddress.IPv6Network("64:ff9b:1::/48"), ipaddress.IPv6Network("2001::/32"))


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; those that carry an IPv4 address are judged by that one."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None or any(ip in network for network in _REFUSED6):
            return False
        inner = _carried(ip)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_link_local)


def _carried(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv4-mapped, 6to4 or NAT64 address stands for."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def resolve(host: str, port: int) -> Sequence[str]:
    """The system's addresses for a host, in its order; literals in any notation (``0x7f.1``) come out as addresses."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
