"""Clients that behave as no client should: bytes of HTTP/1.1 and HTTP/2 of the test's own making."""

import contextlib
import socket
import ssl
import struct
from urllib.parse import urlsplit

from emulator import Emulator

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
HEADERS, SETTINGS, PING, GOAWAY, CONTINUATION = 1, 4, 6, 7, 9
# GET / at localhost, without Huffman coding and without state (RFC 7541 §6).
GET = bytes([0x82, 0x87, 0x84, 0x01, 0x09]) + b"localhost"


def frame(kind: int, payload: bytes = b"", flags: int = 0, stream: int = 0) -> bytes:
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def connect(emulator: Emulator, protocol: str | None = "h2", timeout: float = 10) -> socket.socket:
    """A connection; `protocol` is what TLS agrees on, and None is plain HTTP."""
    port = urlsplit(emulator.https if protocol else emulator.http).port
    plain = socket.create_connection(("127.0.0.1", port), timeout=timeout)
    if protocol is None:
        return plain
    context = ssl.create_default_context(cafile=emulator.ca)
    context.set_alpn_protocols([protocol])
    secure = context.wrap_socket(plain, server_hostname="localhost")
    assert secure.selected_alpn_protocol() == protocol
    if protocol == "h2":
        secure.sendall(PREFACE + frame(SETTINGS))
    return secure


def flood(connection: socket.socket, piece: bytes, limit: int) -> int:
    """Sends until the server refuses it, at most `limit` bytes; answers how many went out."""
    sent = 0
    with contextlib.suppress(OSError):
        while sent < limit:
            connection.sendall(piece)
            sent += len(piece)
    return sent
