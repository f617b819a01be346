"""Each named defect of a minted token, read by libraries that nobody here wrote, with their default leeway."""

import asyncio

import jwt
import pytest
from auth0_api_python import ApiClient, ApiClientOptions
from auth0_api_python.errors import VerifyAccessTokenError
from authlib.jose import JsonWebKey, JsonWebToken
from authlib.jose.errors import JoseError

import requests

from seeds import ENCODED, SPA

DEFECTS = [
    "expired",
    "not_yet_valid",
    "no_exp",
    "bad_signature",
    "alg_none",
    "alg_confusion",
    "unknown_kid",
    "wrong_issuer",
    "wrong_audience",
    "exp_as_text",
    "duplicate_sub",
]
CLAIMS = ["iss", "sub", "aud", "exp", "iat"]


@pytest.fixture(scope="module")
def key_set(emulator) -> dict:
    return requests.get(f"{emulator.https}/.well-known/jwks.json", timeout=10).json()


@pytest.fixture(scope="module")
def subject(emulator) -> str:
    return jwt.decode(emulator.mint(client=SPA, user="ada@example.com"), options={"verify_signature": False})["sub"]


def by_pyjwt(emulator, token: str, key_set: dict, subject: str) -> None:
    header = jwt.get_unverified_header(token)
    keys = {key.key_id: key.key for key in jwt.PyJWKSet.from_dict(key_set).keys}
    key = keys.get(header.get("kid"), None)
    if key is None:
        raise jwt.PyJWKClientError("no such key")
    jwt.decode(
        token,
        key,
        algorithms=["RS256"],
        audience=SPA,
        issuer=emulator.issuer,
        subject=subject,
        options={"require": CLAIMS},
    )


def by_authlib(emulator, token: str, key_set: dict, subject: str) -> None:
    expected = {
        "iss": {"essential": True, "value": emulator.issuer},
        "sub": {"essential": True, "value": subject},
        "aud": {"essential": True, "value": SPA},
        "exp": {"essential": True},
        "iat": {"essential": True},
    }
    keys = JsonWebKey.import_key_set(key_set)
    JsonWebToken(["RS256"]).decode(token, keys, claims_options=expected).validate()


def by_auth0_api_python(emulator, token: str, key_set: dict, subject: str) -> None:
    client = ApiClient(ApiClientOptions(domain=emulator.domain, audience=SPA))
    claims = asyncio.run(client.verify_access_token(access_token=token))
    # The library leaves the subject to its caller.
    if claims["sub"] != subject:
        raise VerifyAccessTokenError("another subject")


LIBRARIES = [
    pytest.param(by_pyjwt, jwt.PyJWTError, id="PyJWT"),
    # A key set without the token's key is a ValueError there.
    pytest.param(by_authlib, (JoseError, ValueError), id="Authlib"),
    # It compares a text with a number, and Python says no.
    pytest.param(by_auth0_api_python, (VerifyAccessTokenError, TypeError), id="auth0-api-python"),
]

# auth0-api-python 1.0.0b10 does not read `nbf` at all.
UNREAD = {("by_auth0_api_python", "not_yet_valid")}


@pytest.mark.parametrize("verify, refusals", LIBRARIES)
def test_a_token_without_a_defect_is_taken(emulator, key_set, subject, verify, refusals):
    verify(emulator, emulator.mint(client=SPA, user="ada@example.com"), key_set, subject)


@pytest.mark.parametrize("verify, refusals", LIBRARIES)
@pytest.mark.parametrize("defect", DEFECTS)
def test_a_token_with_a_defect_is_refused(emulator, key_set, subject, verify, refusals, defect):
    token = emulator.mint(client=SPA, user="ada@example.com", defect=defect)
    if (verify.__name__, defect) in UNREAD:
        verify(emulator, token, key_set, subject)
        return
    with pytest.raises(refusals):
        verify(emulator, token, key_set, subject)


def test_the_table_has_every_defect(emulator):
    answer = requests.post(
        f"{emulator.http}/_understudy/tokens",
        json={"client": SPA, "user": "ada@example.com", "defect": "nothing"},
        timeout=10,
    )
    names = answer.json()["error_description"].split("must be one of ")[1].split(", ")
    assert names == DEFECTS


@pytest.mark.parametrize("defect", ["unknown_kid", "alg_confusion"])
def test_a_defect_that_changes_nothing_is_refused_with_the_reason(emulator, defect):
    answer = requests.post(
        f"{emulator.http}/_understudy/tokens",
        json={"client": ENCODED, "user": "ada@example.com", "defect": defect},
        timeout=10,
    )
    assert answer.status_code == 400
    assert "changes nothing" in answer.json()["error_description"]
    assert "RS256" in answer.json()["error_description"]
