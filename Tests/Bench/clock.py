"""Measures what a move of the clock costs others, and the memory of what a tenant remembers.

Usage: clock.py EXECUTABLE [--tokens N] [--logins N] [--users N]

Prints a table: the longest wait of another tenant's request while one tenant's clock moves, and resident memory after
many logins, after a reset, and after the tenant is removed. Times are of this machine; the tests count instead.
"""

import argparse
import json
import multiprocessing
import os
import socket
import sys
import tempfile
import threading
import time
import urllib.parse

import bench
import tenants

PIPELINED = 64


class Pipe:
    """One connection that sends many requests before it reads their answers."""

    def __init__(self, http, host):
        address = urllib.parse.urlsplit(http)
        self.host = host
        self.socket = socket.create_connection((address.hostname, address.port))
        self.file = self.socket.makefile("rb")

    def post(self, path, bodies):
        """The answers of one wave; each must be 200."""
        wave = b"".join(
            (f"POST {path} HTTP/1.1\r\nHost: {self.host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
             f"Content-Length: {len(body)}\r\n\r\n{body}").encode() for body in bodies)
        self.socket.sendall(wave)
        return [self.answer(path) for _ in bodies]

    def get(self, path):
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode())
        return self.answer(path)

    def answer(self, path):
        status = int(self.file.readline().split()[1])
        length = 0
        while (line := self.file.readline()) != b"\r\n":
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        answer = self.file.read(length)
        if status != 200:
            sys.exit(f"bench: {path} answered {status}: {answer.decode(errors='replace')}")
        return answer


def log_in(http, host, bodies):
    """Logs in once with each of the bodies, in waves on two connections."""
    def work(mine):
        pipe = Pipe(http, host)
        for start in range(0, len(mine), PIPELINED):
            pipe.post("/oauth/ro", mine[start:start + PIPELINED])

    threads = [threading.Thread(target=work, args=(bodies[part::2],)) for part in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Neighbour:
    """Another tenant's requests, one after the other, and how long each took; in a process of its own."""

    def __init__(self, http):
        self.mine, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=self.work, args=(http, theirs))
        self.process.start()

    @staticmethod
    def work(http, pipe):
        line = tenants.Line(http)
        waits = []
        while not pipe.poll():
            waits.append(line.milliseconds("GET", "/_understudy/health", 200))
            time.sleep(0.0005)
        line.close()
        pipe.send(waits)

    def stop(self):
        self.mine.send("stop")
        waits = self.mine.recv()
        self.process.join()
        return waits


def call(http, host, method, path, body):
    """Milliseconds of one request, and its answer."""
    line = tenants.Line(http)
    line.host = host
    started = time.perf_counter()
    text = json.dumps(body).encode()
    line.socket.sendall((f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
                         f"Content-Length: {len(text)}\r\nConnection: close\r\n\r\n").encode() + text)
    answer = b"".join(iter(lambda: line.socket.recv(1 << 20), b""))
    took = (time.perf_counter() - started) * 1000
    line.close()
    return took, answer


def moves(executable, state, count):
    """Rows of the table: a move of one second and one of two days, with so many access tokens and id_tokens."""
    server = bench.Server(executable, state)
    call(server.http, "localhost", "POST", "/_understudy/tenants",
         {"name": "busy", "clock": "2016-05-04T12:00:00Z"})
    log_in(server.http, "busy.localhost", [bench.RO.format(client=bench.HS256)] * count)
    rows = []

    def measured(name, method, path, body):
        neighbour = Neighbour(server.http)
        time.sleep(0.2)
        took, answer = call(server.http, "busy.localhost", method, path, body)
        waits = sorted(neighbour.stop())
        fired = answer.count(b'"kind"')
        rows.append((name, f"{took:,.0f}", f"{waits[-1]:.1f}", f"{waits[len(waits) // 2]:.2f}", f"{fired:,}"))

    measured("nothing", "GET", "/_understudy/clock", {})
    measured("advance one second", "POST", "/_understudy/clock/advance", {"by": 1})
    measured("timeline", "GET", "/_understudy/clock/timeline", {})
    measured("digest", "GET", "/_understudy/digest", {})
    measured("advance two days", "POST", "/_understudy/clock/advance", {"by": "P2D"})
    server.stop()
    return rows


def memory(executable, state, count, users, directory):
    """Rows of the table: resident memory, bytes of each login."""
    seed = tenants.seed_of(users, directory) if users else None
    server = bench.Server(executable, state, *([seed] if seed else []))
    bodies = [tenants.LOGIN.format(user=f"user{number % users + 1:06}") if users
              else bench.RO.format(client=bench.HS256) for number in range(count)]
    order = {"name": "busy", "clock": "2016-05-04T12:00:00Z"}
    call(server.http, "localhost", "POST", "/_understudy/tenants", order)
    log_in(server.http, "busy.localhost", bodies[:2000])
    rows = []

    def note(name, logins=0):
        time.sleep(2)
        now = server.memory_in_megabytes()
        each = f"{(now - rows[-1][0]) * 1024 * 1024 / logins:,.0f}" if logins else ""
        rows.append((now, name, each))

    note("after 2,000 logins")
    log_in(server.http, "busy.localhost", bodies)
    note(f"after {count:,} more", count)
    call(server.http, "busy.localhost", "POST", "/_understudy/reset", {})
    note("after a reset")
    log_in(server.http, "busy.localhost", bodies)
    note(f"after {count:,} again")
    call(server.http, "localhost", "DELETE", "/_understudy/tenants/busy", {})
    note("after the tenant is removed")
    server.stop()
    return rows


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("executable")
    arguments.add_argument("--tokens", type=int, default=200_000)
    arguments.add_argument("--logins", type=int, default=160_000)
    arguments.add_argument("--users", type=int, default=100_000)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        state = os.path.join(directory, "state")
        print(f"{'with ' + format(options.tokens, ',') + ' logins':32}{'ms':>8}{'longest':>10}{'median':>9}{'events':>10}")
        for name, took, longest, median, fired in moves(executable, state, options.tokens):
            print(f"{name:32}{took:>8}{longest:>10}{median:>9}{fired:>10}")
        for users in (0, options.users):
            print(f"\n{format(users, ',') + ' users' if users else 'one user':32}{'MB':>8}{'bytes/login':>14}")
            for resident, name, each in memory(executable, state, options.logins, users, directory):
                print(f"{name:32}{resident:>8.0f}{each:>14}")


if __name__ == "__main__":
    main()
