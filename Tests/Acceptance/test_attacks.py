"""What one client can cost the server: memory, descriptors, time to stop, and a processor that spins."""

import os
import re
import resource
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from attacker import CONTINUATION, GET, HEADERS, connect, flood, frame
from emulator import Emulator

FLOOD = int(os.environ.get("UNDERSTUDY_FLOOD_BYTES", str(64 * 1024 * 1024)))
KINDS = [None, "http/1.1", "h2"]


def resident(emulator: Emulator) -> int:
    status = Path(f"/proc/{emulator.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) * 1024


def sockets(emulator: Emulator) -> int:
    folder = Path(f"/proc/{emulator.process.pid}/fd")
    found = 0
    for descriptor in folder.iterdir():
        try:
            found += os.readlink(descriptor).startswith("socket:")
        except FileNotFoundError:
            pass  # closed while we looked
    return found


def processor_seconds(emulator: Emulator) -> float:
    fields = Path(f"/proc/{emulator.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def eventually(condition, seconds: float = 20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.05)


def test_continuation_frames_without_end_cost_no_memory(emulator):
    requests.get(f"{emulator.https}/test", timeout=10)
    before = resident(emulator)

    def attack(_: int) -> int:
        connection = connect(emulator)
        connection.sendall(frame(HEADERS, GET, stream=1))
        return flood(connection, frame(CONTINUATION, bytes(16_384), stream=1) * 16, FLOOD)

    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(attack, range(4)))
    grown = resident(emulator) - before
    assert grown < 32 * 1024 * 1024, f"{sent >> 20} MB sent, {grown >> 20} MB more resident"
    assert requests.get(f"{emulator.https}/test", timeout=10).status_code == 200


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_the_descriptors_of_clients_that_closed_go_back(kind, serve, seed_file):
    emulator = serve(seed_file)
    before = sockets(emulator)
    crowd = [connect(emulator, kind) for _ in range(50)]
    eventually(lambda: sockets(emulator) >= before + 50)
    for connection in crowd:
        # FIN alone: the client keeps its socket, as one does that forgot it.
        connection.shutdown(socket.SHUT_WR)
    eventually(lambda: sockets(emulator) <= before)


def test_out_of_descriptors_accepting_rests_and_recovers(state_home, seed_file):
    with Scarce(seed_file, state_home=state_home, descriptors=64) as emulator:
        port = int(emulator.http.rsplit(":", 1)[1])
        crowd = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(200)]
        before = processor_seconds(emulator)
        time.sleep(3)
        spent = processor_seconds(emulator) - before
        assert spent < 1, f"{spent} s of a processor in 3 s with nothing to do"
        assert "No connection can be accepted" in emulator.logged()
        for connection in crowd:
            connection.close()
        eventually(lambda: requests.get(f"{emulator.http}/test", timeout=20).status_code == 200)


class Scarce(Emulator):
    """The emulator with few descriptors, as a container or an old shell gives them."""

    def __init__(self, *arguments: str, state_home: Path, descriptors: int):
        self.descriptors = descriptors
        super().__init__(*arguments, state_home=state_home)

    def popen(self, *arguments, **options) -> subprocess.Popen:
        limit = (self.descriptors, self.descriptors)
        return super().popen(
            *arguments, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, limit), **options)


def halves(emulator: Emulator) -> list[socket.socket]:
    """Connections in every state that a stop could meet."""
    host = "Host: localhost\r\n"
    found = []
    for kind in KINDS[:2]:
        for text in [
            "", "G", f"GET / HTTP/1.1\r\n{host}", f"POST /oauth/ro HTTP/1.1\r\n{host}Content-Length: 9\r\n\r\n1",
            f"GET /test HTTP/1.1\r\n{host}\r\n", f"GET /_understudy/export HTTP/1.1\r\n{host}\r\n",
        ]:
            connection = connect(emulator, kind)
            connection.sendall(text.encode())
            found.append(connection)
    for more in [b"", frame(HEADERS, GET, 5, 1), frame(HEADERS, GET, 4, 1), frame(HEADERS, GET, 0, 1), b"\0\0", b"\xff" * 9]:
        connection = connect(emulator)
        connection.sendall(more)
        found.append(connection)
    port = int(emulator.https.rsplit(":", 1)[1])
    for hello in [b"", b"\x16\x03\x01\x02\x00\x01"]:
        found.append(socket.create_connection(("127.0.0.1", port), timeout=10))
        found[-1].sendall(hello)
    return found


def test_a_stop_keeps_its_time_whatever_is_in_flight(serve, seed_file):
    emulator = serve(seed_file)
    crowd = [connection for _ in range(20) for connection in halves(emulator)]
    assert len(crowd) == 400
    emulator.stop()


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_idle_connections_hold_no_stop(kind, serve, seed_file):
    emulator = serve(seed_file)
    crowd = [connect(emulator, kind) for _ in range(20)]
    for connection in crowd:
        connection.sendall(frame(HEADERS, GET, 5, 1) if kind == "h2" else b"GET /test HTTP/1.1\r\nHost: localhost\r\n\r\n")
    for connection in crowd:
        assert connection.recv(1)
    taken = emulator.stop()
    assert taken < 2, f"{taken} s"
