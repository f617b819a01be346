"""auth0-python 3, unmodified, over HTTPS with our certificate authority."""

import jwt
import pytest
from auth0.v3.authentication import AuthorizeClient, Database, Enterprise, GetToken, Logout, Social, Users
from auth0.v3.authentication.token_verifier import (
    AsymmetricSignatureVerifier,
    SymmetricSignatureVerifier,
    TokenVerifier,
)
from auth0.v3.exceptions import Auth0Error, TokenValidationError

from seeds import DATABASE, ENCODED, ENCODED_SECRET, FACEBOOK_TOKEN, PASSWORD, RAW, RAW_SECRET, SPA
from walk import Walk


def login(emulator, client: str = ENCODED, scope: str = "openid", password: str = PASSWORD) -> dict:
    return Database(emulator.domain).login(
        client_id=client, username="ada@example.com", password=password, connection=DATABASE, scope=scope
    )


def test_database_login_answers_tokens(emulator):
    answer = login(emulator)
    assert {"id_token", "access_token", "token_type"} <= set(answer)
    assert answer["token_type"] == "bearer"
    assert len(answer["access_token"]) == 16


def test_database_login_without_openid_answers_no_id_token(emulator):
    answer = login(emulator, scope="")
    assert "id_token" not in answer and "access_token" in answer


def test_a_wrong_password_is_an_error_with_status_and_code(emulator):
    with pytest.raises(Auth0Error) as caught:
        login(emulator, password="wrong")
    assert caught.value.status_code == 401
    assert caught.value.error_code == "invalid_user_password"
    assert caught.value.message == "Wrong email or password."


def test_userinfo_is_the_whole_profile_of_the_access_token(emulator):
    profile = Users(emulator.domain).userinfo(login(emulator, scope="openid")["access_token"])
    assert profile["email"] == "ada@example.com"
    assert profile["email_verified"] is True
    assert profile["user_id"] == profile["sub"]
    assert profile["identities"][0]["connection"] == DATABASE
    assert profile["user_metadata"] == {"language": "en"}


def test_userinfo_refuses_an_unknown_token(emulator):
    with pytest.raises(Auth0Error) as caught:
        Users(emulator.domain).userinfo("0123456789abcdef")
    assert caught.value.status_code == 401


def test_tokeninfo_is_the_stored_profile_of_the_id_token(emulator):
    answer = login(emulator)
    profile = Users(emulator.domain).tokeninfo(answer["id_token"])
    assert profile["email"] == "ada@example.com"
    assert profile["user_id"] == jwt.decode(answer["id_token"], options={"verify_signature": False})["sub"]
    assert "sub" not in profile


def test_tokeninfo_refuses_a_token_at_its_last_second_and_not_before(serve, seed_file):
    emulator = serve(seed_file, "--clock", "2016-05-04T12:00:00Z")
    users = Users(emulator.domain)
    token = login(emulator)["id_token"]
    emulator.clock.advance(by=36000 - 1)
    assert users.tokeninfo(token)["email"] == "ada@example.com"
    emulator.clock.advance(by=1)
    with pytest.raises(Auth0Error) as caught:
        users.tokeninfo(token)
    assert caught.value.status_code == 401


def test_userinfo_refuses_an_access_token_after_a_day_and_not_before(serve, seed_file):
    emulator = serve(seed_file, "--clock", "2016-05-04T12:00:00Z")
    users = Users(emulator.domain)
    token = login(emulator)["access_token"]
    emulator.clock.advance(by=86400 - 1)
    assert users.userinfo(token)["email"] == "ada@example.com"
    emulator.clock.advance(by=1)
    with pytest.raises(Auth0Error) as caught:
        users.userinfo(token)
    assert caught.value.status_code == 401


def test_social_login_takes_the_providers_token_of_the_seed(emulator):
    answer = Social(emulator.domain).login(client_id=ENCODED, access_token=FACEBOOK_TOKEN, connection="facebook")
    claims = jwt.decode(answer["id_token"], options={"verify_signature": False})
    assert claims["sub"] == "facebook|10154000000000001"
    profile = Users(emulator.domain).userinfo(answer["access_token"])
    assert profile["name"] == "Grace Hopper"
    assert profile["identities"][0]["access_token"] == FACEBOOK_TOKEN


def test_social_login_refuses_another_token(emulator):
    with pytest.raises(Auth0Error) as caught:
        Social(emulator.domain).login(client_id=ENCODED, access_token="made up", connection="facebook")
    assert caught.value.status_code == 401


def code(emulator, application, client: str) -> str:
    """Logs in on the hosted page like a person."""
    told = Walk(emulator.https).log_in(
        "ada@example.com",
        PASSWORD,
        client_id=client,
        response_type="code",
        redirect_uri=application.callback,
        scope="openid profile",
        state="a=b&c d+e",
    )
    assert told["state"] == "a=b&c d+e"
    return told["code"]


@pytest.mark.parametrize("client, secret", [(ENCODED, ENCODED_SECRET), (RAW, RAW_SECRET)], ids=["encoded", "raw"])
def test_a_code_from_the_login_page_is_exchanged_once(emulator, application, client, secret):
    obtained = code(emulator, application, client)
    get_token = GetToken(emulator.domain)
    answer = get_token.authorization_code(client, secret, obtained, application.callback)
    assert answer["token_type"] == "Bearer"
    claims = jwt.decode(answer["id_token"], options={"verify_signature": False})
    assert (claims["aud"], claims["email"]) == (client, "ada@example.com")
    assert Users(emulator.domain).userinfo(answer["access_token"])["email"] == "ada@example.com"

    with pytest.raises(Auth0Error) as caught:
        get_token.authorization_code(client, secret, obtained, application.callback)
    assert (caught.value.status_code, caught.value.error_code) == (403, "invalid_grant")


def test_a_code_is_refused_to_a_wrong_secret(emulator, application):
    with pytest.raises(Auth0Error) as caught:
        GetToken(emulator.domain).authorization_code(
            ENCODED, "wrong", code(emulator, application, ENCODED), application.callback
        )
    assert (caught.value.status_code, caught.value.error_code) == (401, "access_denied")


def test_a_code_is_refused_for_another_redirect_uri(emulator, application, secure_application):
    with pytest.raises(Auth0Error) as caught:
        GetToken(emulator.domain).authorization_code(
            ENCODED, ENCODED_SECRET, code(emulator, application, ENCODED), secure_application.callback
        )
    assert caught.value.status_code == 403
    assert "redirect" in caught.value.message.lower()


def test_a_code_expires(serve, seed_file, application):
    emulator = serve(seed_file, "--clock", "2016-05-04T12:00:00Z")
    obtained = code(emulator, application, ENCODED)
    emulator.clock.advance(by="PT10M")
    with pytest.raises(Auth0Error) as caught:
        GetToken(emulator.domain).authorization_code(ENCODED, ENCODED_SECRET, obtained, application.callback)
    assert (caught.value.status_code, caught.value.error_code) == (403, "invalid_grant")


def test_logout_follows_the_way_back_to_the_application(emulator, application):
    assert "Application" in Logout(emulator.domain).logout(ENCODED, f"{application.origin}/")
    assert "Application" in Logout(emulator.domain).logout(ENCODED, f"{application.origin}/", federated=True)


def test_logout_refuses_an_address_that_is_not_the_clients(emulator):
    with pytest.raises(Auth0Error) as caught:
        Logout(emulator.domain).logout(ENCODED, "https://elsewhere.example/")
    assert caught.value.status_code == 400


def test_authorize_client_arrives_at_the_login_page(emulator, application):
    page = AuthorizeClient(emulator.domain).authorize(
        client_id=ENCODED, state="xyz", redirect_uri=application.callback, scope="openid"
    )
    assert 'id="login-form"' in page


def test_the_librarys_own_verifier_takes_rs256_and_hs256_tokens(emulator):
    by_key = AsymmetricSignatureVerifier(f"{emulator.https}/.well-known/jwks.json")
    TokenVerifier(by_key, emulator.issuer, SPA).verify(login(emulator, SPA)["id_token"])
    by_secret = SymmetricSignatureVerifier(RAW_SECRET)
    TokenVerifier(by_secret, emulator.issuer, RAW).verify(login(emulator, RAW)["id_token"])
    with pytest.raises(TokenValidationError):
        TokenVerifier(by_key, emulator.issuer, "another client").verify(login(emulator, SPA)["id_token"])


def test_what_is_not_emulated_says_so(emulator):
    with pytest.raises(Auth0Error) as caught:
        Enterprise(emulator.domain).saml_metadata(ENCODED)
    assert (caught.value.status_code, caught.value.error_code) == (501, "not_emulated")
    (entry,) = [e for e in emulator.control("GET", "/journal")["entries"] if e["path"].startswith("/samlp/")]
    assert (entry["status"], entry["error"]) == (501, "not_emulated")
