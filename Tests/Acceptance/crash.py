"""A store file and the process on it, which dies and comes back; and what it had promised, kept outside of it."""

import contextlib
import http.client
import json
import os
import queue
import random
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import threading
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from emulator import Emulator, executable
from seeds import DATABASE, ENCODED, ENCODED_SECRET, PASSWORD, seed

WRITERS = 8
ORIGIN = "http://localhost:3000"
CALLBACK = f"{ORIGIN}/callback"
PROOF = {"client_id": ENCODED, "client_secret": ENCODED_SECRET}


def writers_seed() -> str:
    """A tenant in which each writer is somebody of its own."""
    people = "".join(
        f"  - {{ email: {address(number)}, password: {PASSWORD}, email_verified: true }}\n" for number in range(WRITERS)
    )
    return seed([ORIGIN]) + people


def address(writer: int) -> str:
    return f"writer{writer}@example.com"


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as opened:
        sockets = [opened.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [listener.getsockname()[1] for listener in sockets]


class Life(Emulator):
    """One life of the process: on ports that the next life takes over, and ended by whatever ends it."""

    def __init__(self, *arguments: str, state_home: Path, ports: list[int], **process):
        self.log = tempfile.TemporaryFile()
        listen = ["--port", str(ports[0]), "--https-port", str(ports[1])]
        self.process = subprocess.Popen(
            [executable(), "serve", *arguments, *listen, "--log-format", "json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self.log,
            env={**os.environ, "XDG_STATE_HOME": str(state_home), **process.pop("environment", {})},
            **process,
        )

    def kill(self):
        """The process gets no chance to put anything in order."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@dataclass
class Kept:
    """One store file, its seed and its addresses: each `open` gives the same command again."""

    path: Path
    seed: str
    state_home: Path
    options: list[str] = field(default_factory=list)
    ports: list[int] = field(default_factory=lambda: free_ports(2))
    lives: list[Life] = field(default_factory=list)

    def begin(self, *more: str, **process) -> Life:
        """Starts a life and does not wait for it."""
        life = Life(
            self.seed, "--store", str(self.path), *self.options, *more,
            state_home=self.state_home, ports=self.ports, **process,
        )
        self.lives.append(life)
        return life

    def open(self, *more: str, **process) -> Life:
        return self.begin(*more, **process).wait_until_ready()

    def close(self):
        for life in self.lives:
            if life.process.poll() is None:
                life.process.kill()
                life.process.wait()
            if not life.process.stdout.closed:
                life.process.stdout.close()
            life.log.close()

    def check(self):
        """`PRAGMA integrity_check` of a copy: opening the file itself would put it in order."""
        with tempfile.TemporaryDirectory() as directory:
            copy = Path(directory, self.path.name)
            for suffix in ("", "-wal"):
                if Path(f"{self.path}{suffix}").exists():
                    shutil.copy(f"{self.path}{suffix}", f"{copy}{suffix}")
            with contextlib.closing(sqlite3.connect(copy)) as database:
                assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    def surroundings(self) -> dict[str, bytes | None]:
        """Every name in the file's folder, and what is in it."""
        if not self.path.parent.is_dir():
            return {}
        return {path.name: path.read_bytes() if path.is_file() else None for path in self.path.parent.iterdir()}


def refused(kept: Kept, wrapper: list[str] | None = None) -> str:
    """A start that must fail at once, name the file and touch nothing. Answers what was said."""
    before = kept.surroundings()
    command = [*(wrapper or []), executable(), "serve", kept.seed, "--store", str(kept.path)]
    done = subprocess.run(
        [*command, "--port", "0", "--https-port", "0", "--log-format", "json"],
        capture_output=True,
        text=True,
        timeout=10,
        env={**os.environ, "XDG_STATE_HOME": str(kept.state_home)},
    )
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert str(kept.path) in done.stderr
    assert kept.surroundings() == before
    return done.stderr


class Line:
    """One connection that is kept, with as little as possible between us and the process."""

    def __init__(self, life: Life):
        self.connection = http.client.HTTPConnection("127.0.0.1", urllib.parse.urlsplit(life.http).port, timeout=10)

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_):
        self.connection.close()

    def send(self, method: str, path: str, form: dict | None = None, **headers: str) -> tuple[int, dict]:
        """The status, and the answer if it is JSON."""
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        return answer.status, json.loads(text) if is_json else {}

    def log_in(self, username: str, device: str = "laptop") -> tuple[int, dict]:
        return self.send("POST", "/oauth/ro", {
            "client_id": ENCODED, "connection": DATABASE, "username": username, "password": PASSWORD,
            "grant_type": "password", "scope": "openid email offline_access", "device": device,
        })

    def refresh(self, token: str) -> tuple[int, dict]:
        return self.send("POST", "/oauth/token", {**PROOF, "grant_type": "refresh_token", "refresh_token": token})

    def revoke(self, token: str) -> tuple[int, dict]:
        return self.send("POST", "/oauth/revoke", {**PROOF, "token": token})

    def redeem(self, code: str) -> tuple[int, dict]:
        return self.send("POST", "/oauth/token", {
            **PROOF, "grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK,
        })

    def profile(self, access_token: str) -> tuple[int, dict]:
        return self.send("GET", "/userinfo", Authorization=f"Bearer {access_token}")


# What a request meets when the process is no more.
GONE = (OSError, http.client.HTTPException)


@dataclass
class Promises:
    """Everything the process acknowledged to the writers, over all its lives.

    Each is kept as what must be true from then on: an access token that answers, a refresh token that refreshes, a
    refresh token that is refused. What was asked and never answered may have happened or not, and is not in here.
    """

    random: random.Random
    good: list[tuple[str, str]] = field(default_factory=list)  # access token, whose
    refreshing: dict[str, int] = field(default_factory=dict)  # refresh token, writer
    revoked: list[str] = field(default_factory=list)
    logins: list[int] = field(default_factory=lambda: [0] * WRITERS)
    asked: list[int] = field(default_factory=lambda: [0] * WRITERS)
    given_up: list[int] = field(default_factory=lambda: [0] * WRITERS)
    wrong: list[str] = field(default_factory=list)

    # MARK: Writing

    def write(self, life: Life, during) -> "Fresh":
        """Eight writers at work until `during` has ended the process; answers what is new."""
        fresh = Fresh(len(self.good), set(self.refreshing), len(self.revoked))
        seeds = [self.random.random() for _ in range(WRITERS)]
        threads = [
            threading.Thread(target=self.work, args=(life, writer, random.Random(seed)))
            for writer, seed in enumerate(seeds)
        ]
        for thread in threads:
            thread.start()
        try:
            during()
        finally:
            for thread in threads:
                thread.join()
        return fresh

    def work(self, life: Life, writer: int, chance: random.Random):
        mine = [token for token, owner in self.refreshing.items() if owner == writer]
        with Line(life) as line, contextlib.suppress(*GONE):
            while not self.wrong:
                self.asked[writer] += 1
                answer = self.expected(200, "login", line.log_in(address(writer), f"device {self.asked[writer]}"))
                self.logins[writer] += 1
                self.good.append((answer["access_token"], address(writer)))
                self.refreshing[answer["refresh_token"]] = writer
                mine.append(answer["refresh_token"])
                kind = chance.randrange(4)
                if kind == 0:
                    answer = self.expected(200, "refresh", line.refresh(chance.choice(mine)))
                    self.good.append((answer["access_token"], address(writer)))
                elif kind == 1:
                    token = mine.pop(chance.randrange(len(mine)))
                    del self.refreshing[token]
                    self.given_up[writer] += 1
                    self.expected(200, "revocation", line.revoke(token))
                    self.revoked.append(token)

    def expected(self, status: int, what: str, answer: tuple[int, dict]) -> dict:
        if answer[0] != status:
            self.wrong.append(f"{what}: {answer}")
            raise ConnectionAbortedError
        return answer[1]

    # MARK: Verifying

    def verify(self, life: Life, fresh: "Fresh", older: int = 10):
        """Holds the process to what is new and to a few of the older ones."""
        assert not self.wrong, self.wrong
        checks: queue.SimpleQueue = queue.SimpleQueue()
        before = self.random.sample(self.good[: fresh.good], min(older, fresh.good))
        for token, person in self.good[fresh.good :] + before:
            checks.put(("access token", token, lambda line, token: line.profile(token), 200, person))
        before = [token for token in self.refreshing if token in fresh.refreshing]
        for token in [token for token in self.refreshing if token not in fresh.refreshing] + self.random.sample(
            before, min(older, len(before))
        ):
            checks.put(("refresh token", token, lambda line, token: line.refresh(token), 200, None))
        before = self.random.sample(self.revoked[: fresh.revoked], min(older, fresh.revoked))
        for token in self.revoked[fresh.revoked :] + before:
            checks.put(("revoked refresh token", token, lambda line, token: line.refresh(token), 403, None))
        broken: list[str] = []

        def work():
            with Line(life) as line, contextlib.suppress(queue.Empty):
                while True:
                    kind, token, ask, wanted, person = checks.get_nowait()
                    status, answer = ask(line, token)
                    if status != wanted or (person and answer.get("email") != person):
                        broken.append(f"{kind} {token}: {status} {answer}")

        threads = [threading.Thread(target=work) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert checks.empty(), "the process went away while it was asked"
        assert not broken, f"{len(broken)} promises broken: {broken[:5]}"

    def verify_counts(self, exported: str):
        """No login is lost, none is counted that nobody asked for, and no device is there without its login."""
        tenant = yaml.load(exported, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        counts = {user.get("email"): user.get("logins_count", 0) for user in tenant["users"]}
        devices: dict[str, int] = {}
        for device in tenant["devices"]:
            user = device["user"]
            name = user["email"] if isinstance(user, dict) else user
            devices[name] = devices.get(name, 0) + 1
        names = {user.get("user_id"): user.get("email") for user in tenant["users"]}
        devices = {names.get(name, name): count for name, count in devices.items()}
        for writer in range(WRITERS):
            name = address(writer)
            assert self.logins[writer] <= counts[name] <= self.asked[writer], name
            assert self.logins[writer] - self.given_up[writer] <= devices.get(name, 0) <= counts[name], name


@dataclass
class Fresh:
    """What had been promised before a round."""

    good: int
    refreshing: set[str]
    revoked: int
