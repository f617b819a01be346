"""OAuth libraries that nobody here wrote log in over HTTPS, whichever way the client's settings name for its secret."""

import asyncio
import urllib.parse

import pytest
import requests
from auth0_server_python.auth_server.server_client import ServerClient
from auth0_server_python.auth_types import StartInteractiveLoginOptions
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from httpx_oauth.clients.openid import OpenID
from httpx_oauth.oauth2 import BaseOAuth2
from requests_oauthlib import OAuth2Session
from social_core.backends.auth0 import Auth0OAuth2
from social_core.strategy import BaseStrategy

from emulator import Emulator
from seeds import DATABASE, PASSWORD, written
from walk import Form, Walk

METHODS = ["client_secret_post", "client_secret_basic"]
# Libraries do not agree on how such a secret stands in a header: escaped as in a form, or as it is.
SECRET = "example-only secret+with/odd%20characters=of every:kind"


def client_id(method: str) -> str:
    return f"{method.title().replace('_', '')}ExampleOnly".ljust(32, "0")


def seed(callback: str, strict: bool) -> str:
    clients = "".join(
        f"""
  - name: {method}
    client_id: {client_id(method)}
    client_secret: {SECRET!r}
    app_type: regular_web
    token_endpoint_auth_method: {method}
    callbacks: [{callback!r}]"""
        for method in METHODS
    )
    return f"""version: 1
emulator: {{ name: oauth-libraries, era: modern, strict: {str(strict).lower()} }}
tenant: {{ default_directory: {DATABASE} }}
clients:{clients}
databases: [{{ name: {DATABASE} }}]
users:
  - {{ email: ada@example.com, password: {PASSWORD}, email_verified: true, name: Ada Lovelace }}
"""


@pytest.fixture(scope="module", params=[False, True], ids=["as the tenant", "strict"])
def tenant(request, state_home, application, tmp_path_factory):
    text = seed(application.callback, request.param)
    with Emulator(written(tmp_path_factory.mktemp("oauth"), text), state_home=state_home) as emulator:
        emulator.is_strict = request.param
        yield emulator


def log_in(tenant: Emulator, address: str) -> str:
    """A person follows the library's link, and logs in; answers the address to which they are sent back."""
    walk = Walk(tenant.https)
    page = walk.follow(walk.request("GET", address))
    assert Form(page.text).action, f"no login page: {page.status_code} {page.text[:300]}"
    back = walk.submit(page, username="ada@example.com", password=PASSWORD)
    assert back.is_redirect, f"{back.status_code} {back.text[:300]}"
    return back.headers["Location"]


def code_in(address: str) -> str:
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))["code"]


# Each logs in with a library as a client, by the method that the library is told or chooses itself, and answers the
# user's address as the library learns it. `None`: the library has one method alone.


def authlib(tenant: Emulator, client: str, method: str, callback: str) -> str:
    session = AuthlibSession(
        client, SECRET, redirect_uri=callback, scope="openid email", token_endpoint_auth_method=method
    )
    address, _ = session.create_authorization_url(f"{tenant.https}/authorize")
    token = session.fetch_token(
        f"{tenant.https}/oauth/token", authorization_response=log_in(tenant, address), grant_type="authorization_code"
    )
    assert token["token_type"] == "Bearer"
    return session.get(f"{tenant.https}/userinfo").json()["email"]


def requests_oauthlib(tenant: Emulator, client: str, method: str, callback: str) -> str:
    session = OAuth2Session(client, redirect_uri=callback, scope=["openid", "email"])
    address, _ = session.authorization_url(f"{tenant.https}/authorize")
    posts = {"include_client_id": True, "client_secret": SECRET} if method == "client_secret_post" else {}
    basic = {"auth": requests.auth.HTTPBasicAuth(client, SECRET)} if not posts else {}
    session.fetch_token(f"{tenant.https}/oauth/token", code=code_in(log_in(tenant, address)), **posts, **basic)
    return session.get(f"{tenant.https}/userinfo").json()["email"]


def social_core(tenant: Emulator, client: str, method: str, callback: str) -> str:
    class Strategy(BaseStrategy):
        """What a web framework gives it: settings, a session and the request."""

        def __init__(self):
            super().__init__()
            self.session, self.request = {}, {}

        def get_setting(self, name):
            return {
                "SOCIAL_AUTH_AUTH0_KEY": client,
                "SOCIAL_AUTH_AUTH0_SECRET": SECRET,
                "SOCIAL_AUTH_AUTH0_DOMAIN": tenant.domain,
            }[name]

        def request_data(self, merge=True):
            return self.request

        def session_get(self, name, default=None):
            return self.session.get(name, default)

        def session_set(self, name, value):
            self.session[name] = value

        def session_pop(self, name):
            return self.session.pop(name, None)

        def session_setdefault(self, name, value):
            return self.session.setdefault(name, value)

        def build_absolute_uri(self, path=None):
            return callback

    class Backend(Auth0OAuth2):
        USE_BASIC_AUTH = method == "client_secret_basic"
        # Its states stand in a database, which a web framework would bring.
        STATE_PARAMETER = REDIRECT_STATE = False

    backend = Backend(Strategy(), redirect_uri=callback)
    back = log_in(tenant, backend.auth_url())
    backend.data = {"code": code_in(back)}
    token = backend.request_access_token(
        backend.access_token_url(),
        data=backend.auth_complete_params(),
        headers=backend.auth_headers(),
        auth=backend.auth_complete_credentials(),
        method=backend.ACCESS_TOKEN_METHOD,
    )
    return backend.get_user_details(token)["email"]


def httpx_oauth(tenant: Emulator, client: str, method: str | None, callback: str) -> str:
    async def whole() -> str:
        library = OpenID(client, SECRET, f"{tenant.https}/.well-known/openid-configuration")
        if method:
            library.token_endpoint_auth_method = method
        assert isinstance(library, BaseOAuth2)
        address = await library.get_authorization_url(callback)
        token = await library.get_access_token(code_in(log_in(tenant, address)), callback)
        return (await library.get_id_email(token["access_token"]))[1]

    return asyncio.run(whole())


class Slots:
    """Where auth0-server-python keeps a login that has begun, and the session that it becomes."""

    def __init__(self):
        self.kept = {}

    async def set(self, identifier, state, remove_if_expires=False, options=None):
        self.kept[identifier] = state

    async def get(self, identifier, options=None):
        return self.kept.get(identifier)

    async def delete(self, identifier, options=None):
        self.kept.pop(identifier, None)


def auth0_server(tenant: Emulator, client: str, method: None, callback: str) -> str:
    async def whole() -> str:
        library = ServerClient(
            domain=tenant.domain,
            client_id=client,
            client_secret=SECRET,
            redirect_uri=callback,
            secret="example-only-secret-of-the-sessions-of-this-application",
            transaction_store=Slots(),
            state_store=Slots(),
            authorization_params={"scope": "openid profile email"},
        )
        address = await library.start_interactive_login(StartInteractiveLoginOptions())
        await library.complete_interactive_login(log_in(tenant, address))
        return (await library.get_user())["email"]

    return asyncio.run(whole())


LOGINS = [
    *((authlib, method) for method in METHODS),
    *((requests_oauthlib, method) for method in METHODS),
    *((social_core, method) for method in METHODS),
    *((httpx_oauth, method) for method in METHODS),
    (auth0_server, None),
]


@pytest.mark.parametrize("registered", METHODS)
@pytest.mark.parametrize("library, sent", LOGINS, ids=lambda value: getattr(value, "__name__", value or "its own"))
def test_a_library_logs_in_whichever_form_of_the_secret_is_registered(
    tenant, application, library, sent, registered
):
    client = client_id(registered)
    # The standard's position insists on the form that is registered; auth0-server-python sends Basic.
    is_refused = tenant.is_strict and (sent or "client_secret_basic") != registered
    if not is_refused:
        assert library(tenant, client, sent, application.callback) == "ada@example.com"
    else:
        with pytest.raises(Exception):
            library(tenant, client, sent, application.callback)
    exchange = [e for e in tenant.control("GET", "/journal")["entries"] if e["path"] == "/oauth/token"][-1]
    told = " ".join([*exchange["notes"], exchange.get("reason") or ""])
    assert exchange["status"] == (401 if is_refused else 200)
    # The journal says which form came and which was expected, and not the secret.
    assert ("token_endpoint_auth_method is " + registered in told) == ((sent or "client_secret_basic") != registered)
    assert SECRET not in told
