"""The executable under test, as a process: started, talked to and stopped like any user would."""

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import requests

STOP_SECONDS = 5  # promised for SIGTERM, whatever is in flight


def executable() -> str:
    path = os.environ.get("UNDERSTUDY")
    if not path or not os.access(path, os.X_OK):
        raise RuntimeError(f"UNDERSTUDY must name the built executable; it is {path!r}")
    return path


def run(*arguments: str, state_home: Path, timeout: float = 30, **environment: str) -> subprocess.CompletedProcess:
    """Runs a command of the executable to its end."""
    return subprocess.run(
        [executable(), *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**os.environ, "XDG_STATE_HOME": str(state_home), **environment},
    )


@dataclass
class Clock:
    """The tenant's clock, moved through the control API."""

    emulator: "Emulator"

    def read(self) -> dict:
        return self.emulator.control("GET", "/clock")

    def set(self, now: str | None = None, mode: str | None = None) -> dict:
        return self.emulator.control("PUT", "/clock", {k: v for k, v in (("now", now), ("mode", mode)) if v})

    def advance(self, **how) -> dict:
        return self.emulator.control("POST", "/clock/advance", how)


class Emulator:
    """`understudy serve`, from its start to its ready line, until it is stopped."""

    def __init__(self, *arguments: str, state_home: Path, **environment: str):
        self.log = tempfile.TemporaryFile()
        ports = ["--port", "0", "--https-port", "0"]
        self.process = self.popen(
            [executable(), "serve", *arguments, *ports, "--log-format", "json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self.log,
            env={**os.environ, "XDG_STATE_HOME": str(state_home), **environment},
        )
        self.wait_until_ready()

    def popen(self, *arguments, **options) -> subprocess.Popen:
        """Starts the process; a test may want it under a limit."""
        return subprocess.Popen(*arguments, **options)

    def wait_until_ready(self) -> "Emulator":
        """Reads the ready line; a process that ends without one is an error with what it said."""
        line = self.process.stdout.readline()
        if not line:
            self.process.wait(timeout=STOP_SECONDS)
            raise RuntimeError(f"no ready line; exit code {self.process.returncode}; said:\n{self.logged()}")
        self.ready = json.loads(line)
        self.http = self.ready["http"]
        self.https = self.ready["https"]
        self.ca = self.ready["ca"]
        self.domain = self.ready["tenants"][0]["domain"]
        self.issuer = f"https://{self.domain}/"
        self.clock = Clock(self)
        return self

    def __enter__(self) -> "Emulator":
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self) -> float:
        """SIGTERM; the process must go, with exit code 0, in the promised time. Answers the seconds it took."""
        start = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"still running {STOP_SECONDS} s after SIGTERM; said:\n{self.logged()}") from None
        finally:
            if self.process.stdout:
                self.process.stdout.close()
        assert code == 0, f"exit code {code} after SIGTERM; said:\n{self.logged()}"
        return time.monotonic() - start

    def logged(self) -> str:
        """Everything on standard error so far."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def control(self, method: str, path: str, body: dict | None = None) -> dict:
        answer = requests.request(method, f"{self.http}/_understudy{path}", json=body, timeout=10)
        assert answer.ok, f"{method} /_understudy{path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else {}

    def mint(self, **order) -> str:
        return self.control("POST", "/tokens", order)["token"]

    def listening_sockets(self) -> set[tuple[str, int]]:
        """Address and port of every TCP socket on which the process listens, as the kernel tells it."""
        inodes = set()
        for descriptor in Path(f"/proc/{self.process.pid}/fd").iterdir():
            target = os.readlink(descriptor)
            if target.startswith("socket:["):
                inodes.add(target[len("socket:[") : -1])
        found = set()
        for table, family in (("tcp", socket.AF_INET), ("tcp6", socket.AF_INET6)):
            lines = Path(f"/proc/{self.process.pid}/net/{table}").read_text().splitlines()[1:]
            for fields in (line.split() for line in lines):
                if fields[3] == "0A" and fields[9] in inodes:  # 0A: TCP_LISTEN
                    address, port = fields[1].split(":")
                    words = bytes.fromhex(address)
                    # The kernel prints each 32-bit word in the machine's byte order.
                    octets = b"".join(words[i : i + 4][::-1] for i in range(0, len(words), 4))
                    found.add((socket.inet_ntop(family, octets), int(port, 16)))
        return found
