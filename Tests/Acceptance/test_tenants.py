"""Many tenants in one process: made, taken apart and set back while it runs, and strangers to each other."""

import os
import re
import socket
import threading
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import jwt
import pytest
import requests
import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from emulator import Emulator, run
from seeds import DATABASE, ENCODED, ENCODED_SECRET, PASSWORD, RAW, RAW_SECRET, SPA, seed, written
from walk import Walk, told

TENANTS = int(os.environ.get("UNDERSTUDY_TENANTS", "60"))
ORIGIN = "http://localhost:3000"
CALLBACK = f"{ORIGIN}/callback"
ADA = "ada@example.com"
MAY_4 = "2016-05-04T12:00:00Z"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
FOREIGN = (400, 401)  # at /tokeninfo: another tenant's issuer, or key
SECRETS = {ENCODED: ENCODED_SECRET, RAW: RAW_SECRET}


@pytest.fixture(scope="module", autouse=True)
def every_local_name_is_here():
    """`NAME.localhost` is this machine, as browsers have it (RFC 6761 §6.3), whatever the system's resolver says."""
    resolve = socket.getaddrinfo

    def resolved(host, *arguments, **options):
        local = isinstance(host, str) and host.endswith(".localhost")
        return resolve("127.0.0.1" if local else host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", resolved)
        for name in ("NO_PROXY", "no_proxy"):
            patch.setenv(name, "localhost,.localhost,127.0.0.1,::1")
        yield


@dataclass
class Tenant:
    """A tenant by its own host, over HTTPS."""

    emulator: Emulator
    name: str
    session: requests.Session = field(default_factory=requests.Session)

    @property
    def domain(self) -> str:
        port = urllib.parse.urlsplit(self.emulator.https).port
        return f"localhost:{port}" if self.name == "acceptance" else f"{self.name}.localhost:{port}"

    @property
    def base(self) -> str:
        return f"https://{self.domain}"

    def send(self, method: str, path: str, **how) -> requests.Response:
        self.session.cookies.clear()  # a person's are in their walk
        return self.session.request(method, self.base + path, timeout=20, allow_redirects=False, **how)

    def control(self, method: str, path: str, body: dict | None = None) -> requests.Response:
        return self.send(method, f"/_understudy{path}", json=body)

    def told(self, method: str, path: str, body: dict | None = None) -> dict:
        answer = self.control(method, path, body)
        assert answer.ok, f"{method} {path} of {self.name}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else {}

    def digest(self) -> str:
        return self.told("GET", "/digest")["digest"]

    def export(self) -> str:
        answer = self.control("GET", "/export")
        assert answer.status_code == 200, answer.text
        return answer.text

    def log_in(self, client: str = ENCODED, scope: str = "openid offline_access", **more: str) -> dict:
        answer = self.send("POST", "/oauth/ro", data={
            "client_id": client, "connection": DATABASE, "username": ADA, "password": PASSWORD,
            "grant_type": "password", "scope": scope, "device": "laptop", **more,
        })
        assert answer.status_code == 200, f"{self.name}: {answer.text}"
        return answer.json()

    def profile(self, access_token: str) -> requests.Response:
        return self.send("GET", "/userinfo", headers={"Authorization": f"Bearer {access_token}"})

    def token_info(self, id_token: str) -> requests.Response:
        return self.send("POST", "/tokeninfo", data={"id_token": id_token})

    def grant(self, kind: str, client: str = ENCODED, secret: str | None = None, **more: str) -> requests.Response:
        return self.send("POST", "/oauth/token", data={
            "grant_type": kind, "client_id": client, "client_secret": secret or SECRETS[client], **more})

    def refresh(self, token: str, **more: str) -> requests.Response:
        return self.grant("refresh_token", refresh_token=token, **more)

    def redeem(self, code: str, **more: str) -> requests.Response:
        return self.grant("authorization_code", code=code, redirect_uri=CALLBACK, **more)

    def delegate(self, **presented: str) -> requests.Response:
        return self.send("POST", "/delegation", data={
            "grant_type": JWT_BEARER, "client_id": ENCODED, "target": ENCODED, "api_type": "app", **presented})

    def revoke(self, token: str) -> requests.Response:
        return self.send("POST", "/oauth/revoke", data={
            "client_id": ENCODED, "client_secret": ENCODED_SECRET, "token": token})

    def walk(self) -> Walk:
        return Walk(self.base)

    def authorize(self, walk: Walk, **more: str) -> requests.Response:
        asked = {"client_id": ENCODED, "redirect_uri": CALLBACK, "response_type": "code", "scope": "openid"}
        return walk.authorize(**{**asked, "state": "s", **more})

    def code(self, walk: Walk) -> str:
        return told(walk.submit(self.authorize(walk), username=ADA, password=PASSWORD))["code"]


@pytest.fixture(scope="module")
def text() -> str:
    return seed([ORIGIN])


@pytest.fixture(scope="module")
def file(text, tmp_path_factory) -> str:
    return written(tmp_path_factory.mktemp("tenants"), text)


@pytest.fixture
def first(serve, file) -> Tenant:
    """The tenant that the process started with; others are made by it."""
    return Tenant(serve(file), "acceptance")


def create(first: Tenant, name: str, seed: str = "acceptance", **more: str) -> Tenant:
    answer = first.control("POST", "/tenants", {"name": name, "seed": seed, **more})
    assert answer.status_code == 201, f"{name}: {answer.status_code} {answer.text}"
    return Tenant(first.emulator, name)


@pytest.fixture
def pair(first) -> tuple[Tenant, Tenant]:
    """Two tenants of one seed: whatever is configured is equal."""
    return create(first, "a"), create(first, "b")


def names(first: Tenant) -> list[str]:
    return [tenant["name"] for tenant in first.told("GET", "/tenants")["tenants"]]


# Made, listed, deleted


def test_a_tenant_is_made_listed_and_deleted_over_https(first):
    assert names(first) == ["acceptance"]
    b = create(first, "b")
    assert names(first) == ["acceptance", "b"]
    listed = first.told("GET", "/tenants")["tenants"][1]
    assert (listed["domain"], listed["issuer"]) == (b.domain, f"{b.base}/")
    assert b.send("GET", "/.well-known/openid-configuration").json()["issuer"] == f"{b.base}/"
    claims = jwt.decode(b.log_in()["id_token"], options={"verify_signature": False})
    assert claims["iss"] == f"{b.base}/"

    assert first.control("DELETE", "/tenants/b").status_code == 204
    assert names(first) == ["acceptance"]
    host = {"Host": b.domain}
    assert requests.get(f"{first.emulator.http}/userinfo", headers=host, timeout=10).status_code == 421
    assert first.control("DELETE", "/tenants/b").status_code == 404


def test_a_tenant_is_reached_over_plain_http_by_its_host(first):
    b = create(first, "b")
    http, host = first.emulator.http, {"Host": f"b.localhost:{urllib.parse.urlsplit(first.emulator.http).port}"}
    assert requests.get(f"{http}/.well-known/openid-configuration", headers=host, timeout=10).json()["issuer"] == (
        f"{b.base}/"
    )
    answer = requests.post(f"{http}/oauth/ro", headers=host, timeout=10, data={
        "client_id": ENCODED, "connection": DATABASE, "username": ADA, "password": PASSWORD, "scope": "openid"})
    assert b.profile(answer.json()["access_token"]).json()["email"] == ADA


def test_a_tenant_can_make_and_delete_others(first):
    b = create(first, "b")
    create(b, "c")
    assert names(b) == ["acceptance", "b", "c"]
    assert b.control("DELETE", "/tenants/c").status_code == 204
    assert first.control("DELETE", "/tenants/b").status_code == 204


def test_a_tenant_is_made_of_a_seed_in_the_request(first):
    text = f"version: 1\nclients:\n  - {{ name: Mine, client_id: MineExampleOnly, callbacks: ['{CALLBACK}'] }}\n"
    b = create(first, "b", seed=text)
    page = b.authorize(b.walk(), client_id="MineExampleOnly")
    assert page.status_code == 200 and 'id="login-form"' in page.text
    assert first.authorize(first.walk(), client_id="MineExampleOnly").status_code == 400
    assert b.authorize(b.walk()).status_code == 400


def test_a_tenant_is_made_of_the_seed_of_whoever_is_asked(first):
    text = "version: 1\nclients:\n  - { name: Mine, client_id: MineExampleOnly }\n"
    b = create(first, "b", seed=text, clock=MAY_4)
    fresh = b.digest()
    b.told("POST", "/clock/advance", {"by": "PT10H"})
    assert b.control("POST", "/tenants", {"name": "c"}).status_code == 201
    c = Tenant(first.emulator, "c")
    assert (c.digest(), c.told("GET", "/clock")["now"]) == (fresh, "2016-05-04T12:00:00.000Z")
    assert create(first, "d", seed="b").digest() == fresh


def test_a_bad_seed_in_the_request_makes_nothing_and_is_told_by_its_place(first):
    for bad, wanted in [
        ("version: 1\nclients:\n  - name: App\n    calbacks: []\n", "callbacks"),
        ("version: 1\nclients: [\n", "3"),
        ("no-such-seed", "no-such-seed"),
        ("", ""),
    ]:
        answer = first.control("POST", "/tenants", {"name": "b", "seed": bad})
        assert answer.status_code == (400 if ":" in bad else 404), answer.text
        assert wanted in answer.text
    assert names(first) == ["acceptance"]
    assert create(first, "b").log_in()  # the name is free


def test_a_seed_in_the_request_does_not_read_the_files_of_this_machine(first, tmp_path):
    secret = written(tmp_path, "function (user, context, callback) { throw 'canary-of-a-file'; }", "secret.js")
    for script in (secret, os.path.relpath(secret), "/etc/passwd"):
        text = f"version: 1\nclients: [{{ name: App }}]\nrules:\n  - {{ name: r, script: {script} }}\n"
        answer = first.control("POST", "/tenants", {"name": "b", "seed": text})
        assert answer.status_code == 400, answer.text
        assert "canary-of-a-file" not in answer.text and "root:" not in answer.text


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"seed": "acceptance"},
        {"name": 1, "seed": "acceptance"},
        {"name": "b", "seed": ["acceptance"]},
        {"name": "b", "seed": "acceptance", "colour": "blue"},
        {"name": "b", "seed": "acceptance", "clock": "yesterday"},
        {"name": "b", "seed": "acceptance", "entropy": ""},
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_refused(body, first):
    answer = first.control("POST", "/tenants", body)
    assert answer.status_code == 400 and answer.json()["error"], answer.text
    assert names(first) == ["acceptance"]


def test_the_first_tenant_stays(first):
    assert first.control("DELETE", "/tenants/acceptance").status_code == 409
    assert names(first) == ["acceptance"]
    assert first.log_in()


def test_a_name_is_taken_once(first):
    b = create(first, "b", clock=MAY_4)  # users begin when their tenant does
    before = b.digest()
    b.log_in()
    changed = b.digest()
    for name in ("b", "acceptance"):
        assert first.control("POST", "/tenants", {"name": name, "seed": "acceptance"}).status_code == 409
    assert b.digest() == changed != before
    assert first.control("DELETE", "/tenants/b").status_code == 204
    assert create(first, "b", clock=MAY_4).digest() == before  # nothing is left of its predecessor


def test_a_tenants_certificate_is_valid_for_its_name(serve, file, trust):
    first = Tenant(serve(file), "acceptance")
    created = [create(first, name) for name in ("b", "with-a-hyphen", "x" * 50, "0")]
    for tenant in created:  # verified by Python's own rules, without wildcards for a whole top-level domain
        assert tenant.send("GET", "/testall").ok
    first.control("DELETE", "/tenants/b")
    assert created[1].send("GET", "/testall").ok
    assert first.send("GET", "/testall").ok


def test_cc_08_of_32_parallel_creations_of_one_name_one_wins(first):
    barrier = threading.Barrier(32)

    def attempt(_):
        barrier.wait()
        return requests.post(
            f"{first.emulator.http}/_understudy/tenants", json={"name": "b", "seed": "acceptance"}, timeout=20
        ).status_code

    with ThreadPoolExecutor(32) as pool:
        assert sorted(pool.map(attempt, range(32))) == [201] + 31 * [409]
    assert names(first) == ["acceptance", "b"]
    assert Tenant(first.emulator, "b").log_in()


@pytest.mark.parametrize(
    "name",
    [
        "", " ", ".", "..", "../b", "%2e%2e", "a/b", "a\\b", "b.", ".b", "b.c", "-b", "b-", "a b", "a\nb", "a\0b",
        "x" * 64, "x" * 300, "🎭", "ü", "xn--", "b:80", "b@c", "localhost:1", "'", '"', "<b>",
    ],
    ids=lambda name: ascii(name)[:20],
)
def test_ti_13_a_name_that_is_no_label_of_a_host_is_refused(name, first, tmp_path):
    answer = first.control("POST", "/tenants", {"name": name, "seed": "acceptance"})
    assert answer.status_code == 400 and answer.json()["error"], answer.text
    assert names(first) == ["acceptance"]
    in_path = first.control("DELETE", f"/tenants/{urllib.parse.quote(name, safe='')}")
    assert in_path.status_code in (400, 404, 405, 501), in_path.text


def test_ti_13_a_name_has_one_spelling(first):
    answer = first.control("POST", "/tenants", {"name": "B", "seed": "acceptance"})
    assert answer.status_code in (201, 400)
    if answer.status_code == 201:
        assert first.control("POST", "/tenants", {"name": "b", "seed": "acceptance"}).status_code == 409


def test_a_tenant_has_its_own_clock_and_chance(first):
    chosen = {"clock": MAY_4, "entropy": "a text of ours"}
    b, c, d = create(first, "b", **chosen), create(first, "c", **chosen), create(first, "d")
    assert b.told("GET", "/clock") == {"now": "2016-05-04T12:00:00.000Z", "unix": 1462363200, "mode": "frozen"}
    assert d.told("GET", "/clock")["mode"] == "running"
    opaque = [
        [answer[key] for key in ("access_token", "refresh_token")]
        for answer in (tenant.log_in() for tenant in (b, c, d, d))
    ]
    assert opaque[0] == opaque[1]
    assert len({tokens[0] for tokens in opaque}) == 3


# TI: strangers


def test_ti_01_ti_02_what_one_tenant_gave_no_other_takes(pair):
    a, b = pair
    b.log_in()  # it knows the same person, who has tokens there, too
    walk = a.walk()
    code = a.code(walk)
    tokens = a.log_in()
    rs256 = a.told("POST", "/tokens", {"kind": "id", "client": SPA, "user": ADA})["token"]
    before = b.digest()

    assert b.profile(tokens["access_token"]).status_code == 401
    assert b.token_info(tokens["id_token"]).status_code in FOREIGN
    assert b.token_info(rs256).status_code in FOREIGN
    for answer in (b.refresh(tokens["refresh_token"]), b.redeem(code)):
        assert (answer.status_code, answer.json()["error"]) == (403, "invalid_grant")
    for presented in ({"id_token": tokens["id_token"]}, {"refresh_token": tokens["refresh_token"]}):
        answer = b.delegate(**presented)
        assert answer.status_code in (400, 401, 403), answer.text
    assert b.revoke(tokens["refresh_token"]).status_code == 200  # of nothing (RFC 7009 §2.2)
    assert b.digest() == before

    assert a.profile(tokens["access_token"]).json()["email"] == ADA
    assert a.token_info(tokens["id_token"]).status_code == 200
    assert a.refresh(tokens["refresh_token"]).status_code == 200
    assert a.redeem(code).status_code == 200
    assert a.delegate(id_token=tokens["id_token"]).status_code == 200


def test_ti_01_a_management_token_is_of_the_tenant_whose_secret_signed_it(first, text):
    a = create(first, "a")  # what its seed leaves out is derived from `random_seed`: another one, other secrets
    b = create(first, "b", seed=text.replace("  era: legacy", "  era: legacy\n  random_seed: another"))
    for tenant, other in ((a, b), (b, a)):
        bearer = tenant.told("POST", "/tokens", {
            "kind": "management", "client": "Encoded", "scope": "read:device_credentials"})["token"]
        headers = {"Authorization": f"Bearer {bearer}"}
        assert tenant.send("GET", "/api/v2/device-credentials", headers=headers).status_code == 200
        assert other.send("GET", "/api/v2/device-credentials", headers=headers).status_code == 401


def test_ti_02_a_session_and_a_login_under_way_are_of_one_tenant(pair):
    a, b = pair
    walk = a.walk()
    a.code(walk)
    cookies = {cookie.name: cookie.value for cookie in walk.session.cookies}
    assert cookies
    asked = urllib.parse.urlencode({
        "client_id": ENCODED, "redirect_uri": CALLBACK, "response_type": "code", "prompt": "none", "state": "s"})
    header = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    silent = b.send("GET", f"/authorize?{asked}", headers=header)
    assert told(silent)["error"] == "login_required"
    assert told(a.send("GET", f"/authorize?{asked}", headers=header))["code"]

    under_way = a.walk()
    page = a.authorize(under_way, prompt="login")
    state = urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)["state"][0]
    header = {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in under_way.session.cookies)}
    elsewhere = b.send("GET", f"/login?{urllib.parse.urlencode({'state': state})}", headers=header)
    assert elsewhere.status_code >= 400
    assert told(under_way.submit(page, username=ADA, password=PASSWORD))["code"]


def test_ti_04_one_client_id_with_two_secrets(first, text):
    secrets = {name: f"example-only-secret-of-tenant-{name}-never-use-it-elsewhere-000000000" for name in ("a", "b")}
    tenants = [create(first, name, seed=text.replace(ENCODED_SECRET, secret)) for name, secret in secrets.items()]
    for tenant, other in (tenants, tenants[::-1]):
        token = tenant.log_in()["refresh_token"]
        wrong = tenant.refresh(token, secret=secrets[other.name])
        assert wrong.status_code == 401, wrong.text
        right = tenant.refresh(token, secret=secrets[tenant.name])
        assert right.status_code == 200
        id_token = right.json()["id_token"]
        assert tenant.token_info(id_token).status_code == 200
        assert other.token_info(id_token).status_code in FOREIGN


def test_ti_05_one_person_in_two_tenants_is_two_people(pair):
    a, b = pair
    token = b.log_in()["refresh_token"]
    before, exported = b.digest(), b.export()
    tokens = a.log_in()
    a.code(a.walk())
    assert a.revoke(tokens["refresh_token"]).status_code == 200
    assert (b.digest(), b.export()) == (before, exported)
    assert b.refresh(token).status_code == 200


def test_ti_07_the_end_of_one_tenant_is_none_of_anothers(pair):
    a, b = pair
    tokens = b.log_in()
    a.log_in()
    before = b.digest()
    a.told("POST", "/reset")
    assert b.digest() == before
    assert b.control("DELETE", "/tenants/a").status_code == 204
    assert b.digest() == before
    assert b.profile(tokens["access_token"]).status_code == 200


def test_ti_08_each_tenant_has_its_own_time(pair):
    a, b = pair
    tokens = b.log_in()
    a.told("PUT", "/clock", {"now": MAY_4, "mode": "frozen"})
    a.told("POST", "/clock/advance", {"by": "P10000D"})
    clock = b.told("GET", "/clock")
    assert clock["mode"] == "running" and abs(clock["unix"] - time.time()) < 5
    assert b.profile(tokens["access_token"]).status_code == 200


def signing_key(kid: str) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return yaml.safe_dump({"signingKeys": [{"kid": kid, "current": True, "private_key": key.decode()}]})


def test_ti_10_keys_of_one_name_verify_nothing_of_each_other(first, text):
    a, b = (create(first, name, seed=text + signing_key("the-same-kid")) for name in ("a", "b"))
    keys = [tenant.send("GET", "/.well-known/jwks.json").json()["keys"] for tenant in (a, b)]
    assert [[key["kid"] for key in found] for found in keys] == [["the-same-kid"]] * 2
    assert keys[0][0]["n"] != keys[1][0]["n"]
    for tenant, other, found in ((a, b, keys[1]), (b, a, keys[0])):
        token = tenant.told("POST", "/tokens", {"kind": "id", "client": SPA, "user": ADA})["token"]
        assert tenant.token_info(token).status_code == 200
        assert other.token_info(token).status_code in FOREIGN
        with pytest.raises(jwt.InvalidSignatureError):
            jwt.decode(token, jwt.PyJWK(found[0]).key, algorithms=["RS256"], audience=SPA)


def test_ti_10_one_key_of_two_tenants_still_tells_them_apart(pair):
    a, b = pair  # both sign with the published development key
    token = a.told("POST", "/tokens", {"kind": "id", "client": SPA, "user": ADA})["token"]
    assert a.token_info(token).status_code == 200
    assert b.token_info(token).status_code in FOREIGN


def test_cc_20_many_tenants_at_once_sign_for_themselves(first):
    def flow(number: int):
        tenant = create(first, f"t{number}")
        answers = [tenant.log_in() for _ in range(5)]
        for answer in answers:
            assert jwt.decode(answer["id_token"], options={"verify_signature": False})["iss"] == f"{tenant.base}/"
        return tenant, answers[0]

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(flow, range(16)))
    for (tenant, answer), (other, _) in zip(made, made[1:] + made[:1]):
        assert tenant.token_info(answer["id_token"]).status_code == 200
        assert other.token_info(answer["id_token"]).status_code in FOREIGN
        assert other.profile(answer["access_token"]).status_code == 401


def resident_kilobytes(emulator: Emulator) -> int:
    status = Path(f"/proc/{emulator.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1))


def test_lt_12_tenants_come_and_go_and_leave_no_memory_behind(first):
    http = requests.Session()
    port = urllib.parse.urlsplit(first.emulator.http).port

    def wave() -> int:
        for number in range(TENANTS):
            answer = http.post(f"{first.emulator.http}/_understudy/tenants", timeout=20,
                               json={"name": f"t{number}", "seed": "acceptance"})
            assert answer.status_code == 201, answer.text
        for number in range(TENANTS):
            answer = http.post(f"{first.emulator.http}/oauth/ro", timeout=20,
                               headers={"Host": f"t{number}.localhost:{port}"}, data={
                                   "client_id": ENCODED, "connection": DATABASE, "username": ADA,
                                   "password": PASSWORD, "scope": "openid"})
            assert answer.status_code == 200, answer.text
        for number in range(TENANTS):
            answer = http.delete(f"{first.emulator.http}/_understudy/tenants/t{number}", timeout=20)
            assert answer.status_code == 204, answer.text
        assert names(first) == ["acceptance"]
        return resident_kilobytes(first.emulator)

    after_first, after_second = wave(), wave()
    assert after_second - after_first <= max(after_first // 10, 10 * 1024)


def test_a_deleted_tenant_takes_its_rule_workers_with_it(first, text):
    rule = """rules:
  - name: nothing
    script: |
      function (user, context, callback) {
        callback(null, user, context);
      }
"""

    def children() -> set[str]:
        tasks = Path(f"/proc/{first.emulator.process.pid}/task").iterdir()
        return {child for task in tasks for child in (task / "children").read_text().split()}

    before = children()
    for _ in range(3):
        create(first, "b", seed=text + rule).log_in()
        assert children() - before
        assert first.control("DELETE", "/tenants/b").status_code == 204
        deadline = time.monotonic() + 5
        while children() - before and time.monotonic() < deadline:
            time.sleep(0.05)
        assert children() == before


# Snapshots


@pytest.mark.parametrize("which", ["acceptance", "b"])
def test_a_snapshot_is_taken_and_brought_back(which, first):
    create(first, "b")
    tenant = Tenant(first.emulator, which)
    old = tenant.log_in()
    walk = tenant.walk()
    tenant.code(walk)
    at_snapshot, exported = tenant.digest(), tenant.export()
    answer = tenant.control("POST", "/snapshots", {"name": "before"})
    assert answer.status_code == 201, answer.text
    assert "before" in tenant.control("GET", "/snapshots").text
    assert tenant.digest() == at_snapshot

    new = tenant.log_in()
    assert tenant.revoke(old["refresh_token"]).status_code == 200
    assert tenant.digest() != at_snapshot
    for _ in range(2):  # as often as wanted
        tenant.told("POST", "/snapshots/before/restore")
        assert (tenant.digest(), tenant.export()) == (at_snapshot, exported)
        assert tenant.refresh(old["refresh_token"]).status_code == 200
        assert tenant.profile(new["access_token"]).status_code == 401
        assert told(tenant.authorize(walk, prompt="none"))["code"]
    assert tenant.control("DELETE", "/snapshots/before").status_code == 204
    assert tenant.control("POST", "/snapshots/before/restore").status_code == 404
    assert tenant.control("DELETE", "/snapshots/before").status_code == 404
    assert "before" not in tenant.control("GET", "/snapshots").text


def test_a_snapshot_brings_back_time_and_chance(first):
    b = create(first, "b", clock=MAY_4, entropy="a text of ours")
    b.log_in()
    b.control("POST", "/snapshots", {"name": "noon"})
    after = b.log_in()
    b.told("POST", "/clock/advance", {"by": "PT10H"})
    b.told("POST", "/snapshots/noon/restore")
    assert b.told("GET", "/clock")["now"] == "2016-05-04T12:00:00.000Z"
    assert b.log_in() == after


def test_snapshots_are_of_one_tenant(pair):
    a, b = pair
    a.control("POST", "/snapshots", {"name": "mine"})
    assert "mine" not in b.control("GET", "/snapshots").text
    assert b.control("POST", "/snapshots/mine/restore").status_code == 404
    before = b.digest()
    a.log_in()
    a.told("POST", "/snapshots/mine/restore")
    assert b.digest() == before


def test_a_snapshot_of_a_taken_name_replaces_nothing_in_silence(first):
    fresh = first.digest()
    assert first.control("POST", "/snapshots", {"name": "s"}).status_code == 201
    first.log_in()
    again = first.control("POST", "/snapshots", {"name": "s"})
    assert again.status_code in (201, 409)
    changed = first.digest()
    first.told("POST", "/snapshots/s/restore")
    assert first.digest() == (changed if again.status_code == 201 else fresh)


@pytest.mark.parametrize(
    "body",
    [{}, {"name": ""}, {"name": 1}, {"name": "x" * 10_000}, {"name": "s", "x": 1}],
    ids=lambda body: str(body)[:20],
)
def test_a_snapshot_needs_a_name(body, first):
    assert first.control("POST", "/snapshots", body).status_code == 400


def test_a_fork_is_equal_at_first_and_goes_its_own_way(first):
    old = first.log_in()
    first.control("POST", "/snapshots", {"name": "before"})
    at_snapshot = first.digest()
    first.log_in()
    answer = first.control("POST", "/snapshots/before/fork", {"name": "fork"})
    assert answer.status_code == 201, answer.text
    fork = Tenant(first.emulator, "fork")
    assert names(first) == ["acceptance", "fork"]
    assert fork.digest() == at_snapshot != first.digest()
    assert fork.send("GET", "/.well-known/openid-configuration").json()["issuer"] == f"{fork.base}/"
    assert fork.refresh(old["refresh_token"]).status_code == 200  # it took its memory along

    of_first, of_fork = first.digest(), fork.digest()
    assert fork.revoke(old["refresh_token"]).status_code == 200
    fork.log_in()
    assert (first.digest(), fork.digest() == of_fork) == (of_first, False)
    assert first.refresh(old["refresh_token"]).status_code == 200
    of_fork = fork.digest()
    first.told("POST", "/snapshots/before/restore")
    assert fork.digest() == of_fork
    fork.told("POST", "/clock/advance", {"by": "P10D"})
    assert abs(first.told("GET", "/clock")["unix"] - time.time()) < 5

    assert first.control("POST", "/snapshots/before/fork", {"name": "fork"}).status_code == 409
    assert first.control("POST", "/snapshots/before/fork", {"name": "a/b"}).status_code == 400
    assert first.control("POST", "/snapshots/none/fork", {"name": "other"}).status_code == 404
    assert first.control("DELETE", "/tenants/fork").status_code == 204
    first.told("POST", "/snapshots/before/restore")
    assert first.digest() == at_snapshot


# Export


def used(tenant: Tenant):
    """Everything that a tenant can remember."""
    walk = tenant.walk()
    codes = [tenant.code(walk), told(tenant.authorize(walk))["code"]]
    tenant.redeem(codes[0])
    first, second = tenant.log_in(), tenant.log_in(client=RAW)
    tenant.refresh(first["refresh_token"])
    tenant.grant("refresh_token", client=RAW, refresh_token=second["refresh_token"])
    tenant.revoke(tenant.log_in()["refresh_token"])
    tenant.authorize(tenant.walk())  # a login under way
    return walk, codes[1], first


@pytest.mark.parametrize("of", ["a fresh tenant", "one with devices", "one made later", "one on a frozen day"])
def test_an_export_is_a_seed_of_the_same_state(of, first, serve, state_home, tmp_path):
    tenant = first
    if of == "one made later":
        tenant = create(first, "b")
    elif of == "one with devices":
        for _ in range(2):
            tenant.told("POST", "/tokens", {
                "kind": "refresh", "client": ENCODED, "user": ADA, "scope": "openid offline_access"})
    elif of == "one on a frozen day":
        tenant = create(first, "b", clock=MAY_4, entropy="a text of ours")
        tenant.told("POST", "/clock/advance", {"by": "PT10H"})
    answer = tenant.control("GET", "/export")
    assert answer.status_code == 200 and "yaml" in answer.headers["Content-Type"], answer.headers
    assert yaml.safe_load(answer.text)["version"] == 1
    exported = written(tmp_path, answer.text, "exported.yaml")
    checked = run("check", exported, state_home=state_home)
    assert checked.returncode == 0, checked.stderr
    again = serve(exported)
    assert again.control("GET", "/digest")["digest"] == tenant.digest()
    assert requests.get(f"{again.http}/_understudy/export", timeout=10).text == answer.text
    if of == "one on a frozen day":
        assert again.clock.read()["now"] == "2016-05-04T22:00:00.000Z"
        assert again.ready["entropy"] == "a text of ours"


def test_what_was_exported_can_be_used(first, serve, tmp_path):
    walk, _, tokens = used(first)
    text = first.export()
    digest = first.digest()
    twin = Tenant(serve(written(tmp_path, text, "exported.yaml")), "acceptance")
    assert (twin.export(), twin.digest()) == (text, digest)
    assert twin.refresh(tokens["refresh_token"]).status_code == 200
    answer = first.log_in()
    assert twin.refresh(answer["refresh_token"]).status_code == 403  # they go their own ways
    assert twin.profile(tokens["access_token"]).status_code == 200
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in walk.session.cookies)
    asked = urllib.parse.urlencode({
        "client_id": ENCODED, "redirect_uri": CALLBACK, "response_type": "code", "prompt": "none", "state": "s"})
    assert told(twin.send("GET", f"/authorize?{asked}", headers={"Cookie": cookies}))["state"] == "s"


def test_cc_16_an_export_while_others_write_is_of_one_instant(first):
    stop = threading.Event()

    def write():
        while not stop.is_set():
            answer = requests.post(f"{first.emulator.http}/oauth/ro", timeout=20, data={
                "client_id": ENCODED, "connection": DATABASE, "username": ADA, "password": PASSWORD,
                "scope": "openid offline_access", "device": "d"})
            assert answer.status_code == 200, answer.text

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write) for _ in range(4)]
        try:
            exports = [first.export() for _ in range(5)]
        finally:
            stop.set()
        for writer in writers:
            writer.result()
    for text in exports:
        tenant = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        ada = next(user for user in tenant["users"] if user.get("email") == ADA)
        devices = tenant.get("devices") or []
        assert len(devices) <= ada.get("logins_count", 0)
