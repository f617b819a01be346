"""Rules as tenants have them: each folder of `Fixtures/Rules` is a tenant, what people do there, and what came of it.

    <case>/*.js         rules, unmodified
    <case>/seed.yaml    the tenant
    <case>/logins.yaml  who logs in, how, and when
    <case>/golden.json  what each of them got, what stays stored, and the trace of every run

`UNDERSTUDY_RECORD_GOLDEN=1` writes the goldens again; then read the diff.
"""

import difflib
import hashlib
import json
import os
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

import jwt
import pytest
import requests
import yaml
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from requests.adapters import HTTPAdapter

from emulator import Emulator
from seeds import DATABASE, PASSWORD
from walk import Walk, told

FOLDER = Path(__file__).parents[2] / "Fixtures" / "Rules"
CASES = sorted(path.parent.name for path in FOLDER.glob("*/seed.yaml"))
TENANTS_PER_PROCESS = 8
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/50.0.2661.94 Safari/537.36"

APPLICATION_STATE = "of-the-application"

# Said by every token alike; the claims themselves are in the golden.
OWN_CLAIMS = {"iss", "sub", "aud", "exp", "iat", "nonce", "at_hash", "c_hash"}

LOGIN_KEYS = {
    "at",  # an instant: the tenant's clock is set to it first
    "kind",  # ro, code, implicit or silent
    "client",  # its name; the first of the seed
    "user",
    "password",
    "connection",
    "scope",
    "parameters",  # more of the request to /authorize or /oauth/ro
    "headers",
    "from",  # the address of the person, one of 127.0.0.0/8
    "browser",  # logins of the same one share cookies; a new one where there is none
    "continue",  # what the site that a rule redirects to sends back; a list, one for each time
    "second_factor",  # approve or refuse
}


class FromAddress(HTTPAdapter):
    def __init__(self, address: str):
        self.address = address
        super().__init__()

    def init_poolmanager(self, *arguments, **options):
        super().init_poolmanager(*arguments, source_address=(self.address, 0), **options)


@dataclass
class Case:
    """The tenant of one folder, as people and we meet it."""

    name: str
    base: str
    seed: dict = field(init=False)
    browsers: dict[str, Walk] = field(default_factory=dict)
    walks: list[Walk] = field(default_factory=list)

    def __post_init__(self):
        self.seed = yaml.safe_load((FOLDER / self.name / "seed.yaml").read_text())

    @property
    def host(self) -> str:
        return self.seed["emulator"]["domain"]

    def outcome(self) -> dict:
        """Everybody logs in; what they got, what stays, what the trace says."""
        logins = yaml.safe_load((FOLDER / self.name / "logins.yaml").read_text())
        results = [self.perform(login) for login in logins]
        runs = self.control("GET", "/rules/runs")["runs"]
        for run in runs:
            for rule in run["rules"]:
                del rule["ms"]
            failure = run.get("failure", {})
            failure.pop("stack", None)  # the engine's own words, which change with its version
            if failure.get("reason") == "timeout":
                failure.pop("line", None)  # told where the machine has time to look
        return {"logins": results, "stored": self.stored(run["user"] for run in runs), "runs": runs}

    # MARK: Logins

    def perform(self, login: dict) -> dict:
        assert login.keys() <= LOGIN_KEYS, f"{self.name}: unknown {login.keys() - LOGIN_KEYS}"
        if "at" in login:
            self.control("PUT", "/clock", {"now": login["at"]})
        result = {"login": " ".join(str(login[key]) for key in ("kind", "user", "client", "at") if key in login)}
        if login["kind"] == "ro":
            self.resource_owner(login, result)
        else:
            self.authorize(login, result)
        return result

    def resource_owner(self, login: dict, result: dict):
        answer = self.walk(login).request(
            "POST",
            "/oauth/ro",
            json={
                "client_id": self.client(login)["client_id"],
                "username": login["user"],
                "password": login.get("password", PASSWORD),
                "connection": login.get("connection", DATABASE),
                "grant_type": "password",
                "scope": login.get("scope", "openid"),
                **login.get("parameters", {}),
            },
        )
        if answer.ok:
            self.tell(answer.json(), result)
        else:
            result["refused"] = {"status": answer.status_code, **answer.json()}

    def authorize(self, login: dict, result: dict):
        client = self.client(login)
        conformant = client.get("oidc_conformant", False)
        parameters = {
            "client_id": client["client_id"],
            "response_type": "code" if login["kind"] == "code" else "id_token token" if conformant else "token",
            "redirect_uri": client["callbacks"][0],
            "scope": login.get("scope", "openid"),
            "state": APPLICATION_STATE,
        }
        if conformant:
            parameters["nonce"] = "of-the-application"
        if login["kind"] == "silent":
            parameters["prompt"] = "none"
        if "connection" in login:
            parameters["connection"] = login["connection"]
        walk = self.walk(login)
        answer = walk.authorize(**parameters, **login.get("parameters", {}))
        if 'id="provider-form"' in answer.text:
            answer = walk.submit(answer, person=login["user"])
        elif not answer.is_redirect and login["kind"] != "silent":
            answer = walk.submit(answer, username=login["user"], password=login.get("password", PASSWORD))
        answer = self.come_back(walk, answer, login, result)
        if not answer.is_redirect:
            result["page"] = answer.status_code
            return
        parameters = told(answer)
        if "error" in parameters:
            result["refused"] = answer.headers["Location"]
        elif "code" in parameters:
            self.redeem(walk, client, parameters["code"], result)
        else:
            self.tell(parameters, result)

    def come_back(self, walk: Walk, answer: requests.Response, login: dict, result: dict) -> requests.Response:
        """From wherever the rules sent the person, as often as the login says."""
        for reply in login.get("continue", []):
            away = answer.headers.get("Location", "")
            sent = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(away).query))
            if sent.get("state", APPLICATION_STATE) == APPLICATION_STATE:
                return answer  # to the application, sooner than the login says
            result.setdefault("away", []).append(away)
            parameters = {"state": sent["state"], **reply.get("parameters", {})}
            if "token" in reply:
                parameters["token"] = signed_reply(reply["token"], sent)
            where = {"data": parameters} if reply.get("method") == "POST" else {"params": parameters}
            answer = walk.follow(walk.request(reply.get("method", "GET"), "/continue", **where))
        if "second_factor" in login:
            assert 'id="factor-form"' in answer.text, f"no second factor: {answer.status_code} {answer.headers}"
            result["second_factor"] = login["second_factor"]
            answer = walk.submit(answer, **{login["second_factor"]: "true"})
        return answer

    def redeem(self, walk: Walk, client: dict, code: str, result: dict):
        answer = walk.request(
            "POST",
            "/oauth/token",
            json={
                "grant_type": "authorization_code",
                "client_id": client["client_id"],
                "client_secret": client["client_secret"],
                "code": code,
                "redirect_uri": client["callbacks"][0],
            },
        )
        assert answer.ok, f"{self.name}: {answer.status_code} {answer.text}"
        self.tell(answer.json(), result)

    def tell(self, given: dict, result: dict):
        """Notes what tokens say, why, and what they open."""
        result["given"] = list(given)
        if "scope" in given:
            result["scope"] = given["scope"]
        if token := given.get("id_token"):
            claims = jwt.decode(token, options={"verify_signature": False})
            trail = self.control("GET", f"/tokens/{hashlib.sha256(token.encode()).hexdigest()}/trail")
            result["claims"] = claims
            result["trail"] = {
                "lifetime": trail["lifetime"],
                "claims": {name: why for name, why in trail["claims"].items() if name not in OWN_CLAIMS},
            }
        if token := given.get("access_token"):
            answer = Walk(self.base, self.host).request(
                "GET", "/userinfo", headers={"Authorization": f"Bearer {token}"}
            )
            result["userinfo"] = answer.json() if answer.ok else answer.status_code

    # MARK: The tenant

    def client(self, login: dict) -> dict:
        clients = self.seed["clients"]
        return next(client for client in clients if client["name"] == login.get("client", clients[0]["name"]))

    def walk(self, login: dict) -> Walk:
        walk = self.browsers.get(login.get("browser", ""))
        if walk is None:
            walk = Walk(self.base, self.host)
            self.walks.append(walk)
            if "browser" in login:
                self.browsers[login["browser"]] = walk
        if "from" in login:
            walk.session.mount("http://", FromAddress(login["from"]))
        walk.session.headers.update({"User-Agent": BROWSER, "Accept-Language": "en", **login.get("headers", {})})
        return walk

    def control(self, method: str, path: str, body: dict | None = None) -> dict:
        answer = Walk(self.base, self.host).request(method, f"/_understudy{path}", json=body)
        assert answer.ok, f"{self.name}: {method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def stored(self, users) -> dict:
        """Metadata of the people who logged in, as `/tokeninfo` has them: the database, untouched by rules."""
        client = next(client for client in self.seed["clients"] if not client.get("oidc_conformant"))
        found = {}
        for user in dict.fromkeys(users):
            token = self.control("POST", "/tokens", {"client": client["client_id"], "user": user})["token"]
            answer = Walk(self.base, self.host).request("POST", "/tokeninfo", json={"id_token": token})
            assert answer.ok, f"{self.name}: {answer.status_code} {answer.text}"
            profile = answer.json()
            found[user] = {name: profile[name] for name in ("user_metadata", "app_metadata") if name in profile}
        return found


def signed_reply(token: dict, sent: dict[str, str]) -> str:
    """What a site that knows the rule's secret says of the person it was sent."""
    unchecked = {"verify_exp": False, "verify_aud": False}  # the machine's clock is not the tenant's
    claims = jwt.decode(sent["token"], token["secret"], algorithms=["HS256"], options=unchecked)
    return jwt.encode({**claims, **token["claims"]}, token.get("signed_with", token["secret"]), "HS256")


def written(outcome: dict) -> str:
    return json.dumps(outcome, indent=2, ensure_ascii=False) + "\n"


def serve_cases(cases: list[str], state_home: Path, **environment: str) -> Emulator:
    return Emulator(*(str(FOLDER / case / "seed.yaml") for case in cases), state_home=state_home, **environment)


@pytest.fixture(scope="module")
def process(request, state_home):
    """One process for several tenants, each at its own host."""
    with serve_cases(request.param, state_home) as emulator:
        yield emulator


BATCHES = [CASES[i : i + TENANTS_PER_PROCESS] for i in range(0, len(CASES), TENANTS_PER_PROCESS)]


@pytest.mark.parametrize(
    ("process", "name"),
    [pytest.param(tuple(batch), name, id=name) for batch in BATCHES for name in batch],
    indirect=["process"],
)
def test_a_rule_does_what_its_author_meant(process, name):
    actual = written(Case(name, process.http).outcome())
    golden = FOLDER / name / "golden.json"
    if os.environ.get("UNDERSTUDY_RECORD_GOLDEN") == "1":
        golden.write_text(actual)
    assert golden.is_file(), f"no {golden}; UNDERSTUDY_RECORD_GOLDEN=1 records it"
    if (expected := golden.read_text()) != actual:
        difference = difflib.unified_diff(
            expected.splitlines(), actual.splitlines(), f"{name}/golden.json", "now", n=6, lineterm=""
        )
        pytest.fail("\n".join(difference), pytrace=False)


def test_the_corpus_is_whole():
    folders = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name != "Modules")
    assert folders == CASES
    assert len(CASES) >= 40


@pytest.mark.parametrize("name", ["chance", "redirect-and-continue"])
def test_another_process_elsewhere_says_the_same_bytes(name, state_home):
    """Chance, ids, tokens and pages repeat, whatever the machine's time zone and language."""
    said = []
    for zone, language in (("UTC", "C.UTF-8"), ("Pacific/Auckland", "de_DE.UTF-8")):
        with serve_cases([name], state_home, TZ=zone, LC_ALL=language) as emulator:
            case = Case(name, emulator.http)
            outcome = written(case.outcome())
        exchanges = [exchange for walk in case.walks for exchange in walk.exchanges]
        assert exchanges
        said.append((outcome, [transcript(exchange) for exchange in exchanges]))
    assert said[0] == said[1]


def transcript(answer: requests.Response) -> tuple:
    headers = [(name, value) for name, value in answer.headers.items() if name.lower() != "date"]
    return answer.status_code, headers, answer.content


def test_hooks_do_what_their_rules_do():
    """The same tenant twice, without JavaScript and with it: people cannot tell which they met."""
    told_apart = {"iss", "at_hash"}
    outcomes = []
    for name in ("hooks", "hooks-as-rules"):
        logins = json.loads((FOLDER / name / "golden.json").read_text())["logins"]
        for login in logins:
            login.pop("trail", None)
            for claim in told_apart:
                login.get("claims", {}).pop(claim, None)
        outcomes.append(logins)
    assert outcomes[0] == outcomes[1]


# What only the shipped binary showed: keys read from memory that was gone, and clients kept in `global` that went dumb.

SIGNING_RULE = """function (user, context, callback) {
  const jwt = require('jsonwebtoken');
  const algorithms = configuration.ALGORITHMS.split(' ');
  user.tokens = algorithms.map((algorithm) => {
    const token = jwt.sign({ sub: user.user_id }, configuration.PRIVATE_KEY, { algorithm, noTimestamp: true });
    jwt.verify(token, configuration.PUBLIC_KEY, { algorithms: [algorithm] });
    return token;
  });
  callback(null, user, context);
}"""

KEEPING_RULE = """async function (user, context, callback) {
  global.get = global.get || require('request').defaults({ baseUrl: 'https://api.example.com', json: true });
  global.client = global.client || require('axios').create({ baseURL: 'https://api.example.com' });
  global.sign = global.sign || ((claims) => (
    require('jsonwebtoken').sign(claims, configuration.PRIVATE_KEY, { algorithm: 'RS256', noTimestamp: true })
  ));
  global.counter = global.counter || new (class Counter { constructor() { this.n = 0; } next() { return ++this.n; } })();
  const got = await new Promise((resolve, reject) => (
    global.get('/a', (error, response, body) => (error ? reject(error) : resolve(body)))
  ));
  const { data } = await global.client.get('/b');
  const n = global.counter.next();
  user.kept = [n, got.plan, data.plan];
  user.tokens = [global.sign({ sub: user.user_id, n })];
  callback(null, user, context);
}"""


def pems(key, form) -> tuple[str, str]:
    private = key.private_bytes(Encoding.PEM, form, NoEncryption()).decode()
    return private, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def rule_seed(name: str, rule: str, configuration: dict[str, str], directory: Path) -> str:
    document = {
        "version": 1,
        "emulator": {
            "name": name,
            "era": "legacy",
            "rules": {"stubs": [{"url": "https://api.example.com/*", "json": {"plan": "gold"}}]},
        },
        "clients": [
            {
                "name": "Portal",
                "client_id": "PortalExampleOnly000000000000000",
                "client_secret": "example-only-secret-of-Portal-never-use-it-elsewhere-0000000000_",
                "callbacks": ["https://portal.example.com/callback"],
            }
        ],
        "databases": [{"name": DATABASE}],
        "users": [{"email": "ada@example.com", "password": PASSWORD, "email_verified": True}],
        "rulesConfigs": [{"key": key, "value": value} for key, value in configuration.items()],
        "rules": [{"name": "signing", "script": rule}],
    }
    path = directory / f"{name}.yaml"
    path.write_text(yaml.safe_dump(document))
    return str(path)


def log_in(emulator: Emulator) -> dict:
    answer = requests.post(
        f"{emulator.http}/oauth/ro",
        json={
            "client_id": "PortalExampleOnly000000000000000",
            "connection": DATABASE,
            "username": "ada@example.com",
            "password": PASSWORD,
            "scope": "openid tokens kept",
        },
        timeout=60,
    )
    assert answer.ok, answer.text
    return jwt.decode(answer.json()["id_token"], options={"verify_signature": False})


RSA_ALGORITHMS = "RS256 RS384 RS512 PS256 PS384 PS512"


@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL], ids=["PKCS8", "PKCS1-SEC1"])
@pytest.mark.parametrize("key", ["EC", "2048", "3072", "4096"])
def test_a_rule_signs_with_keys_of_every_length_and_wrapping(key, form, state_home, tmp_path):
    made = ec.generate_private_key(ec.SECP256R1()) if key == "EC" else rsa.generate_private_key(65537, int(key))
    private, public = pems(made, form)
    algorithms = "ES256" if key == "EC" else RSA_ALGORITHMS
    configuration = {"PRIVATE_KEY": private, "PUBLIC_KEY": public, "ALGORITHMS": algorithms}
    with Emulator(rule_seed("signing", SIGNING_RULE, configuration, tmp_path), state_home=state_home) as emulator:
        for _ in range(3):
            claims = log_in(emulator)
            for algorithm, token in zip(algorithms.split(), claims["tokens"], strict=True):
                assert jwt.decode(token, public, algorithms=[algorithm])["sub"] == claims["sub"]


def test_what_a_rule_keeps_in_global_works_at_twenty_logins(state_home, tmp_path):
    private, public = pems(rsa.generate_private_key(65537, 2048), PrivateFormat.PKCS8)
    seed = rule_seed("keeping", KEEPING_RULE, {"PRIVATE_KEY": private}, tmp_path)
    with Emulator(seed, state_home=state_home) as emulator:
        for number in range(1, 21):
            claims = log_in(emulator)
            assert claims["kept"] == [number, "gold", "gold"]
            assert jwt.decode(claims["tokens"][0], public, algorithms=["RS256"])["n"] == number
        runs = emulator.control("GET", "/rules/runs")["runs"]
        assert [len(run["rules"][0]["calls"]) for run in runs] == [2] * 20
        assert private.splitlines()[1] not in json.dumps(runs)
