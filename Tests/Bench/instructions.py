"""Counts the instructions of a request, under callgrind: exact, whatever else the machine does.

Usage: instructions.py STRIPPED-EXECUTABLE [--profile FOLDER]

Needs valgrind. Each route is asked 200 times on one connection after a warm-up. With --profile the calls of each route
are left in FOLDER for callgrind_annotate; names then need an executable that is not stripped.
"""

import argparse
import glob
import json
import os
import re
import signal
import subprocess
import tempfile

import bench
import clock

WARM_UP = 200
REQUESTS = 200
EMPTY = ("GET", "/_understudy/health", "")
LOGIN = ("POST", "/oauth/ro", bench.RO.format(client=bench.HS256))


def ask(pipe, route, count):
    method, path, body = route
    for _ in range(count):
        if method == "POST":
            pipe.post(path, [body])
        else:
            pipe.get(path)


def counted(executable, directory, route, name):
    """Instructions of one request."""
    out = os.path.join(directory, f"callgrind.{name}")
    server = subprocess.Popen(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", executable, "serve", "--port", "0",
         "--https-port", "0", "--log-format", "json", "--log-level", "error"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "XDG_STATE_HOME": os.path.join(directory, "state")})
    http = json.loads(server.stdout.readline())["http"]
    pipe = clock.Pipe(http, "localhost")
    ask(pipe, route, WARM_UP)
    subprocess.run(["callgrind_control", "-z", str(server.pid)], check=True, capture_output=True)
    ask(pipe, route, REQUESTS)
    subprocess.run(["callgrind_control", "-d", str(server.pid)], check=True, capture_output=True)
    server.send_signal(signal.SIGKILL)
    server.wait()
    total = 0
    for dump in glob.glob(out + ".*"):
        with open(dump) as lines:
            total += sum(int(found) for found in re.findall(r"^(?:totals|summary): (\d+)", lines.read(), re.M)[:1])
    return total // REQUESTS


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("executable")
    arguments.add_argument("--profile", default=None)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        folder = options.profile or directory
        empty = counted(options.executable, folder, EMPTY, "empty")
        login = counted(options.executable, folder, LOGIN, "login")
    print(f"an empty route             {empty:>9,} instructions")
    print(f"/oauth/ro with HS256       {login:>9,}")
    print(f"  more than an empty one   {login - empty:>9,}")


if __name__ == "__main__":
    main()
