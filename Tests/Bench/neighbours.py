"""Measures what a tenant feels while the rules of another run away (catalogue RJ, LT-15).

Usage: neighbours.py EXECUTABLE [--seconds N]

Two tenants in one process. One has a rule that explodes on request, in each way of the list; meanwhile the other one
logs people in, and its 99th percentile is compared with its own in peace. Exit code 1 where it is more than twice.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request

BOMBS = {
    "loop": "while (true) {}",
    "recursion": "const f = () => f(); while (true) { try { f(); } catch (e) {} }",
    "regular expression": "/^(a+)+$/.test('a'.repeat(60) + '!');",
    "memory": "const a = []; while (true) a.push(new Array(1000).fill(a.length));",
    "pollution": "Object.prototype.x = 1; while (true) ({}).x;",
    "escape": "for (;;) { try { require('fs'); } catch (e) {} try { new Function('return process')().exit(); } catch (e) {} }",
    "huge output": "console.log('x'.repeat(1e7)); user.x = 'x'.repeat(5e6); callback(null, user, context); return;",
    "slow stub": "request.get('https://slow.example/', () => callback(null, user, context)); return;",
    "not JSON": "user.self = user; callback(null, user, context); return;",
}

COMMON = """version: 1
emulator: {{ name: {name}, {rules} }}
clients:
  - {{ name: App, client_id: {client}, client_secret: ZXhhbXBsZS1vbmx5LXNlY3JldC1vZi10aGUtYmVuY2gtdGVuYW50 }}
databases: [{{ name: Users }}]
users: [{{ email: ada@example.com, password: Lovelace1815 }}]
"""
CLIENT = "NeighbourBenchExampleOnly0000000"
BODY = f"client_id={CLIENT}&connection=Users&username=ada%40example.com&password=Lovelace1815&scope=openid"


def seeds(directory):
    sandbox = 'rules: { timeout_ms: 1500, memory_mb: 192, stubs: [{ url: "https://slow.example/", delay_ms: 1000, text: slow }] }'
    cases = "\n".join(f"          case {json.dumps(name)}: {{ {bomb} }} break;" for name, bomb in BOMBS.items())
    bombs = COMMON.format(name="bombs", client=CLIENT, rules=sandbox) + f"""rules:
  - name: bomb
    script: |
      function (user, context, callback) {{
        switch (context.request.body.bomb) {{
{cases}
        }}
        callback(null, user, context);
      }}
"""
    victim = COMMON.format(name="victim", client=CLIENT, rules="strict: false")
    paths = []
    for name, text in [("victim", victim), ("bombs", bombs)]:
        paths.append(os.path.join(directory, f"{name}.yaml"))
        with open(paths[-1], "w") as file:
            file.write(text)
    return paths


def p99(http, seconds):
    """Milliseconds, of logins of the first tenant, four at a time."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(f'wrk.method = "POST"\nwrk.body = "{BODY}"\n'
                     'wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n'
                     'done = function(s, latency) print("P99 " .. latency:percentile(99)) end\n')
        script.flush()
        out = subprocess.run(["wrk", "-t1", "-c4", f"-d{seconds}s", "-s", script.name, http + "/oauth/ro"],
                             check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in out:
        sys.exit(f"neighbours: the victim did not answer 200\n{out}")
    return float(re.search(r"P99 ([\d.]+)", out).group(1)) / 1000


class Bomber:
    """Two people who log in with the bomb, again and again."""

    def __init__(self, http, bomb):
        self.stopped = threading.Event()
        self.answers = []
        self.threads = [threading.Thread(target=self.work, args=(http, bomb)) for _ in range(2)]
        for thread in self.threads:
            thread.start()

    def work(self, http, bomb):
        body = (BODY + "&bomb=" + bomb.replace(" ", "+")).encode()
        while not self.stopped.is_set():
            request = urllib.request.Request(http + "/oauth/ro", body, {"Host": "bombs.localhost"})
            try:
                self.answers.append(urllib.request.urlopen(request, timeout=30).status)
            except urllib.error.HTTPError as error:
                self.answers.append(error.code)

    def stop(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join()
        return sorted(set(self.answers))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("executable")
    arguments.add_argument("--seconds", type=int, default=4)
    options = arguments.parse_args()
    missed = False
    with tempfile.TemporaryDirectory() as state:
        server = subprocess.Popen(
            [options.executable, "serve", *seeds(state), "--port", "0", "--https-port", "0", "--log-format", "json",
             "--log-level", "critical"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "XDG_STATE_HOME": state})
        http = json.loads(server.stdout.readline())["http"]
        p99(http, 1)
        for name in BOMBS:
            peace = p99(http, options.seconds)
            bomber = Bomber(http, name)
            war = p99(http, options.seconds)
            answers = bomber.stop()
            verdict = "ok" if war <= 2 * peace else "MISSED"
            missed = missed or verdict == "MISSED"
            print(f"{name:20} p99 {peace:6.2f} ms, during {war:6.2f} ms = {war / peace:4.2f}×  "
                  f"{len(bomber.answers)} bombs answered {answers}  {verdict}")
        server.send_signal(signal.SIGTERM)
        server.wait(10)
    return missed


if __name__ == "__main__":
    sys.exit(main())
