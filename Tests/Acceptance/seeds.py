"""Seeds for these tests, written as text so that an application's port can be in its callbacks."""

from pathlib import Path

DATABASE = "Username-Password-Authentication"
PASSWORD = "Lovelace1815"
FACEBOOK_TOKEN = "example-only-facebook-access-token"

ENCODED = "EncodedClientExampleOnly00000000"
ENCODED_SECRET = "example-only-secret-of-the-encoded-client-never-use-it-elsewhere"
RAW = "RawClientExampleOnly000000000000"
RAW_SECRET = "example-only+secret/of=the%raw client"
SPA = "SpaClientExampleOnly000000000000"
CONFORMANT = "ConformantClientExampleOnly00000"


def seed(origins: list[str], extra: str = "") -> str:
    """A tenant with a client per way of signing, for an application at `origins`."""
    callbacks = [f"{origin}/callback" for origin in origins]
    pages = [f"{origin}/" for origin in origins]
    allowed = f"""
    sso: true
    callbacks: {callbacks}
    web_origins: {origins}
    allowed_logout_urls: {pages}"""
    return f"""version: 1
emulator:
  name: acceptance
  era: legacy
{extra}
tenant:
  friendly_name: Acceptance
  default_directory: {DATABASE}
clients:
  - name: Encoded
    client_id: {ENCODED}
    client_secret: {ENCODED_SECRET}
    jwt_configuration: {{ alg: HS256, secret_encoded: true }}{allowed}
  - name: Raw
    client_id: {RAW}
    client_secret: {RAW_SECRET!r}
    jwt_configuration: {{ alg: HS256, secret_encoded: false, lifetime_in_seconds: 3600 }}{allowed}
  - name: Single Page
    client_id: {SPA}
    app_type: spa
    token_endpoint_auth_method: none
    jwt_configuration: {{ alg: RS256 }}{allowed}
  - name: Conformant
    client_id: {CONFORMANT}
    app_type: spa
    token_endpoint_auth_method: none
    oidc_conformant: true
    jwt_configuration: {{ alg: RS256 }}{allowed}
databases:
  - name: {DATABASE}
connections:
  - {{ name: facebook, strategy: facebook }}
  - {{ name: google-oauth2, strategy: google-oauth2 }}
users:
  - email: ada@example.com
    password: {PASSWORD}
    email_verified: true
    name: Ada Lovelace
    user_metadata: {{ language: en }}
  - user_id: facebook|10154000000000001
    email: grace@example.com
    name: Grace Hopper
    identities:
      - {{ connection: facebook, user_id: "10154000000000001", access_token: {FACEBOOK_TOKEN} }}
  - user_id: facebook|10154000000000002
    email: katherine@example.com
    name: Katherine Johnson
    identities:
      - {{ connection: facebook, user_id: "10154000000000002" }}
"""


def written(directory: Path, text: str, name: str = "acceptance.yaml") -> str:
    path = directory / name
    path.write_text(text)
    return str(path)
