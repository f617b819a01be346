"""Measures what bench.py prints of tenants: made while the server runs, kept in a file, and with 100,000 users."""

import json
import os
import socket
import statistics
import tempfile
import time
import urllib.parse
import urllib.request

import bench

TENANTS = 500
USERS = 100_000
CLIENT = "TenantsBenchExampleOnly000000000"
SECRET = "ZXhhbXBsZS1vbmx5LXNlY3JldC1vZi10aGUtYmVuY2gtdGVuYW50"
LOGIN = f"client_id={CLIENT}&username={{user}}%40example.com&password=Lovelace1815&grant_type=password" \
    "&connection=Users&scope=openid%20email"
MAXIMUM_SEED_BYTES = 16 * 1024 * 1024


class Line:
    """One connection that is kept, and each request in one piece: the transport costs as little as it can."""

    def __init__(self, http):
        address = urllib.parse.urlsplit(http)
        self.host = address.netloc
        self.socket = socket.create_connection((address.hostname, address.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")

    def milliseconds(self, method, path, wanted, body=None):
        text = json.dumps(body).encode() if body is not None else b""
        kind = "Content-Type: application/json\r\n" if body is not None else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\n{kind}Content-Length: {len(text)}\r\n\r\n"
        request = head.encode() + text
        started = time.perf_counter()
        self.socket.sendall(request)
        status = int(self.file.readline().split()[1])
        length = 0
        while (line := self.file.readline()) != b"\r\n":
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        answer = self.file.read(length)
        took = (time.perf_counter() - started) * 1000
        if status != wanted:
            raise SystemExit(f"bench: {method} {path} answered {status}: {answer.decode(errors='replace')}")
        return took

    def close(self):
        self.file.close()
        self.socket.close()


def fresh_tenants(executable, state):
    """Milliseconds of a request for a tenant and of one for nothing, kB of each tenant, and MB before and after all."""
    server = bench.Server(executable, state)
    line = Line(server.http)

    def wave(count):
        """Makes so many tenants, uses each once, and throws them away; memory with all of them, fresh and used."""
        made, empty = [], []
        for number in range(count):
            order = {"name": f"t{number}", "seed": "quickstart"}
            made.append(line.milliseconds("POST", "/_understudy/tenants", 201, order))
            empty.append(line.milliseconds("GET", "/_understudy/health", 200))
        fresh = server.memory_in_megabytes()
        for number in range(count):
            login = urllib.request.Request(server.http + "/oauth/ro", bench.RO.format(client=bench.HS256).encode(),
                                           {"Host": f"t{number}.localhost"})
            urllib.request.urlopen(login).read()
        for number in range(count):
            line.milliseconds("DELETE", f"/_understudy/tenants/t{number}", 204)
        time.sleep(1)
        return made, empty, fresh

    empty_server = server.memory_in_megabytes()
    made, empty, full = wave(TENANTS)
    # The first ones brought in what every later one shares: code, the journal's 1,000 entries, the allocator's arenas.
    before = server.memory_in_megabytes()
    wave(TENANTS)
    after = server.memory_in_megabytes()
    line.close()
    server.stop()
    each = (full - empty_server) * 1024 / TENANTS
    return statistics.median(made), statistics.median(empty), each, before, full, after


def logins_on_a_file(executable, state, directory, seconds, rounds, say):
    """Logins per second of 32 connections, in memory and on a file, one after the other within each round."""
    memory = bench.Server(executable, state)
    file = bench.Server(executable, state, "--store", os.path.join(directory, "logins.db"))
    body = bench.RO.format(client=bench.HS256)
    rates = {memory: [], file: []}
    for number in range(rounds):
        say(f"memory against a file, round {number + 1} of {rounds}")
        for server, found in rates.items():
            rate, tail = bench.load(server.http + "/oauth/ro", seconds, body)
            found.append(rate)
    memory.stop()
    file.stop()
    return statistics.median(rates[memory]), statistics.median(rates[file]), tail


def seed_of(users, directory):
    path = os.path.join(directory, f"users{users}.yaml")
    with open(path, "w") as seed:
        seed.write(f"version: 1\nemulator: {{ name: many }}\n"
                   f"clients: [{{ name: App, client_id: {CLIENT}, client_secret: {SECRET} }}]\n"
                   "databases: [{ name: Users }]\nusers:\n")
        for number in range(1, users + 1):
            seed.write(f"  - {{ email: user{number:06}@example.com, password: Lovelace1815 }}\n")
    if os.path.getsize(path) >= MAXIMUM_SEED_BYTES:
        raise SystemExit(f"bench: the seed of {users} users is too large")
    return path


def many_users(executable, state, directory, seconds, rounds, say):
    """Login latencies of 100 and of 100,000 users in memory; then the start, the second start and MB on a file."""
    few = bench.Server(executable, state, seed_of(100, directory))
    many_seed = seed_of(USERS, directory)
    say(f"reading {USERS:,} users")
    many = bench.Server(executable, state, many_seed)
    latencies = {few: [], many: []}
    for number in range(rounds):
        say(f"{USERS:,} users, round {number + 1} of {rounds}")
        for server, user in ((few, "user000050"), (many, f"user{USERS // 2:06}")):
            latencies[server].append(bench.median_latency(server.http + "/oauth/ro", seconds, LOGIN.format(user=user)))
    few.stop()
    many.stop()

    store = ["--store", os.path.join(directory, "users.db")]
    say(f"{USERS:,} users into a file")
    first = bench.Server(executable, state, many_seed, *store)
    login = urllib.request.Request(first.http + "/oauth/ro", LOGIN.format(user=f"user{USERS // 2:06}").encode())
    token = json.load(urllib.request.urlopen(login))["access_token"]
    first.stop()
    reopened = []
    for _ in range(rounds):
        say("opening it again")
        again = bench.Server(executable, state, many_seed, *store)
        reopened.append(again.milliseconds_to_ready)
        urllib.request.urlopen(f"{again.http}/userinfo?access_token={token}").close()
        time.sleep(1)
        resident = again.memory_in_megabytes()
        again.stop()
    size = os.path.getsize(store[1]) / 1024 / 1024
    return (statistics.median(latencies[few]), statistics.median(latencies[many]), many.milliseconds_to_ready,
            first.milliseconds_to_ready, statistics.median(reopened), resident, size)


def rows(executable, seconds, rounds, say):
    """What bench.py adds to its table."""
    def judged(good):
        return "ok" if good else "MISSED"

    with tempfile.TemporaryDirectory() as directory:
        state = os.path.join(directory, "state")
        say(f"making {TENANTS} tenants")
        made, empty, each, before, full, after = fresh_tenants(executable, state)
        memory, file, tail = logins_on_a_file(executable, state, directory, seconds, rounds, say)
        few, many, start, first, again, resident, size = many_users(executable, state, directory, seconds, rounds, say)
    fresh, kept, slower = made - empty, file / memory, many / few
    return [
        ("POST /_understudy/tenants, ms (median)", f"{made:.2f}", "", "", f"of {TENANTS}, made of a parsed seed"),
        ("GET /_understudy/health, ms (median)", f"{empty:.2f}", "", "", "what the transport costs"),
        ("  a fresh tenant, ms", f"{fresh:.2f}", "≤ 2", "≤ 1", judged(fresh <= 2)),
        ("  a fresh tenant, KB", f"{each:.0f}", "≤ 200", "≤ 100", judged(each <= 200)),
        (f"memory after {TENANTS} tenants, MB", f"{before:.0f}", "", "", "used and deleted"),
        (f"  after {TENANTS} more, ÷ before", f"{after / before:.2f}", "≤ 1.1", "≤ 1.1", judged(after <= before * 1.1)),
        ("/oauth/ro in memory, requests/s", f"{memory:,.0f}", "", "", "32 connections"),
        ("/oauth/ro on a file, requests/s", f"{file:,.0f}", "", "", f"p99 {tail}; every answer 2xx"),
        ("  ÷ in memory", f"{kept:.2f}", "≥ 0.5", "≥ 0.8", judged(kept >= 0.5)),
        ("/oauth/ro of 100 users, µs (median)", f"{few:.0f}", "", "", "one request after the other"),
        (f"/oauth/ro of {USERS:,} users, µs", f"{many:.0f}", "", "", "a user in the middle"),
        ("  ÷ of 100 users", f"{slower:.2f}", "≤ 1.2", "≤ 1.2", judged(slower <= 1.2)),
        (f"first start with {USERS:,} users, ms", f"{start:,.0f}", "", "", f"{first:,.0f} into a file"),
        ("second start, from the file, ms", f"{again:,.0f}", "≤ 2,000", "≤ 500", judged(again <= 2000)),
        (f"memory with {USERS:,} users, MB", f"{resident:.0f}", "≤ 512", "≤ 256", judged(resident <= 512)),
        ("  on disk, MB", f"{size:.0f}", "", "", ""),
    ]
