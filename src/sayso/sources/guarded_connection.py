"""Connections that go only to addresses that were checked, and end at a fixed moment."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore2

from sayso.errors import Problem
from sayso.sources.addresses import AddressCheck, Resolver

_MOST_ADDRESSES = 4


class RefusedError(Exception):
    """A connection that is not made; carries the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Deadline:
    """A moment by which everything has to be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None = None) -> float:
        """Seconds left, at most ``timeout``.

        Raises:
            httpcore2.ReadTimeout: if none are.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("out of time")
        return left if timeout is None else min(left, timeout)


class GuardedBackend(httpcore2.NetworkBackend):
    """Resolves a name, refuses it if any of its addresses is not allowed, and connects to those very addresses.

    Checking a name and then connecting by name would lose to a name server that changes its answer in between.
    The name itself still goes into the ``Host`` header and the TLS handshake, which are made above this layer.
    """

    def __init__(
        self,
        resolver: Resolver,
        check: AddressCheck,
        deadline: Deadline,
        inner: httpcore2.NetworkBackend | None = None,
    ) -> None:
        self._resolver, self._check, self._deadline = resolver, check, deadline
        self._inner = inner or httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of ``host`` that answers.

        Raises:
            RefusedError: if the name has no address, or one that is not allowed.
        """
        failure: Exception | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            return _GuardedStream(stream, self._deadline)
        raise failure or httpcore2.ConnectError("no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        addresses = self._resolved(host, port)
        if not addresses:
            raise RefusedError(Problem("unreachable", f"{host} has no address: check the address", host))
        for address in addresses:
            if not self._check(address):
                name = host if host == address else f"{host} ({address})"
                message = f"{name} is not on the public internet: give a public address"
                raise RefusedError(Problem("refused-address", message, host))
        return addresses[:_MOST_ADDRESSES]

    def _resolved(self, host: str, port: int) -> list[str]:
        """The resolver's answer; it is waited for in a thread, since the system's resolver takes no time limit."""
        answer: list[str] = []

        def ask() -> None:
            try:
                answer.extend(self._resolver(host, port))
            except (OSError, UnicodeError):
                return

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(self._deadline.left())
        self._deadline.left()
        return list(answer)


class _GuardedStream(httpcore2.NetworkStream):
    """A stream whose every step ends by the deadline, however slowly the other side drips."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        stream = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _GuardedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
