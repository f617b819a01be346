"""PyJWT, which nobody here wrote, verifies the tenant's tokens."""

import base64
import hashlib
import time
from datetime import datetime, timezone

import jwt
import pytest
import requests
from cryptography import x509

from seeds import DATABASE, ENCODED, ENCODED_SECRET, PASSWORD, RAW, RAW_SECRET, SPA

REQUIRED = ["iss", "sub", "aud", "exp", "iat"]


def id_token(emulator, client: str, scope: str = "openid") -> str:
    """Logs in by `/oauth/ro` over HTTPS."""
    answer = requests.post(
        f"{emulator.https}/oauth/ro",
        json={
            "client_id": client,
            "username": "ada@example.com",
            "password": PASSWORD,
            "connection": DATABASE,
            "grant_type": "password",
            "scope": scope,
        },
        timeout=10,
    )
    assert answer.status_code == 200, answer.text
    return answer.json()["id_token"]


def decoded_secret() -> bytes:
    return base64.urlsafe_b64decode(ENCODED_SECRET + "=" * (-len(ENCODED_SECRET) % 4))


def tenant_key(emulator, token: str):
    return jwt.PyJWKClient(f"{emulator.https}/.well-known/jwks.json").get_signing_key_from_jwt(token).key


def key_and_algorithm(emulator, client: str, token: str):
    if client == ENCODED:
        return decoded_secret(), "HS256"
    if client == RAW:
        return RAW_SECRET, "HS256"
    return tenant_key(emulator, token), "RS256"


CLIENTS = pytest.mark.parametrize(
    "client",
    [pytest.param(ENCODED, id="HS256 decoded"), pytest.param(RAW, id="HS256 raw"), pytest.param(SPA, id="RS256")],
)


@CLIENTS
def test_a_token_verifies_with_its_clients_key(emulator, client):
    token = id_token(emulator, client)
    key, algorithm = key_and_algorithm(emulator, client, token)
    claims = jwt.decode(
        token, key, algorithms=[algorithm], audience=client, issuer=emulator.issuer, options={"require": REQUIRED}
    )
    assert claims["sub"].startswith("auth0|")
    assert claims["exp"] - claims["iat"] == (3600 if client == RAW else 36000)
    assert all(type(claims[name]) is int for name in ("exp", "iat"))


@CLIENTS
def test_a_token_is_refused_for_another_audience_issuer_or_key(emulator, client):
    token = id_token(emulator, client)
    key, algorithm = key_and_algorithm(emulator, client, token)
    with pytest.raises(jwt.InvalidAudienceError):
        jwt.decode(token, key, algorithms=[algorithm], audience="another client")
    with pytest.raises(jwt.InvalidIssuerError):
        jwt.decode(token, key, algorithms=[algorithm], audience=client, issuer=emulator.issuer.rstrip("/"))
    head, payload, signature = token.split(".")
    forged = f"{head}.{payload}.{signature[:9]}{'A' if signature[9] != 'A' else 'B'}{signature[10:]}"
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(forged, key, algorithms=[algorithm], audience=client)


def test_the_two_readings_of_a_secret_are_not_confused(emulator):
    encoded, raw = id_token(emulator, ENCODED), id_token(emulator, RAW)
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(encoded, ENCODED_SECRET, algorithms=["HS256"], audience=ENCODED)
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(raw, decoded_secret(), algorithms=["HS256"], audience=RAW)


def test_headers_name_the_key_only_where_there_is_one_to_look_up(emulator):
    assert jwt.get_unverified_header(id_token(emulator, ENCODED)) == {"typ": "JWT", "alg": "HS256"}
    header = jwt.get_unverified_header(id_token(emulator, SPA))
    assert set(header) == {"typ", "alg", "kid"}


@CLIENTS
def test_a_tenant_in_the_past_issues_tokens_that_have_expired_for_the_machine(serve, seed_file, client):
    lifetime = 3600 if client == RAW else 36000
    margin = 600  # far more than this test takes
    now = int(time.time())
    emulator = serve(seed_file, "--clock", instant(now - lifetime + margin))

    fresh = id_token(emulator, client)
    key, algorithm = key_and_algorithm(emulator, client, fresh)
    jwt.decode(fresh, key, algorithms=[algorithm], audience=client)

    emulator.clock.set(now=instant(now - lifetime - 1))
    stale = id_token(emulator, client)
    with pytest.raises(jwt.ExpiredSignatureError):
        jwt.decode(stale, key, algorithms=[algorithm], audience=client)
    # By the tenant's own time it is as good as new, to the second.
    behind = int(time.time()) - emulator.clock.read()["unix"]
    claims = jwt.decode(stale, key, algorithms=[algorithm], audience=client, leeway=behind + 1)
    assert claims["iat"] == now - lifetime - 1


def test_a_tenant_in_the_future_issues_tokens_that_are_not_valid_yet_for_the_machine(serve, seed_file):
    emulator = serve(seed_file, "--clock", instant(int(time.time()) + 3 * 86400))
    token = id_token(emulator, SPA)
    key = tenant_key(emulator, token)
    with pytest.raises(jwt.ImmatureSignatureError):
        jwt.decode(token, key, algorithms=["RS256"], audience=SPA)
    jwt.decode(token, key, algorithms=["RS256"], audience=SPA, options={"verify_iat": False})


def test_a_moved_clock_shows_in_the_next_token(serve, seed_file):
    emulator = serve(seed_file, "--clock", "2016-05-04T12:00:00Z")
    before = jwt.decode(id_token(emulator, RAW), options={"verify_signature": False})
    emulator.clock.advance(by="PT10H")
    after = jwt.decode(id_token(emulator, RAW), options={"verify_signature": False})
    assert (before["iat"], before["exp"]) == (1462363200, 1462363200 + 3600)
    assert after["iat"] - before["iat"] == after["exp"] - before["exp"] == 36000


def test_the_certificate_of_the_published_key_is_the_key(emulator):
    (entry,) = requests.get(f"{emulator.https}/.well-known/jwks.json", timeout=10).json()["keys"]
    assert {"kty", "use", "alg", "n", "e", "kid", "x5c", "x5t"} <= set(entry)
    assert (entry["kty"], entry["use"], entry["alg"]) == ("RSA", "sig", "RS256")

    certificate_bytes = base64.b64decode(entry["x5c"][0], validate=True)
    certificate = x509.load_der_x509_certificate(certificate_bytes)
    published = jwt.PyJWK(entry).key.public_numbers()
    assert certificate.public_key().public_numbers() == published
    assert published.n.bit_length() >= 2048

    # The form of these years: base64url of the thumbprint's forty hexadecimal digits, not of its twenty bytes.
    thumbprint = hashlib.sha1(certificate_bytes).hexdigest().upper()
    expected = base64.urlsafe_b64encode(thumbprint.encode()).decode().rstrip("=")
    assert entry["kid"] == entry["x5t"] == expected


def test_certificate_downloads_are_the_published_certificate(emulator):
    (entry,) = requests.get(f"{emulator.https}/.well-known/jwks.json", timeout=10).json()["keys"]
    published = x509.load_der_x509_certificate(base64.b64decode(entry["x5c"][0]))
    assert x509.load_pem_x509_certificate(requests.get(f"{emulator.https}/pem", timeout=10).content) == published
    assert x509.load_der_x509_certificate(requests.get(f"{emulator.https}/cer", timeout=10).content) == published


def test_the_certificate_verifies_tokens_like_the_key_does(emulator):
    certificate = x509.load_pem_x509_certificate(requests.get(f"{emulator.https}/pem", timeout=10).content)
    jwt.decode(id_token(emulator, SPA), certificate.public_key(), algorithms=["RS256"], audience=SPA)


def test_the_key_set_is_the_same_bytes_on_each_read(emulator):
    reads = {requests.get(f"{emulator.https}/.well-known/jwks.json", timeout=10).content for _ in range(5)}
    reads.add(requests.get(f"{emulator.http}/.well-known/jwks.json", timeout=10).content)
    assert len(reads) == 1


@pytest.mark.parametrize(
    "defect, refusal",
    [
        ("expired", jwt.ExpiredSignatureError),
        ("no_exp", jwt.MissingRequiredClaimError),
        ("bad_signature", jwt.InvalidSignatureError),
        ("alg_none", jwt.InvalidAlgorithmError),
        ("alg_confusion", jwt.InvalidAlgorithmError),
        ("unknown_kid", jwt.PyJWKClientError),
        ("wrong_issuer", jwt.InvalidIssuerError),
        ("wrong_audience", jwt.InvalidAudienceError),
    ],
)
def test_a_minted_defect_is_found_by_pyjwt(emulator, defect, refusal):
    order = {"kind": "id", "client": SPA, "user": "ada@example.com"}

    def verify(token: str):
        jwt.decode(
            token,
            tenant_key(emulator, token),
            algorithms=["RS256"],
            audience=SPA,
            issuer=emulator.issuer,
            options={"require": REQUIRED},
        )

    verify(emulator.mint(**order))
    with pytest.raises(refusal):
        if defect in ("alg_none", "alg_confusion"):  # these have no key to look up: the algorithm alone condemns them
            good = emulator.mint(**order)
            jwt.decode(
                emulator.mint(**order, defect=defect), tenant_key(emulator, good), algorithms=["RS256"], audience=SPA
            )
        else:
            verify(emulator.mint(**order, defect=defect))


def instant(unix: int) -> str:
    return datetime.fromtimestamp(unix, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
