"""A URL to the bytes of a page, bounded in time, size and redirects, and only from the public internet."""

from __future__ import annotations

import re
import ssl
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib.metadata import version

import httpcore2
import httpx2

from sayso.errors import InputError, Problem
from sayso.sources.addresses import AddressCheck, Resolver, is_public, resolve
from sayso.sources.guarded_connection import Deadline, GuardedBackend, RefusedError
from sayso.sources.limits import megabytes

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
_REDIRECTS = (301, 302, 303, 307, 308)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_LONGEST_URL = 4_000
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds on one fetch.

    Attributes:
        page_bytes: most bytes of a page, both as sent and unpacked.
        seconds: time for everything: name, connection, redirects, page.
        redirects: how many are followed.
    """

    page_bytes: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A fetched page.

    Attributes:
        url: where it was found in the end, after redirects.
        body: its bytes, unpacked.
        media_type: its type in lower case (``text/html``); ``None`` if the server names none.
        charset: the encoding that the server declares.
        headers: what else the server says, names in lower case; of a name given twice, the last.
    """

    url: str
    body: bytes
    media_type: str | None
    charset: str | None
    headers: Mapping[str, str] = field(default_factory=dict)


class StatusError(InputError):
    """The server's answer is no page.

    Attributes:
        status: the HTTP status, such as 304 or 404.
        headers: of the answer, names in lower case.
    """

    def __init__(self, problem: Problem, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(problem)
        self.status, self.headers = status, headers


class Fetcher:
    """Fetches pages over HTTP and HTTPS. No cookies are kept, no proxy is used, nothing is stored.

    Args:
        limits: bounds on each fetch.
        media_types: types of content that are accepted; a page that names none is.
        resolver: how names become addresses.
        address_check: which addresses may be connected to; only tests on the own machine have reason to change it.
        ssl_context: whom to trust; the system's authorities if none is given.
    """

    def __init__(
        self,
        limits: FetchLimits | None = None,
        *,
        media_types: tuple[str, ...] = PAGE_TYPES,
        resolver: Resolver = resolve,
        address_check: AddressCheck = is_public,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._limits = limits or FetchLimits()
        self._media_types = media_types
        self._resolver, self._check = resolver, address_check
        self._ssl_context = ssl_context

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """The page at ``url``; ``headers`` go with the request, as for a page that is wanted only if it changed.

        Raises:
            StatusError: if the server answers with another status than 200; code ``http-status``.
            InputError: if it cannot be had, with code ``bad-url``, ``refused-address``, ``unreachable``, ``timeout``,
                ``too-large``, ``too-many-redirects``, ``http-status``, ``unsupported-type`` or ``broken-response``.
        """
        limits = self._limits
        address = _checked(url, url)
        deadline = Deadline(limits.seconds)
        backend = GuardedBackend(self._resolver, self._check, deadline)
        context = self._ssl_context or httpx2.create_ssl_context()
        try:
            with httpcore2.ConnectionPool(ssl_context=context, network_backend=backend) as pool:
                for _ in range(limits.redirects + 1):
                    answer = self._ask(pool, address, url, deadline, headers or {})
                    if isinstance(answer, Fetched):
                        return answer
                    address = answer
        except RefusedError as error:
            problem = error.problem
            raise InputError(Problem(problem.code, f"{url} is not fetched: {problem.message}", url)) from None
        except httpcore2.TimeoutException:
            message = (
                f"{url} took more than {limits.seconds:g} seconds: try again later, or save the page and read that"
            )
            raise InputError(Problem("timeout", message, url)) from None
        except (httpcore2.ConnectError, httpcore2.NetworkError, OSError) as error:
            message = f"{url} cannot be reached ({_reason(error)}): check the address and the connection"
            raise InputError(Problem("unreachable", message, url)) from None
        except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol, zlib.error) as error:
            message = f"{url} answers with broken HTTP ({_reason(error)}): save the page and read that"
            raise InputError(Problem("broken-response", message, url)) from None
        message = f"{url} redirects more than {limits.redirects} times: give the address that it ends at"
        raise InputError(Problem("too-many-redirects", message, url))

    def _ask(
        self,
        pool: httpcore2.ConnectionPool,
        address: httpx2.URL,
        url: str,
        deadline: Deadline,
        own_headers: Mapping[str, str],
    ) -> Fetched | httpx2.URL:
        """One request: the page, or the next address if it redirects. ``url`` is the one that was asked for."""
        seconds = deadline.left()
        timeout = {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}
        target = httpcore2.URL(
            scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path
        )
        sent = _headers() + [(name.encode("ascii"), value.encode("latin-1")) for name, value in own_headers.items()]
        with pool.stream("GET", target, headers=sent, extensions={"timeout": timeout}) as response:
            headers = {name.lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status in _REDIRECTS and b"location" in headers:
                return _checked(_joined(address, headers[b"location"], url), url)
            if response.status != 200:
                raise StatusError(_status_problem(url, response.status), response.status, _readable(headers))
            declared = headers.get(b"content-type", "")
            media_type = declared.partition(";")[0].strip().lower() or None
            if media_type is not None and media_type not in self._media_types:
                message = f"{url} is {media_type}, not a page or text: give the address of an article"
                raise InputError(Problem("unsupported-type", message, url))
            body = self._body(response.iter_stream(), headers, url)
        charset = _CHARSET.search(declared)
        return Fetched(str(address), body, media_type, charset[1] if charset else None, _readable(headers))

    def _body(self, pieces: Iterator[bytes], headers: dict[bytes, str], url: str) -> bytes:
        limit = self._limits.page_bytes
        packing = headers.get(b"content-encoding", "identity").strip().lower()
        if packing not in ("identity", "", "gzip", "x-gzip", "deflate"):
            message = f"{url} is packed as {packing[:40]!r}, which was not asked for: save the page and read that"
            raise InputError(Problem("broken-response", message, url))
        stated = headers.get(b"content-length", "")
        if stated.isdigit() and int(stated[:20]) > limit:
            raise InputError(_too_large(url, limit))
        unpacked = pieces if packing in ("identity", "") else _unpacked(pieces, packing == "deflate")
        body = bytearray()
        for piece in unpacked:
            body += piece
            if len(body) > limit:
                raise InputError(_too_large(url, limit))
        return bytes(body)


def _headers() -> list[tuple[bytes, bytes]]:
    """Who asks, and for what."""
    return [
        (b"User-Agent", f"sayso/{version('sayso')}".encode()),
        (b"Accept", b"text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1"),
        (b"Accept-Language", b"en,*;q=0.5"),
        (b"Accept-Encoding", b"gzip, deflate"),
        (b"Connection", b"close"),
    ]


def _unpacked(pieces: Iterator[bytes], deflate: bool) -> Iterator[bytes]:
    """The pieces unpacked, never more than 64 KiB at a time, so that a bomb is seen before it goes off."""
    unpacker = zlib.decompressobj(47)
    begun = False
    for piece in pieces:
        if deflate and not begun and piece and not _has_zlib_header(piece):
            unpacker = zlib.decompressobj(-15)  # some servers send bare deflate data
        begun = begun or bool(piece)
        while piece:
            yield unpacker.decompress(piece, _PIECE)
            piece = unpacker.unconsumed_tail
    yield unpacker.flush(_PIECE)


def _has_zlib_header(piece: bytes) -> bool:
    return len(piece) > 1 and piece[0] & 0x0F == 8 and (piece[0] << 8 | piece[1]) % 31 == 0


def _checked(text: str, url: str) -> httpx2.URL:
    """A URL that can be asked for.

    Raises:
        InputError: with code ``bad-url`` if it cannot.
    """
    shown = url if len(url) <= 200 else url[:197] + "..."
    try:
        address = httpx2.URL(text.strip()).copy_with(fragment=None)
        port = address.port
    except (httpx2.InvalidURL, ValueError, TypeError):
        raise InputError(Problem("bad-url", f"{shown!r} is no URL: give one like https://…", url)) from None
    if address.scheme not in ("http", "https"):
        message = f"{shown} leads to {address.scheme or 'no'!r} scheme: only http and https are fetched"
        raise InputError(Problem("bad-url", message, url))
    if not address.raw_host or len(text) > _LONGEST_URL or (port is not None and not 0 < port < 65_536):
        raise InputError(Problem("bad-url", f"{shown!r} is no URL: give one like https://…", url))
    return address


def _readable(headers: Mapping[bytes, str]) -> dict[str, str]:
    return {name.decode("latin-1"): value for name, value in headers.items()}


def _joined(address: httpx2.URL, location: str, url: str) -> str:
    try:
        return str(address.join(location))
    except (httpx2.InvalidURL, ValueError, TypeError):
        message = f"{url} redirects to something that is no URL: give the address that it should end at"
        raise InputError(Problem("bad-url", message, url)) from None


def _status_problem(url: str, status: int) -> Problem:
    try:
        phrase = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = str(status)
    if status in (401, 402, 403, 429, 451):
        remedy = "the site does not let programs in; save the page and read that"
    else:
        remedy = "check the address, or try again later" if status >= 500 else "check the address"
    return Problem("http-status", f"{url} answers {phrase}: {remedy}", url)


def _too_large(url: str, limit: int) -> Problem:
    return Problem(
        "too-large", f"{url} is larger than {megabytes(limit)}: save what is needed of it and read that", url
    )


def _reason(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text[:120] or type(error).__name__
