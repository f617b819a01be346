"""A tenant made at run time, used by a program that knows `localhost` and no name under it (plain Debian's resolver)."""

import socket

import jwt
import pytest
import requests

from seeds import DATABASE, ENCODED, ENCODED_SECRET, PASSWORD, SPA
from walk import Walk, told

ADA = "ada@example.com"


@pytest.fixture(autouse=True)
def no_name_under_localhost_resolves(monkeypatch):
    resolve = socket.getaddrinfo

    def resolved(host, *arguments, **options):
        if isinstance(host, str) and host.endswith(".localhost"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return resolve(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)


def made(emulator, **order) -> dict:
    answer = requests.post(f"{emulator.http}/_understudy/tenants", json=order, timeout=20)
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
def tenant(emulator) -> dict:
    tenant = made(emulator, name="own", seed="acceptance", port=0)
    yield tenant
    assert requests.delete(f"{emulator.http}/_understudy/tenants/own", timeout=20).status_code == 204


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_login_and_its_tokens_verified_through_the_tenants_own_keys(scheme, tenant):
    base = tenant[scheme]
    assert base.startswith(f"{scheme}://localhost:")
    answer = requests.post(f"{base}/oauth/ro", timeout=20, data={
        "client_id": ENCODED, "connection": DATABASE, "username": ADA, "password": PASSWORD, "scope": "openid"})
    assert answer.status_code == 200, answer.text
    profile = requests.get(f"{base}/userinfo", timeout=20,
                           headers={"Authorization": f"Bearer {answer.json()['access_token']}"})
    assert profile.json()["email"] == ADA

    discovery = requests.get(f"{base}/.well-known/openid-configuration", timeout=20).json()
    assert discovery["issuer"] == tenant["issuer"] == f"{tenant['https']}/"
    token = requests.post(f"{base}/_understudy/tokens", timeout=20,
                          json={"kind": "id", "client": SPA, "user": ADA}).json()["token"]
    key = jwt.PyJWKClient(discovery["jwks_uri"]).get_signing_key_from_jwt(token)
    claims = jwt.decode(token, key.key, algorithms=["RS256"], audience=SPA, issuer=tenant["issuer"])
    assert claims["sub"]


def test_a_person_logs_in_on_the_tenants_own_pages(tenant, application):
    walk = Walk(tenant["https"])
    callback = f"{application.origin}/callback"
    page = walk.authorize(client_id=ENCODED, redirect_uri=callback, response_type="code", scope="openid", state="s")
    code = told(walk.submit(page, username=ADA, password=PASSWORD))["code"]
    tokens = requests.post(f"{tenant['https']}/oauth/token", timeout=20, data={
        "grant_type": "authorization_code", "client_id": ENCODED, "client_secret": ENCODED_SECRET, "code": code,
        "redirect_uri": callback})
    assert tokens.status_code == 200, tokens.text
    claims = jwt.decode(tokens.json()["id_token"], options={"verify_signature": False})
    assert claims["iss"] == tenant["issuer"]


def test_a_tenant_says_where_it_answers_and_which_of_its_names_resolve_where(emulator, tenant):
    listed = requests.get(f"{emulator.http}/_understudy/tenants", timeout=20).json()["tenants"]
    first, own = listed
    assert own["name"] == "own" and own["names"]["localhost"] == "everywhere"
    assert "browsers" in own["names"]["own.localhost"]
    assert (first["http"].replace("localhost", "127.0.0.1"), first["https"]) == (emulator.http, emulator.https)
    shared = made(emulator, name="shared")
    assert list(shared["names"]) == ["shared.localhost"] and '"port": 0' in shared["names"]["shared.localhost"]
    assert requests.delete(f"{emulator.http}/_understudy/tenants/shared", timeout=20).status_code == 204


def test_the_ports_close_with_the_tenant(emulator):
    before = emulator.listening_sockets()
    tenant = made(emulator, name="brief", port=0)
    opened = emulator.listening_sockets() - before
    assert {address for address, _ in opened} <= {"127.0.0.1", "::1"}
    assert {port for _, port in opened} == {int(tenant[s].rsplit(":", 1)[1]) for s in ("http", "https")}
    assert requests.delete(f"{emulator.http}/_understudy/tenants/brief", timeout=20).status_code == 204
    assert emulator.listening_sockets() == before
