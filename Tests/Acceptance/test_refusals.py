"""Whoever is refused learns why: on the terminal, in either format of the log, and in the journal."""

import json
import os
import re
import subprocess

import pytest
import requests

from emulator import STOP_SECONDS, executable
from seeds import DATABASE, ENCODED

REASON = "Wrong password for ada@example.com"


def refused_login(http: str) -> None:
    answer = requests.post(
        f"{http}/oauth/ro",
        data={
            "client_id": ENCODED,
            "username": "ada@example.com",
            "password": "canary-password",
            "connection": DATABASE,
            "scope": "openid",
        },
        timeout=10,
    )
    # The real tenant's words, which do not tell a wrong name from a wrong password.
    assert (answer.status_code, answer.json()["error_description"]) == (401, "Wrong email or password.")


def test_the_journal_has_reason_client_and_user(serve, seed_file):
    emulator = serve(seed_file)
    refused_login(emulator.http)
    (entry,) = [entry for entry in emulator.control("GET", "/journal")["entries"] if entry["path"] == "/oauth/ro"]
    assert entry["error"] == "invalid_user_password"
    assert REASON in entry["reason"]
    assert (entry["client"], entry["client_name"]) == (ENCODED, "Encoded")
    assert entry["user"].startswith("auth0|")


def test_the_log_for_programs_has_one_line_for_a_refusal(serve, seed_file):
    emulator = serve(seed_file)
    refused_login(emulator.http)
    requests.get(f"{emulator.http}/test", timeout=10)
    emulator.stop()
    lines = [json.loads(line) for line in emulator.logged().splitlines()]
    (refusal,) = [line for line in lines if "refused" in line["message"]]
    assert refusal["level"] == "info"
    assert REASON in refusal["message"] and "POST /oauth/ro 401" in refusal["message"]
    assert ENCODED in refusal["client"] and refusal["user"].startswith("auth0|")
    assert "canary" not in emulator.logged()


def test_the_log_for_people_has_one_line_for_a_refusal(seed_file, state_home):
    with subprocess.Popen(
        [executable(), "serve", seed_file, "--port", "0", "--https-port", "0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "XDG_STATE_HOME": str(state_home)},
    ) as process:
        for line in process.stdout:
            if found := re.search(r"http://(?:127\.0\.0\.1|localhost):\d+", line):
                break
        refused_login(found[0])
        process.terminate()
        _, log = process.communicate(timeout=STOP_SECONDS)
    (line,) = [line for line in log.splitlines() if "refused" in line]
    assert " info " in line and REASON in line and ENCODED in line
    assert "canary" not in log


@pytest.mark.parametrize("level, lines", [("info", 1), ("warning", 0)])
def test_a_refusal_is_logged_at_info(serve, seed_file, level, lines):
    emulator = serve(seed_file, "--log-level", level)
    refused_login(emulator.http)
    emulator.stop()
    assert emulator.logged().count("refused") == lines
