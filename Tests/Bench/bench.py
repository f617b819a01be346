"""Measures a release build: ratios within one run, because machines are noisy.

Usage: bench.py EXECUTABLE [--seconds N] [--rounds N]

Prints a table of what design aims at, what the floor is and what was measured here. Exit code 1 if a floor is missed.
"""

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

import tenants

RO = "client_id={client}&username=ada%40example.com&password=Lovelace1815&grant_type=password" \
    "&connection=Username-Password-Authentication&scope=openid%20email"
HS256 = "QuickstartAppExampleOnly00000000"
RS256 = "QuickstartSpaExampleOnly00000000"


API = "QuickstartApiExampleOnly00000000"

RULES = """
rules:
  - name: trivial
    script: |
      function (user, context, callback) {
        user.plan = 'free';
        callback(null, user, context);
      }
"""


class Server:
    """The quickstart tenant, or that of a seed, on free ports, timed from `exec` to its ready line."""

    def __init__(self, executable, state, *seeds):
        started = time.perf_counter()
        self.process = subprocess.Popen(
            [executable, "serve", *seeds, "--port", "0", "--https-port", "0", "--log-format", "json", "--log-level", "error"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "XDG_STATE_HOME": state})
        ready = json.loads(self.process.stdout.readline())
        self.milliseconds_to_ready = (time.perf_counter() - started) * 1000
        self.http = ready["http"]

    def memory_in_megabytes(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+) kB", status.read()).group(1)) / 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)


def load(url, seconds, body=None):
    """Requests per second by wrk; every answer must be 2xx."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if body is not None:
            script.write(f'wrk.method = "POST"\nwrk.body = {json.dumps(body)}\n'
                         'wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n')
        script.flush()
        out = subprocess.run(["wrk", "-t2", "-c32", f"-d{seconds}s", "--latency", "-s", script.name, url],
                             check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in out:
        sys.exit(f"bench: {url} did not answer 200\n{out}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), re.search(r"(?m)^\s+99%\s+(\S+)", out).group(1)


def median_latency(url, seconds, body):
    """Microseconds of one request after the other, by wrk's own clock."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(f'wrk.method = "POST"\nwrk.body = {json.dumps(body)}\n'
                     'wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n'
                     'done = function(summary, latency) print("MEDIAN " .. latency:percentile(50)) end\n')
        script.flush()
        out = subprocess.run(["wrk", "-t1", "-c1", f"-d{seconds}s", "-s", script.name, url],
                             check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in out:
        sys.exit(f"bench: {url} did not answer 200\n{out}")
    return float(re.search(r"MEDIAN ([\d.]+)", out).group(1))


def quickstart_with(text, directory):
    quickstart = os.path.join(os.path.dirname(__file__), "..", "..", "Seeds", "quickstart.yaml")
    path = os.path.join(directory, "rules.yaml")
    with open(quickstart) as source, open(path, "w") as seed:
        seed.write(source.read() + text)
    return path


def openssl_signatures(seconds):
    out = subprocess.run(["openssl", "speed", "-seconds", str(seconds), "-multi", str(os.cpu_count()), "rsa2048"],
                         check=True, capture_output=True, text=True).stdout
    return float(re.search(r"rsa 2048 bits\s+\S+\s+\S+\s+([\d.]+)", out).group(1))


def tokens(http):
    request = urllib.request.Request(http + "/oauth/ro", RO.format(client=HS256).encode())
    return json.load(urllib.request.urlopen(request))


def delegation(id_token):
    return f"client_id={HS256}&grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&target={API}&id_token={id_token}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("executable")
    arguments.add_argument("--seconds", type=int, default=4)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    interactive = sys.stderr.isatty()

    def say(text):
        if interactive:
            print(f"bench: {text} …", file=sys.stderr)

    with tempfile.TemporaryDirectory() as state:
        say("starting 21 times")
        starts = []
        for _ in range(21):
            server = Server(options.executable, state)
            starts.append(server.milliseconds_to_ready)
            server.stop()
        server = Server(options.executable, state)
        time.sleep(1)
        memory = server.memory_in_megabytes()
        rows = {"empty": [], "hs256": [], "delegation": [], "rs256": [], "userinfo": [], "openssl": []}
        tails = {}
        issued = tokens(server.http)
        for number in range(options.rounds):
            say(f"round {number + 1} of {options.rounds}")
            # One thing after the other within a round, so that a slow minute of the machine hits all of them.
            rows["openssl"].append(openssl_signatures(options.seconds))
            for name, path, body in [
                ("empty", "/testall", None),
                ("hs256", "/oauth/ro", RO.format(client=HS256)),
                ("delegation", "/delegation", delegation(issued["id_token"])),
                ("rs256", "/oauth/ro", RO.format(client=RS256)),
                ("userinfo", f"/userinfo?access_token={issued['access_token']}", None),
            ]:
                rate, tails[name] = load(server.http + path, options.seconds, body)
                rows[name].append(rate)
        loaded = server.memory_in_megabytes()
        with_rules = Server(options.executable, state, quickstart_with(RULES, state))
        login = RO.format(client=HS256)
        plain, ruled = [], []
        for number in range(options.rounds):
            say(f"one rule, round {number + 1} of {options.rounds}")
            plain.append(median_latency(server.http + "/oauth/ro", options.seconds, login))
            ruled.append(median_latency(with_rules.http + "/oauth/ro", options.seconds, login))
        rule = statistics.median(ruled) - statistics.median(plain)
        with_rules.stop()
        server.stop()
    more = tenants.rows(options.executable, options.seconds, options.rounds, say)

    rate = {name: statistics.median(values) for name, values in rows.items()}
    hs256, rs256 = rate["hs256"] / rate["empty"], rate["rs256"] / rate["openssl"]
    delegated = rate["delegation"] / rate["empty"]
    ready = statistics.median(starts)
    table = [
        ("what", "measured", "floor", "aim", ""),
        ("empty route (/testall), requests/s", f"{rate['empty']:,.0f}", "", "", f"p99 {tails['empty']}"),
        ("openssl speed rsa2048, signatures/s", f"{rate['openssl']:,.0f}", "", "", f"{os.cpu_count()} cores"),
        ("/oauth/ro HS256, requests/s", f"{rate['hs256']:,.0f}", "", "", f"p99 {tails['hs256']}"),
        ("  ÷ empty route", f"{hs256:.2f}", "≥ 0.35", "≥ 0.5", "ok" if hs256 >= 0.35 else "MISSED"),
        ("/delegation HS256, requests/s", f"{rate['delegation']:,.0f}", "", "", f"p99 {tails['delegation']}"),
        ("  ÷ empty route", f"{delegated:.2f}", "≥ 0.35", "≥ 0.5", "ok" if delegated >= 0.35 else "MISSED"),
        ("/oauth/ro RS256, requests/s", f"{rate['rs256']:,.0f}", "", "", f"p99 {tails['rs256']}"),
        ("  ÷ openssl speed", f"{rs256:.2f}", "≥ 0.5", "≥ 0.7", "ok" if rs256 >= 0.5 else "MISSED"),
        ("/userinfo, requests/s", f"{rate['userinfo']:,.0f}", "", "", f"p99 {tails['userinfo']}"),
        ("/oauth/ro alone, µs (median)", f"{statistics.median(plain):.0f}", "", "", "one request after the other"),
        ("  one trivial rule adds, µs", f"{rule:.0f}", "≤ 300", "≤ 100", "ok" if rule <= 300 else "MISSED"),
        ("start to ready, ms (median of 21)", f"{ready:.0f}", "≤ 60", "≤ 40", "ok" if ready <= 60 else "MISSED"),
        ("idle memory, MB", f"{memory:.0f}", "≤ 60", "≤ 40", "ok" if memory <= 60 else "MISSED"),
        ("memory after the load, MB", f"{loaded:.0f}", "", "", "every issued token is remembered for 24 h"),
        *more,
    ]
    widths = [max(len(row[column]) for row in table) for column in range(5)]
    for row in table:
        print("  ".join(cell.rjust(width) if 0 < index < 4 else cell.ljust(width)
                        for index, (cell, width) in enumerate(zip(row, widths))).rstrip())
    return any("MISSED" in row for row in table)


if __name__ == "__main__":
    sys.exit(main())
