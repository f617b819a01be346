"""Tenants in a file: what was answered is on disk, whatever ends the process, and what is not ours is left alone."""

import contextlib
import itertools
import mmap
import os
import queue
import random
import resource
import shutil
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

import jwt
import pytest
import requests
import yaml

from crash import (
    CALLBACK,
    GONE,
    WRITERS,
    Kept,
    Life,
    Line,
    Promises,
    free_ports,
    refused,
    writers_seed,
)
from emulator import STOP_SECONDS, Emulator, executable
from seeds import DATABASE, ENCODED, PASSWORD, SPA, written
from walk import Walk, told

ROUNDS = int(os.environ.get("UNDERSTUDY_CRASH_ROUNDS", "25"))
ROUNDS_OF_ONE_FILE = 50
SEED = int(os.environ.get("UNDERSTUDY_CRASH_SEED", "1815"))
ADA = "ada@example.com"
MAY_4 = "2016-05-04T12:00:00Z"

# Root may write anything; without this it may not.
PLAIN = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
COUNTS_SYNCS = """
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
static unsigned *count;
__attribute__((constructor)) static void share(void) {
  int file = open(getenv("SYNCS"), O_RDWR);
  count = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
}
int fsync(int file) { __sync_fetch_and_add(count, 1); return syscall(SYS_fsync, file); }
int fdatasync(int file) { __sync_fetch_and_add(count, 1); return syscall(SYS_fdatasync, file); }
"""


@pytest.fixture(scope="module")
def seed_text() -> str:
    return writers_seed()


@pytest.fixture
def keep(state_home, tmp_path, seed_text):
    """Makes stores; whatever still runs on them at the end of the test is killed."""
    kept: list[Kept] = []

    def make(*options: str, text: str = seed_text, name: str = "state.db") -> Kept:
        folder = tmp_path / f"store{len(kept)}"
        folder.mkdir()
        one = Kept(folder / name, written(tmp_path, text), state_home, list(options))
        kept.append(one)
        return one

    yield make
    for one in kept:
        one.close()


@pytest.fixture
def kept(keep) -> Kept:
    return keep()


def digest(life: Life) -> str:
    return life.control("GET", "/digest")["digest"]


def export(life: Life) -> str:
    answer = requests.get(f"{life.http}/_understudy/export", timeout=30)
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


def listed(life: Life) -> list[dict]:
    """The tenants of the process, without what time it is there."""
    return [
        {key: value for key, value in tenant.items() if key != "clock"}
        for tenant in life.control("GET", "/tenants")["tenants"]
    ]


def login(life: Life, username: str = ADA, device: str = "laptop") -> dict:
    with Line(life) as line:
        status, answer = line.log_in(username, device)
    assert status == 200, answer
    return answer


def authorize(walk: Walk, client: str = ENCODED, **more: str) -> requests.Response:
    """Asks for a code or tokens; with the session of an earlier login there is no page in between."""
    asked = {"client_id": client, "redirect_uri": CALLBACK, "response_type": "code", "scope": "openid", "state": "s"}
    return walk.authorize(**{**asked, **more})


def signed_in(life: Life) -> Walk:
    walk = Walk(life.https)
    assert told(walk.submit(authorize(walk), username=ADA, password=PASSWORD))["code"]
    return walk


def closed(kept: Kept) -> dict:
    """A store with one login in it, in good order and with nobody on it. Answers the login."""
    life = kept.open()
    answer = login(life)
    life.stop()
    return answer


# CS-01, CS-02: killed at any moment


def test_cs_01_every_answered_write_survives_a_kill_at_any_moment(keep):
    chance = random.Random(SEED)
    for first in range(0, ROUNDS, ROUNDS_OF_ONE_FILE):
        rounds = range(first, min(first + ROUNDS_OF_ONE_FILE, ROUNDS))
        kill_again_and_again(keep(), rounds, chance)


def kill_again_and_again(kept: Kept, rounds: range, chance: random.Random):
    promises = Promises(random.Random(chance.random()))
    life, fresh = kept.open(), None
    for number in rounds:
        try:
            if fresh:
                promises.verify(life, fresh)
            delay = chance.uniform(0.01, 0.15)

            def strike(delay=delay, life=life):
                time.sleep(delay)
                life.kill()

            fresh = promises.write(life, strike)
            kept.check()
            if number % 5 == 4:  # killed while it opens, too
                opening = kept.begin()
                time.sleep(chance.uniform(0, 0.3))
                opening.kill()
                kept.check()
            life = kept.open()
        except AssertionError as failure:
            raise AssertionError(f"seed {SEED}, round {number}: {failure}; said:\n{life.logged()}") from failure
    promises.verify(life, fresh, older=200)
    promises.verify_counts(export(life))
    assert sum(promises.logins) > len(rounds)
    life.stop()
    kept.check()


def test_cs_01_tenants_and_snapshots_are_there_whole_or_not_at_all(keep):
    chance = random.Random(SEED)
    kept = keep("--clock", MAY_4)
    life = kept.open()
    fresh = digest(life)
    made: dict[str, bool] = {}  # whether it was answered
    for number in range(max(5, ROUNDS // 5)):

        def make(life=life, number=number):
            for name in (f"t{number}-{step}" for step in itertools.count()):
                for path, doubt in (("tenants", name), ("snapshots", f"s-{name}")):
                    made[doubt] = False
                    try:
                        life.control("POST", f"/{path}", {"name": doubt})
                    except requests.RequestException:
                        return
                    made[doubt] = True

        maker = threading.Thread(target=make)
        maker.start()
        time.sleep(chance.uniform(0.02, 0.15))
        life.kill()
        maker.join()
        kept.check()
        life = kept.open()
        where = f"seed {SEED}, round {number}"
        tenants = [tenant["name"] for tenant in listed(life)][1:]
        snapshots = [snapshot["name"] for snapshot in life.control("GET", "/snapshots")["snapshots"]]
        assert len(set(tenants)) == len(tenants) and len(set(snapshots)) == len(snapshots), where
        found = {*tenants, *snapshots}
        assert {name for name, answered in made.items() if answered} <= found <= set(made), where
        for name in chance.sample(tenants, min(5, len(tenants))):
            host = {"Host": f"{name}.localhost:{kept.ports[0]}"}
            answer = requests.get(f"{life.http}/_understudy/digest", headers=host, timeout=10)
            assert answer.json()["digest"] == fresh, where
        for name in chance.sample(snapshots, min(3, len(snapshots))):
            life.control("POST", f"/snapshots/{name}/restore")
            assert digest(life) == fresh, where
    assert made


def test_cs_02_a_code_succeeds_at_most_once_over_both_lives(kept):
    chance = random.Random(SEED)
    life = kept.open()
    walk = signed_in(life)
    interrupted = 0
    for number in range(max(5, ROUNDS // 5)):
        codes = [told(authorize(walk))["code"] for _ in range(40)]
        outcomes: dict[str, list[int | None]] = {code: [] for code in codes}
        waiting: queue.SimpleQueue = queue.SimpleQueue()
        for code in codes:
            waiting.put(code)

        def redeem(life=life, outcomes=outcomes, waiting=waiting):
            with Line(life) as line, contextlib.suppress(queue.Empty, *GONE):
                while True:
                    code = waiting.get_nowait()
                    outcomes[code].append(None)  # asked, and so far not answered
                    outcomes[code][-1] = line.redeem(code)[0]

        threads = [threading.Thread(target=redeem) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        time.sleep(chance.uniform(0, 0.04))
        life.kill()
        for thread in threads:
            thread.join()
        life = kept.open()
        with Line(life) as line:
            for code in codes * 2:
                outcomes[code].append(line.redeem(code)[0])
        where = f"seed {SEED}, round {number}"
        for code, (*first, second, third) in outcomes.items():
            said = f"{where}: {first} before, then {second} and {third} for {code}"
            interrupted += first == [None]
            assert {status for status in (*first, second, third) if status} <= {200, 403}, said
            assert (*first, second, third).count(200) <= 1, said
            if first != [None]:  # nothing is open about it
                assert (*first, second, third).count(200) == 1, said
    assert interrupted, "no exchange was ever interrupted: nothing was tested"


def test_cs_13_what_was_answered_while_it_stopped_is_on_disk(kept):
    promises = Promises(random.Random(SEED))
    life = kept.open()

    def stop():
        time.sleep(0.5)
        assert life.stop() < STOP_SECONDS

    fresh = promises.write(life, stop)
    kept.check()
    life = kept.open()
    promises.verify(life, fresh)
    promises.verify_counts(export(life))


# Everything resumes


@pytest.mark.parametrize("end", [Life.stop, Life.kill], ids=["stopped", "killed"])
def test_all_that_a_tenant_remembers_is_there_again(end, kept):
    life = kept.open()
    walk = signed_in(life)
    spent, unspent = (told(authorize(walk))["code"] for _ in range(2))
    under_way = Walk(life.https)
    page = authorize(under_way, prompt="login")
    first, second = login(life), login(life, device="phone")
    with Line(life) as line:
        assert line.redeem(spent)[0] == 200
        assert line.revoke(second["refresh_token"])[0] == 200
    minted = life.mint(kind="refresh", client=ENCODED, user=ADA, scope="openid offline_access")
    before = digest(life), export(life), life.control("GET", "/clock/timeline")["events"]
    end(life)

    life = kept.open()
    assert (digest(life), export(life)) == before[:2]
    assert life.control("GET", "/clock/timeline")["events"] == before[2]
    with Line(life) as line:
        assert line.profile(first["access_token"])[1]["email"] == ADA
        assert line.refresh(first["refresh_token"])[0] == 200
        assert line.refresh(minted)[0] == 200
        assert line.refresh(second["refresh_token"])[0] == 403
        assert (line.redeem(spent)[0], line.redeem(unspent)[0]) == (403, 200)
    assert told(authorize(walk, prompt="none"))["code"]
    assert told(under_way.submit(page, username=ADA, password=PASSWORD))["code"]


def test_cs_20_the_key_stays_and_earlier_tokens_verify(kept):
    life = kept.open()
    walk = signed_in(life)
    token = told(authorize(walk, client=SPA, response_type="id_token", nonce="n"))["id_token"]
    keys = requests.get(f"{life.https}/.well-known/jwks.json", timeout=10).json()
    life.stop()

    life = kept.open()
    assert requests.get(f"{life.https}/.well-known/jwks.json", timeout=10).json() == keys
    key = jwt.PyJWKClient(f"{life.https}/.well-known/jwks.json").get_signing_key_from_jwt(token).key
    claims = jwt.decode(token, key, algorithms=["RS256"], audience=SPA, issuer=life.issuer)
    answer = requests.post(f"{life.https}/tokeninfo", data={"id_token": token}, timeout=10)
    assert answer.json()["user_id"] == claims["sub"]
    again = told(authorize(walk, client=SPA, response_type="id_token", nonce="n", prompt="none"))["id_token"]
    assert jwt.decode(again, key, algorithms=["RS256"], audience=SPA, issuer=life.issuer)["sub"] == claims["sub"]


@pytest.mark.parametrize("end", [Life.stop, Life.kill], ids=["stopped", "killed"])
def test_ids_go_on_where_they_were(end, keep, state_home):
    chosen = ["--clock", MAY_4, "--entropy", "a text of ours"]
    kept = keep(*chosen)
    two_lives = []
    for _ in range(2):
        life = kept.open()
        two_lives += [login(life, device=f"device {number}") for number in range(3)]
        end(life)
    one_life = Life(kept.seed, *chosen, state_home=state_home, ports=kept.ports).wait_until_ready()
    try:
        in_memory = [login(one_life, device=f"device {number}") for number in [0, 1, 2] * 2]
    finally:
        one_life.stop()
    assert len({answer["access_token"] for answer in two_lives}) == 6
    assert two_lives == in_memory


def test_a_reset_lasts(kept):
    life = kept.open()
    fresh = digest(life)
    token = login(life)["access_token"]
    life.control("POST", "/reset")
    life.kill()
    life = kept.open()
    assert digest(life) == fresh
    with Line(life) as line:
        assert line.profile(token)[0] == 401


def test_tenants_and_snapshots_made_while_it_ran_are_there_again(kept):
    life = kept.open()
    for name in ("stays", "goes"):
        life.control("POST", "/tenants", {"name": name, "seed": "acceptance"})
    life.control("POST", "/snapshots", {"name": "before"})
    login(life)
    life.control("DELETE", "/tenants/goes")
    port = kept.ports[0]
    there = {"Host": f"stays.localhost:{port}"}
    answer = requests.post(f"{life.http}/oauth/ro", headers=there, timeout=10, data={
        "client_id": ENCODED, "connection": DATABASE, "username": ADA, "password": PASSWORD, "scope": "openid"})
    assert answer.status_code == 200, answer.text
    token = answer.json()["access_token"]
    before = listed(life)
    life.kill()

    life = kept.open()
    assert listed(life) == before
    assert [tenant["name"] for tenant in before] == ["acceptance", "stays"]
    answer = requests.get(f"{life.http}/userinfo", headers={**there, "Authorization": f"Bearer {token}"}, timeout=10)
    assert answer.json()["email"] == ADA
    changed = digest(life)
    life.control("POST", "/snapshots/before/restore")
    assert digest(life) != changed


def test_it_serves_what_it_kept_on_other_ports(kept):
    token = closed(kept)["access_token"]
    kept.ports = free_ports(2)
    life = kept.open()
    assert life.domain == f"localhost:{kept.ports[1]}"
    answer = requests.get(f"{life.https}/.well-known/openid-configuration", timeout=10)
    assert answer.json()["issuer"] == life.issuer
    with Line(life) as line:
        assert line.profile(token)[1]["email"] == ADA


# TT-20: time


@pytest.mark.parametrize("end", [Life.stop, Life.kill], ids=["stopped", "killed"])
def test_tt_20_a_frozen_clock_stands_where_it_stood(end, keep):
    kept = keep("--clock", MAY_4)
    life = kept.open()
    token = login(life)["access_token"]
    life.clock.advance(by="PT10H")
    end(life)
    life = kept.open()
    assert life.clock.read() == {"now": "2016-05-04T22:00:00.000Z", "unix": 1462399200, "mode": "frozen"}
    with Line(life) as line:
        assert line.profile(token)[0] == 200
        life.clock.advance(by="PT14H")
        end(life)
    life = kept.open()
    with Line(life) as line:
        assert line.profile(token)[0] == 401
    life.clock.set(now=MAY_4)  # what time has ended stays ended
    end(life)
    life = kept.open()
    assert life.clock.read()["now"] == "2016-05-04T12:00:00.000Z"
    with Line(life) as line:
        assert line.profile(token)[0] == 401


@pytest.mark.parametrize("end", [Life.stop, Life.kill], ids=["stopped", "killed"])
def test_tt_20_a_clock_with_an_offset_runs_on_with_it(end, kept):
    life = kept.open()
    before = life.clock.set(now="2017-02-03T04:05:06Z", mode="running")
    assert before["mode"] == "running"
    start = time.monotonic()
    end(life)
    life = kept.open()
    after = life.clock.read()
    assert after["mode"] == "running"
    assert 0 <= after["unix"] - before["unix"] <= time.monotonic() - start + 2


@pytest.mark.parametrize("end", [Life.stop, Life.kill], ids=["stopped", "killed"])
def test_tt_20_a_clock_that_follows_the_machine_goes_on_following_it(end, kept):
    life = kept.open()
    life.clock.advance(by="PT1H")
    life.control("DELETE", "/clock")
    end(life)
    after = kept.open().clock.read()
    assert after["mode"] == "running"
    assert abs(after["unix"] - time.time()) <= 2


# CS-17: again and again


def test_cs_17_twenty_starts_on_one_port(kept):
    tokens = []
    for _ in range(20):
        life = kept.open()
        tokens.append(login(life)["access_token"])
        life.stop()
    life = kept.open()
    with Line(life) as line:
        assert [line.profile(token)[0] for token in tokens] == [200] * 20


def test_a_tenant_deleted_at_work_costs_no_other_tenant_a_request(kept):
    life = kept.open()
    host = f"b.localhost:{kept.ports[0]}"
    answers: dict[str, list[int]] = {"first": [], "deleted": [], "control": []}
    done = threading.Event()

    def work(whose: str, headers: dict[str, str]):
        with Line(life) as line:
            while not done.is_set():
                answers[whose].append(line.send("POST", "/oauth/ro", {
                    "client_id": ENCODED, "connection": DATABASE, "username": ADA, "password": PASSWORD,
                    "scope": "openid offline_access", "device": "laptop",
                }, **headers)[0])

    threads = [threading.Thread(target=work, args=("first", {})) for _ in range(4)]
    threads += [threading.Thread(target=work, args=("deleted", {"Host": host})) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(30):
            for method, path, body in (("POST", "", {"name": "b"}), ("DELETE", "/b", None)):
                answer = requests.request(method, f"{life.http}/_understudy/tenants{path}", json=body, timeout=10)
                answers["control"].append(answer.status_code)
                time.sleep(0.02)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    counts = {whose: dict(Counter(found)) for whose, found in answers.items()}
    assert counts["first"].keys() == {200}, counts
    assert 200 in counts["deleted"] and counts["deleted"].keys() <= {200, 404, 421}, counts
    assert counts["control"] == {201: 30, 204: 30}, counts
    before = digest(life), listed(life)
    life.kill()
    kept.check()
    life = kept.open()
    assert (digest(life), listed(life)) == before


# The file


def test_pv_05_the_file_is_its_owners_alone(kept):
    life = kept.open(umask=0)
    login(life)
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in kept.path.parent.iterdir()}
    assert "state.db" in modes and set(modes.values()) == {"0o600"}
    life.stop()
    life = kept.open(umask=0)
    login(life)
    assert {oct(path.stat().st_mode & 0o777) for path in kept.path.parent.iterdir()} == {"0o600"}


def test_a_file_in_good_order_is_one_file_and_says_whose_it_is(kept):
    closed(kept)
    assert [path.name for path in kept.path.parent.iterdir()] == ["state.db"]
    kept.check()
    header = kept.path.read_bytes()[:100]
    assert header[68:72] != bytes(4)  # application_id
    assert (header[18], header[19]) == (2, 2)  # write-ahead log


def test_cc_19_a_second_process_is_turned_away_and_the_first_unharmed(kept):
    life = kept.open()
    token = login(life)["access_token"]
    second = subprocess.run(
        [executable(), "serve", kept.seed, "--store", str(kept.path), "--port", "0", "--https-port", "0"],
        capture_output=True, text=True, timeout=10, env={**os.environ, "XDG_STATE_HOME": str(kept.state_home)},
    )
    assert (second.returncode, second.stdout) == (1, "")
    assert str(kept.path) in second.stderr
    with Line(life) as line:
        assert line.profile(token)[0] == 200
    token = login(life)["access_token"]
    life.stop()
    kept.check()
    with Line(kept.open()) as line:
        assert line.profile(token)[0] == 200


def test_cc_19_of_four_that_start_at_once_one_gets_the_file(kept):
    lives = []
    for _ in range(4):
        kept.ports = free_ports(2)
        lives.append(kept.begin())
    ready = []
    for life in lives:
        with contextlib.suppress(RuntimeError):
            ready.append(life.wait_until_ready())
    assert len(ready) == 1, [life.logged() for life in lives]
    assert {life.process.wait(timeout=STOP_SECONDS) for life in lives if life is not ready[0]} == {1}
    token = login(ready[0])["access_token"]
    with Line(ready[0]) as line:
        assert line.profile(token)[0] == 200


@pytest.mark.parametrize("deleted", [["-shm"], ["-shm", "-wal"]], ids=" ".join)
def test_cs_04_what_lay_beside_the_file_is_deleted(deleted, kept):
    settled = closed(kept)
    life = kept.open()
    recent = login(life)
    life.kill()
    assert Path(f"{kept.path}-wal").exists()
    for suffix in deleted:
        Path(f"{kept.path}{suffix}").unlink(missing_ok=True)
    life = kept.open()
    with Line(life) as line:
        assert line.profile(settled["access_token"])[0] == 200
        assert line.refresh(settled["refresh_token"])[0] == 200
        if "-wal" not in deleted:  # with it the latest went
            assert line.profile(recent["access_token"])[0] == 200
    login(life)
    life.stop()
    kept.check()


def test_cs_04_a_log_deleted_before_anything_settled(kept):
    life = kept.open()
    login(life)
    life.kill()
    Path(f"{kept.path}-wal").unlink()
    Path(f"{kept.path}-shm").unlink(missing_ok=True)
    life = kept.open()  # as new: nothing older is there
    login(life)
    life.stop()
    kept.check()


# CS-05, CS-07, CS-08, CS-19: what cannot be a store


def another_program(path: Path, *statements: str):
    with contextlib.closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def random_bytes(path: Path):
    path.write_bytes(random.Random(SEED).randbytes(20_000))


def half_a_header(path: Path):
    path.write_bytes(b"SQLite format 3\0" + bytes(30))


def random_bytes_under_a_good_header(path: Path):
    another_program(path, "CREATE TABLE t (a)")
    path.write_bytes(path.read_bytes()[:100] + random.Random(SEED).randbytes(8092))


def a_database(path: Path):
    another_program(path, "CREATE TABLE notes (text)", "INSERT INTO notes VALUES ('mine')")


def a_database_with_a_log(path: Path):
    another_program(path, "PRAGMA journal_mode = WAL", "CREATE TABLE notes (text)")


def a_migrated_database(path: Path):
    another_program(
        path,
        "PRAGMA application_id = 252006674",
        "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)",
        "INSERT INTO grdb_migrations VALUES ('v1')",
    )


NOT_OURS = {
    "random bytes": random_bytes,
    "empty": Path.touch,
    "one byte": lambda path: path.write_bytes(b"\0"),
    "a directory": Path.mkdir,
    "a text": lambda path: path.write_text("version: 1\nclients: []\n"),
    "half a header": half_a_header,
    "a good header": random_bytes_under_a_good_header,
    "another program's database": a_database,
    "another program's database with a log": a_database_with_a_log,
    "another program's migrated database": a_migrated_database,
    "a socket": lambda path: os.mknod(path, 0o600 | 0o140000),
}


@pytest.mark.parametrize("make", NOT_OURS.values(), ids=NOT_OURS)
def test_cs_05_what_is_not_ours_is_left_alone(make, kept):
    make(kept.path)
    before = kept.path.stat()
    refused(kept)
    assert kept.path.stat().st_mtime_ns == before.st_mtime_ns and kept.path.stat().st_mode == before.st_mode


def test_cs_05_a_pipe_does_not_hold_it_up(kept):
    os.mkfifo(kept.path)
    refused(kept)


def test_cs_05_half_a_store_is_refused_or_whole(kept):
    closed(kept)
    whole = kept.path.read_bytes()
    kept.path.write_bytes(whole[: len(whole) // 2])
    refused(kept)
    kept.path.write_bytes(whole)
    login(kept.open())


@pytest.mark.skipif(bool(PLAIN) and not shutil.which("setpriv"), reason="root may write anything")
@pytest.mark.parametrize("mode, place", [(0o400, "file"), (0o000, "file"), (0o500, "folder")])
def test_cs_07_a_store_that_cannot_be_written(mode, place, kept):
    closed(kept)
    target = kept.path if place == "file" else kept.path.parent
    target.chmod(mode)
    try:
        refused(kept, PLAIN)
    finally:
        target.chmod(0o700)
    login(kept.open())


@pytest.mark.skipif(bool(PLAIN) and not shutil.which("setpriv"), reason="root may write anything")
@pytest.mark.parametrize("mode", [0o500, 0o000])
def test_cs_08_a_folder_without_permission(mode, kept):
    kept.path.parent.chmod(mode)
    try:
        refused(kept, PLAIN)
    finally:
        kept.path.parent.chmod(0o700)
    assert list(kept.path.parent.iterdir()) == []


def test_cs_08_a_missing_folder(kept):
    kept.path = kept.path.parent / "missing" / "state.db"
    refused(kept)
    assert not kept.path.parent.exists()


def test_cs_19_a_file_of_a_newer_version_is_left_alone(kept):
    closed(kept)
    with contextlib.closing(sqlite3.connect(kept.path)) as database:
        database.execute("INSERT INTO grdb_migrations (identifier) VALUES ('of a version to come')")
        database.commit()
    assert "newer" in refused(kept)


# Seeds that change


def warnings(life: Life) -> list[str]:
    return [line for line in life.logged().splitlines() if "warning:" in line]


def test_a_changed_seed_is_told_and_what_was_kept_is_served(kept, seed_text):
    token = closed(kept)["access_token"]
    changed = seed_text.replace("lifetime_in_seconds: 3600", "lifetime_in_seconds: 7200").replace(
        f"client_id: {SPA}", "client_id: AnotherClientExampleOnly00000000"
    )
    Path(kept.seed).write_text(changed)
    life = kept.open()
    (warning,) = warnings(life)
    assert warning.startswith("warning:") and "acceptance" in warning and "clients" in warning
    assert "users" not in warning and "databases" not in warning
    with Line(life) as line:
        assert line.profile(token)[0] == 200
    assert 'id="login-form"' in authorize(Walk(life.https), client=SPA, response_type="token").text
    life.stop()
    assert warnings(kept.open())  # as long as it is so


def test_every_changed_root_key_is_named(kept, seed_text):
    closed(kept)
    changed = seed_text.replace("friendly_name: Acceptance", "friendly_name: Renamed") + (
        "  - { email: late@example.com, password: Late1815 }\n"
    )
    Path(kept.seed).write_text(changed)
    (warning,) = warnings(kept.open())
    assert "tenant" in warning and "users" in warning
    assert "clients" not in warning and "connections" not in warning


def test_a_seed_that_says_the_same_is_no_change(kept, seed_text):
    closed(kept)
    same = seed_text.replace("era: legacy", "era:   'legacy'")
    Path(kept.seed).write_text(f"# A comment.\n\n{same}\n# Another one.\n")
    assert warnings(kept.open()) == []


def test_a_moved_seed_is_no_change(kept, tmp_path, seed_text):
    token = closed(kept)["access_token"]
    kept.seed = written(tmp_path, seed_text, "moved.yaml")
    life = kept.open()
    assert warnings(life) == []
    with Line(life) as line:
        assert line.profile(token)[0] == 200


def test_reseed_begins_again(keep, seed_text):
    kept = keep("--clock", MAY_4)  # users begin when the tenant does
    life = kept.open()
    fresh = digest(life)
    token = login(life)["access_token"]
    life.kill()
    life = kept.open("--reseed")
    assert digest(life) == fresh
    with Line(life) as line:
        assert line.profile(token)[0] == 401
    life.stop()

    changed = seed_text + "  - { email: late@example.com, password: Lovelace1815 }\n"
    Path(kept.seed).write_text(changed)
    life = kept.open("--reseed")
    assert warnings(life) == []
    token = login(life, "late@example.com")["access_token"]
    life.kill()
    life = kept.open()
    assert warnings(life) == []
    with Line(life) as line:
        assert line.profile(token)[0] == 200


# A full disk, and one that loses its power


@contextlib.contextmanager
def full_disk(kept: Kept, life: Life, room: int = 64 * 1024):
    """No file of the process grows by more than `room`. It gets an error and no signal: see `restore_signals`."""
    limits = resource.prlimit(life.process.pid, resource.RLIMIT_FSIZE)
    full = max(path.stat().st_size for path in kept.path.parent.iterdir()) + room
    resource.prlimit(life.process.pid, resource.RLIMIT_FSIZE, (full, limits[1]))
    try:
        yield
    finally:
        resource.prlimit(life.process.pid, resource.RLIMIT_FSIZE, limits)


def log_in_until_full(line: Line, times: int = 1) -> list[dict]:
    """Logs in until that has failed so often; answers the logins."""
    answers, failures = [], 0
    for number in range(5000):
        status, answer = line.log_in(ADA, f"device {number}")
        if status == 200:
            assert not failures, "the disk is still full"
            answers.append(answer)
            continue
        assert (status, answer.get("error")) == (503, "storage_failed"), answer
        assert "/" not in answer["error_description"]  # no path of this machine
        failures += 1
        if failures == times:
            return answers
    raise AssertionError("nothing filled the disk")


def test_a_full_disk_costs_the_request_and_nothing_else(kept):
    closed(kept)
    life = kept.open(restore_signals=False)
    with Line(life) as line:
        with full_disk(kept, life):
            answers = log_in_until_full(line, times=5)
            assert answers
            status, answer = line.revoke(answers[0]["refresh_token"])
            assert (status, answer.get("error")) == (503, "storage_failed")
            login = {"client_id": ENCODED, "response_type": "code", "redirect_uri": CALLBACK}
            for accept, is_page in (("text/html", True), ("application/json", False)):
                told = requests.get(
                    f"{life.http}/authorize", params=login, headers={"Accept": accept}, allow_redirects=False, timeout=10
                )
                assert told.status_code == 503
                assert ('id="error-hint"' in told.text) == is_page
                assert str(kept.path.parent) not in told.text
        # There is room again.
        assert line.refresh(answers[0]["refresh_token"])[0] == 200
        status, answer = line.log_in(ADA, "the last device")
        assert status == 200, answer
        answers.append(answer)
    before = digest(life)
    assert "fatal" not in life.logged().lower()
    life.kill()
    kept.check()
    life = kept.open()
    assert digest(life) == before
    with Line(life) as line:
        for answer in answers:
            assert line.profile(answer["access_token"])[0] == 200
            assert line.refresh(answer["refresh_token"])[0] == 200


@pytest.mark.parametrize("room", [0, 16 * 1024, 40 * 1024, 64 * 1024])
def test_no_token_is_kept_of_what_a_full_disk_refused(room, kept):
    def issued(life: Life) -> tuple:
        """All but the users: that somebody logged in is counted before the rules run and tokens are made."""
        told = yaml.safe_load(export(life))
        return told.get("devices"), told.get("issued")

    life = kept.open(restore_signals=False)
    login(life)
    before = [issued(life)]
    with Line(life) as line:
        with full_disk(kept, life, room):
            for number in range(5000):
                status, answer = line.log_in(ADA, f"device {number}")
                if status != 200:
                    break
                before.append(issued(life))
        assert (status, answer.get("error")) == (503, "storage_failed")
        assert issued(life) == before[-1]
    life.kill()
    assert issued(kept.open()) == before[-1]


@pytest.mark.parametrize(
    "method, path, body",
    [
        ("POST", "/tenants", {"name": "late", "seed": "acceptance"}),
        ("DELETE", "/tenants/other", None),
        ("POST", "/snapshots", {"name": "late"}),
        ("DELETE", "/snapshots/early", None),
        ("POST", "/snapshots/early/restore", None),
        ("POST", "/snapshots/early/fork", {"name": "late"}),
        ("POST", "/reset", None),
        ("POST", "/tokens", {"kind": "refresh", "client": ENCODED, "user": ADA}),
        ("PUT", "/clock", {"now": "2017-01-01T00:00:00Z"}),
        ("POST", "/clock/advance", {"by": "P1D"}),
        ("DELETE", "/clock", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_control_half_works_on_a_full_disk(method, path, body, keep):
    kept = keep("--clock", MAY_4)
    life = kept.open(restore_signals=False)
    life.control("POST", "/tenants", {"name": "other", "seed": "acceptance"})
    life.control("POST", "/snapshots", {"name": "early"})
    login(life)
    life.control("POST", "/clock/advance", {"by": "PT1H"})  # a reset that failed must not take it back

    def everything(life: Life) -> list:
        clock = life.control("GET", "/clock")
        told = [life.control("GET", "/snapshots"), clock if clock["mode"] == "frozen" else clock["mode"]]
        return [digest(life), listed(life), *told, export(life)]

    before = everything(life)
    with full_disk(kept, life, room=0):
        answer = requests.request(method, f"{life.http}/_understudy{path}", json=body, timeout=10)
        assert (answer.status_code, answer.json().get("error")) == (503, "storage_failed"), answer.text
    assert everything(life) == before
    life.kill()
    life = kept.open(restore_signals=False)
    assert everything(life) == before
    answer = requests.request(method, f"{life.http}/_understudy{path}", json=body, timeout=10)
    assert answer.ok, answer.text
    assert everything(life) != before
    changed = everything(life)
    life.kill()
    assert everything(kept.open()) == changed


def test_who_only_reads_is_answered_while_the_disk_is_full(kept):
    life = kept.open(restore_signals=False)
    token = login(life)["access_token"]
    with Line(life) as line, full_disk(kept, life, room=0):
        assert log_in_until_full(line, times=2) == []
        statuses = {path: line.send("GET", path)[0] for path in (
            "/.well-known/jwks.json", "/_understudy/health", "/_understudy/digest", "/_understudy/clock", "/testall")}
        statuses["/userinfo"] = line.profile(token)[0]
        assert set(statuses.values()) == {200}, statuses


def test_a_disk_that_is_full_from_the_start(kept):
    closed(kept)
    full = kept.path.stat().st_size + 64 * 1024
    life = kept.open(
        restore_signals=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (full, full))
    )
    with Line(life) as line:
        answers = log_in_until_full(line)
        assert answers
    life.process.terminate()
    # What nobody was promised may be lost; it then says so.
    assert life.process.wait(timeout=STOP_SECONDS) == 0 or "could not be written" in life.logged()
    kept.check()
    life = kept.open()
    with Line(life) as line:
        for answer in answers:
            assert line.profile(answer["access_token"])[0] == 200


def test_many_who_meet_a_full_disk_get_the_same_answer(kept):
    promises = Promises(random.Random(SEED))
    life = kept.open(restore_signals=False)
    login(life)
    answers: list[tuple[int, dict]] = []

    def work(writer: int):
        with Line(life) as line:
            for number in itertools.count():
                answers.append(line.log_in(f"writer{writer}@example.com", f"device {number}"))
                if answers[-1][0] != 200 or number > 1000:
                    break

    threads = [threading.Thread(target=work, args=(writer,)) for writer in range(WRITERS)]
    with full_disk(kept, life, room=500 * 1024):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    failed = [answer for status, answer in answers if status != 200]
    assert [answer.get("error") for answer in failed] == ["storage_failed"] * WRITERS
    assert {status for status, _ in answers} == {200, 503}
    fresh = promises.write(life, lambda: (time.sleep(0.2), life.kill()))
    life = kept.open()
    promises.verify(life, fresh)
    with Line(life) as line:
        for status, answer in answers:
            if status == 200:
                assert line.profile(answer["access_token"])[0] == 200


@pytest.mark.skipif(not shutil.which("cc"), reason="nothing to compile the counter with")
@pytest.mark.parametrize("options, synced", [([], False), (["--durable"], True)], ids=["default", "durable"])
def test_cs_25_durable_means_that_the_disk_has_it_before_the_answer(options, synced, keep, tmp_path):
    source, library, count = (tmp_path / name for name in ("syncs.c", "syncs.so", "count"))
    source.write_text(COUNTS_SYNCS)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(source)], check=True)
    count.write_bytes(bytes(4096))
    life = keep(*options).open(environment={"LD_PRELOAD": str(library), "SYNCS": str(count)})
    with count.open("r+b") as file, mmap.mmap(file.fileno(), 4096) as shared, Line(life) as line:
        so_far = int.from_bytes(shared[:4], "little")
        for number in range(20):
            assert line.log_in(ADA, f"device {number}")[0] == 200
        syncs = int.from_bytes(shared[:4], "little") - so_far
    assert syncs >= 20 if synced else syncs < 5, syncs


def test_durable_changes_nothing_else(keep):
    kept = keep("--durable")
    life = kept.open()
    before = login(life)
    life.kill()
    with Line(kept.open()) as line:
        assert line.profile(before["access_token"])[0] == 200


def test_a_tenant_with_packages_of_its_own_is_resumed(keep, tmp_path):
    (tmp_path / "packages").mkdir()
    text = "version: 1\nemulator: { rules: { modules: ./packages } }\nusers: [{ email: me@example.com, password: x }]\n"
    path = written(tmp_path, text, "packages.yaml")
    store = str(tmp_path / "state.db")
    with Emulator(path, "--store", store, state_home=tmp_path) as first:
        before = first.control("GET", "/digest")
    with Emulator("--store", store, state_home=tmp_path) as again:
        assert again.control("GET", "/digest") == before
        assert [tenant["name"] for tenant in again.ready["tenants"]] == ["packages"]


def test_a_start_that_fails_has_reseeded_nothing(tmp_path):
    one = written(tmp_path, "version: 1\n", "one.yaml")
    two = written(tmp_path, "version: 1\nusers: []\n", "two.yaml")
    store = ["--store", str(tmp_path / "state.db")]
    with Emulator(one, two, *store, state_home=tmp_path) as first:
        first.control("POST", "/snapshots", {"name": "precious"})
    for path in (one, two):
        Path(path).write_text("version: 1\nemulator: { aliases: [dup.test] }\n")
    with pytest.raises(RuntimeError, match="both claim the host dup.test"):
        Emulator(one, two, *store, "--reseed", state_home=tmp_path)
    with Emulator(*store, state_home=tmp_path) as again:
        assert [taken["name"] for taken in again.control("GET", "/snapshots")["snapshots"]] == ["precious"]
