"""Refresh tokens and delegation, judged by libraries of those who would have to take the tokens."""

import base64
import hashlib
import re
import urllib.parse
from datetime import datetime, timedelta, timezone
from pathlib import Path

import firebase_admin
import google.auth.jwt
import jwt
import pytest
import requests
import yaml
from auth0.v3.authentication import Database, Delegated, GetToken, RevokeToken
from auth0.v3.exceptions import Auth0Error
from azure.core.credentials import AzureSasCredential
from azure.servicebus._common.utils import parse_sas_credential
from azure.servicebus._pyamqp.utils import generate_sas_token
from azure.storage.blob._shared import sign_string
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.session import Session
from botocore.stub import Stubber
from botocore.utils import parse_timestamp
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from firebase_admin import auth, credentials
from firebase_admin._token_gen import FIREBASE_AUDIENCE
from oauthlib.oauth2 import WebApplicationClient

from apart import AzureStorage
from emulator import Emulator, run
from seeds import DATABASE, written

SEED = Path(__file__).parents[2] / "Fixtures" / "Seeds" / "delegation.yaml"
TENANT = yaml.safe_load(SEED.read_text())
ADA = TENANT["users"][0]
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def client(name: str) -> dict:
    return next(client for client in TENANT["clients"] if client["name"] == name)


def addon(name: str, kind: str) -> dict:
    return client(name)["addons"][kind]


def refresh_token(device_name: str) -> str:
    return next(device["token"] for device in TENANT["devices"] if device["device_name"] == device_name)


def tenant_seed(directory: Path, *without: str, **emulator: str) -> str:
    """The seed without these settings of the emulator: by itself its domain has a port and its clock runs."""
    text = re.sub(rf"(?m)^  ({'|'.join(['domain', *without])}):.*\n", "", SEED.read_text())
    added = "".join(f"  {key}: {value}\n" for key, value in emulator.items())
    return written(directory, text.replace("emulator:\n", f"emulator:\n{added}", 1))


@pytest.fixture(scope="module")
def today(state_home, tmp_path_factory):
    """A tenant on the machine's own time."""
    with Emulator(tenant_seed(tmp_path_factory.mktemp("today"), "clock"), state_home=state_home) as emulator:
        yield emulator


@pytest.fixture(scope="module")
def in_2016(state_home, tmp_path_factory):
    """A tenant on a frozen day of 2016."""
    with Emulator(tenant_seed(tmp_path_factory.mktemp("2016")), state_home=state_home) as emulator:
        yield emulator


@pytest.fixture
def moving(serve, tmp_path):
    """A tenant whose frozen clock the test moves."""
    return serve(tenant_seed(tmp_path))


def log_in(emulator, name: str, scope: str = "openid") -> str:
    answer = Database(emulator.domain).login(
        client_id=client(name)["client_id"],
        username=ADA["email"],
        password=ADA["password"],
        connection=DATABASE,
        scope=scope,
    )
    return answer["id_token"]


def delegate(emulator, source: str, target: str, api_type: str = "app", scope: str = "openid", **presented) -> dict:
    """By auth0-python; unless a token is presented, ada logs in first."""
    return Delegated(emulator.domain).get_token(
        client_id=client(source)["client_id"],
        target=client(target)["client_id"],
        api_type=api_type,
        grant_type=JWT_BEARER,
        scope=scope,
        **presented or {"id_token": log_in(emulator, source)},
    )


def post_delegation(emulator, source: str, target: str, **extra: str) -> requests.Response:
    """As a form, with parameters that auth0-python does not know of."""
    form = {
        "client_id": client(source)["client_id"],
        "target": client(target)["client_id"],
        "grant_type": JWT_BEARER,
        "id_token": log_in(emulator, source),
        "scope": "openid",
        **extra,
    }
    answer = requests.post(f"{emulator.https}/delegation", data=form, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer


def key_set_key(emulator, token: str):
    return jwt.PyJWKClient(f"{emulator.https}/.well-known/jwks.json").get_signing_key_from_jwt(token).key


def decoded_secret(name: str) -> bytes:
    secret = client(name)["client_secret"]
    return base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))


def accepted_by_api_c(emulator, token: str, key: str | bytes = client("API C")["client_secret"], **options) -> dict:
    return jwt.decode(
        token,
        key,
        algorithms=["HS256"],
        audience=client("API C")["client_id"],
        issuer=emulator.issuer,
        options={"require": ["iss", "sub", "aud", "exp", "iat"], **options},
    )


def judged_at(emulator, claims: dict):
    """PyJWT's opinion of the expiry by the tenant's time."""
    jwt.PyJWT()._validate_exp(claims, emulator.clock.read()["unix"], leeway=0)


def public_key(pem: str):
    return load_pem_private_key(pem.encode(), password=None).public_key()


# Two applications and the API they share


@pytest.mark.parametrize("name", ["App A", "App B"])
def test_each_of_two_applications_calls_the_api_they_share(today, name):
    own = log_in(today, name)
    key, algorithm = (decoded_secret(name), "HS256") if name == "App A" else (key_set_key(today, own), "RS256")
    user = jwt.decode(own, key, algorithms=[algorithm], audience=client(name)["client_id"], issuer=today.issuer)

    answer = delegate(today, name, "API C", id_token=own)
    assert list(answer) == ["token_type", "expires_in", "id_token"]
    claims = accepted_by_api_c(today, answer["id_token"])
    assert claims["sub"] == user["sub"] == ADA["user_id"]
    assert claims["azp"] == client(name)["client_id"]
    lifetime = client("API C")["jwt_configuration"]["lifetime_in_seconds"]
    assert claims["exp"] - claims["iat"] == answer["expires_in"] == lifetime == 600


def test_the_secret_of_the_application_does_not_verify_the_apis_token(today):
    token = delegate(today, "App A", "API C")["id_token"]
    for key in (client("App A")["client_secret"], decoded_secret("App A"), decoded_secret("API C")):
        with pytest.raises(jwt.InvalidSignatureError):
            accepted_by_api_c(today, token, key)


def test_the_api_does_not_take_the_applications_own_token(today):
    with pytest.raises(jwt.InvalidSignatureError):
        accepted_by_api_c(today, log_in(today, "App A"))


def test_an_application_that_the_api_does_not_list_is_refused(today):
    with pytest.raises(Auth0Error) as caught:
        delegate(today, "App X", "API C")
    assert (caught.value.status_code, caught.value.error_code) == (403, "access_denied")
    assert client("App X")["client_id"] in caught.value.message


# Refresh tokens


def test_a_refresh_token_is_exchanged_for_the_apis_token(today):
    answer = delegate(today, "App A", "API C", refresh_token=refresh_token("browser"))
    assert list(answer) == ["token_type", "expires_in", "id_token"]
    claims = accepted_by_api_c(today, answer["id_token"])
    assert (claims["sub"], claims["azp"]) == (ADA["user_id"], client("App A")["client_id"])


def test_a_refresh_token_renews_by_delegation_what_the_login_asked_for(today):
    tablet = refresh_token("Ada's tablet")
    answer = delegate(today, "Mobile", "Mobile", "auth0", scope="passthrough", refresh_token=tablet)
    claims = jwt.decode(
        answer["id_token"], decoded_secret("Mobile"), algorithms=["HS256"], audience=client("Mobile")["client_id"]
    )
    assert (claims["name"], claims["email"]) == (ADA["name"], ADA["email"])
    assert "nickname" not in claims


def test_a_refresh_token_is_redeemed_for_new_tokens_and_stays(today):
    mobile, get_token = client("Mobile"), GetToken(today.domain)
    for _ in range(2):
        answer = get_token.refresh_token(mobile["client_id"], mobile["client_secret"], refresh_token("Ada's tablet"))
        assert {"access_token", "id_token", "expires_in", "token_type"} <= set(answer)
        assert "refresh_token" not in answer
        claims = jwt.decode(
            answer["id_token"], decoded_secret("Mobile"), algorithms=["HS256"], audience=mobile["client_id"]
        )
        assert claims["sub"] == ADA["user_id"]


def test_a_revoked_refresh_token_is_refused_everywhere_and_another_devices_is_not(today):
    mobile, get_token = client("Mobile"), GetToken(today.domain)
    proof = (mobile["client_id"], mobile["client_secret"])
    phone, tablet = refresh_token("Ada's phone"), refresh_token("Ada's tablet")
    get_token.refresh_token(*proof, phone)
    delegate(today, "Mobile", "Mobile", refresh_token=phone)

    RevokeToken(today.domain).revoke_refresh_token(mobile["client_id"], phone, mobile["client_secret"])
    for use in (
        lambda token: get_token.refresh_token(*proof, token),
        lambda token: delegate(today, "Mobile", "Mobile", refresh_token=token),
    ):
        with pytest.raises(Auth0Error) as caught:
            use(phone)
        assert (caught.value.status_code, caught.value.error_code) == (403, "invalid_grant")
        assert "invalid refresh token" in caught.value.message
        use(tablet)


# Time


def test_a_token_for_an_rs256_api_verifies_through_the_key_set(today):
    token = delegate(today, "App A", "Open API", scope="openid contact")["id_token"]
    claims = jwt.decode(
        token,
        key_set_key(today, token),
        algorithms=["RS256"],
        audience=client("Open API")["client_id"],
        issuer=today.issuer,
    )
    assert claims["azp"] == client("App A")["client_id"]
    assert (claims["email"], claims["email_verified"]) == (ADA["email"], True)


def test_an_apis_token_ends_with_its_last_second_and_is_renewed_with_the_id_token(moving):
    own = log_in(moving, "App A")
    answer = delegate(moving, "App A", "API C", id_token=own)
    claims = accepted_by_api_c(moving, answer["id_token"], verify_exp=False)

    moving.clock.advance(by=answer["expires_in"] - 1)
    judged_at(moving, claims)
    moving.clock.advance(by=1)
    with pytest.raises(jwt.ExpiredSignatureError):
        judged_at(moving, claims)
    renewed = delegate(moving, "App A", "API C", id_token=own)["id_token"]
    judged_at(moving, accepted_by_api_c(moving, renewed, verify_exp=False))


def test_an_id_token_and_the_rs256_token_made_from_it_end_with_the_same_second(moving):
    own = log_in(moving, "App A")
    answer = delegate(moving, "App A", "Open API", id_token=own)
    claims = jwt.decode(
        answer["id_token"],
        key_set_key(moving, answer["id_token"]),
        algorithms=["RS256"],
        audience=client("Open API")["client_id"],
        options={"verify_exp": False},
    )
    assert claims["exp"] == jwt.decode(own, options={"verify_signature": False})["exp"]

    moving.clock.advance(by=answer["expires_in"] - 1)
    judged_at(moving, claims)
    delegate(moving, "App A", "Open API", id_token=own)
    moving.clock.advance(by=1)
    with pytest.raises(jwt.ExpiredSignatureError):
        judged_at(moving, claims)
    with pytest.raises(Auth0Error) as caught:
        delegate(moving, "App A", "Open API", id_token=own)
    assert (caught.value.status_code, caught.value.error_code) == (400, "invalid_grant")
    assert caught.value.message == "jwt expired"


# Azure


@pytest.fixture(scope="session")
def azure_storage() -> AzureStorage:
    return AzureStorage()


STORED = pytest.mark.parametrize(
    "name, kind, permission, minutes", [("Blob", "b", "rd", 10), ("Container", "c", "rwdl", 5)]
)


def storage_query(emulator, name: str) -> list[tuple[str, str]]:
    answer = delegate(emulator, "App A", name, "azure_blob")
    assert list(answer) == ["azure_blob_sas"]
    return urllib.parse.parse_qsl(answer["azure_blob_sas"], strict_parsing=True)


def storage_path(name: str) -> str:
    settings = addon(name, "azure_blob")
    return "/".join(settings[key] for key in ("containerName", "blobName") if key in settings)


def whole_second(unix: int) -> str:
    return datetime.fromtimestamp(unix, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


@STORED
def test_microsofts_library_of_that_service_version_signs_the_same_storage_query(
    in_2016, azure_storage, name, kind, permission, minutes
):
    now, settings = in_2016.clock.read()["unix"], addon(name, "azure_blob")
    theirs = azure_storage.shared_access_signature(
        account=settings["accountName"],
        key=settings["storageAccessKey"],
        path=storage_path(name),
        kind=kind,
        start=whole_second(now),
        expiry=whole_second(now + 60 * minutes),
        permission=permission,
        identifier=settings.get("signedIdentifier"),
    )
    assert storage_query(in_2016, name) == urllib.parse.parse_qsl(theirs, strict_parsing=True)


@STORED
def test_microsofts_library_of_today_signs_the_documented_text_alike(today, name, kind, permission, minutes):
    query, settings = dict(storage_query(today, name)), addon(name, "azure_blob")
    names = ["st", "se", "sp", "si", "sv", "sr", "sig"]
    assert list(query) == [key for key in names if key != "si" or "signedIdentifier" in settings]
    assert (query["sr"], query["sp"], query["sv"]) == (kind, permission, "2014-02-14")
    lifetime = datetime.fromisoformat(query["se"]) - datetime.fromisoformat(query["st"])
    assert lifetime == timedelta(minutes=minutes)

    resource = f"/{settings['accountName']}/{storage_path(name)}"
    signed = [query["sp"], query["st"], query["se"], resource, query.get("si", ""), query["sv"], *[""] * 5]
    assert query["sig"] == sign_string(settings["storageAccessKey"], "\n".join(signed))


def test_microsofts_library_signs_the_same_for_the_service_bus(today):
    sas = delegate(today, "App A", "Bus", "azure_sb")["azure_sb_sas"]
    settings = addon("Bus", "azure_sb")
    audience = f"http://{settings['namespace']}.servicebus.windows.net/{settings['entityPath']}".lower()
    prefix, _, text = sas.partition(" ")
    query = dict(urllib.parse.parse_qsl(text, strict_parsing=True))
    assert (prefix, list(query)) == ("SharedAccessSignature", ["sig", "se", "skn", "sr"])
    assert (query["skn"], query["sr"]) == (settings["sasKeyName"], audience)

    theirs = generate_sas_token(audience, settings["sasKeyName"], settings["sasKey"], int(query["se"]))
    signed = dict(urllib.parse.parse_qsl(theirs.partition(" ")[2]))
    assert {key: query[key] for key in ("sig", "se", "sr")} == {key: signed[key] for key in ("sig", "se", "sr")}


def test_a_service_bus_signature_lives_five_minutes(in_2016):
    sas = delegate(in_2016, "App A", "Bus", "azure_sb")["azure_sb_sas"]
    _, expiry = parse_sas_credential(AzureSasCredential(sas))
    assert expiry - in_2016.clock.read()["unix"] == 300


# Firebase, Layer, Mobile Services


@pytest.fixture
def firebase():
    """Google's Admin SDK with the service account of the seed."""
    settings = addon("Firebase 3", "firebase")
    account = {key: settings[key] for key in ("client_email", "private_key", "private_key_id")}
    certificate = credentials.Certificate(
        {**account, "type": "service_account", "project_id": "example", "token_uri": "https://oauth2.invalid/token"}
    )
    app = firebase_admin.initialize_app(certificate, name="acceptance")
    yield app
    firebase_admin.delete_app(app)


def google_decodes(token: str | bytes) -> dict:
    key = public_key(addon("Firebase 3", "firebase")["private_key"])
    return google.auth.jwt.decode(
        token,
        certs=key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        audience=FIREBASE_AUDIENCE,
    )


@pytest.mark.parametrize("scope, claims", [("openid", None), ("openid email", {"email": ADA["email"]})])
def test_a_firebase_token_is_the_custom_token_that_googles_sdk_makes(today, firebase, scope, claims):
    answer = delegate(today, "App A", "Firebase 3", "firebase", scope)
    custom = auth.create_custom_token(ADA["user_id"], claims, app=firebase)
    ours, theirs = google_decodes(answer["id_token"]), google_decodes(custom)
    lifetime = addon("Firebase 3", "firebase")["lifetime_in_seconds"]
    assert ours.pop("exp") - ours.pop("iat") == answer["expires_in"] == lifetime
    assert theirs.pop("exp") - theirs.pop("iat") >= lifetime
    assert ours == theirs
    assert jwt.get_unverified_header(answer["id_token"]) == jwt.get_unverified_header(custom)


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")  # secrets were shorter then
def test_a_token_for_the_first_firebase_names_the_user_in_its_data(today):
    token = delegate(today, "App A", "Firebase 2", "firebase")["id_token"]
    audience = client("Firebase 2")["client_id"]
    claims = jwt.decode(token, addon("Firebase 2", "firebase")["secret"], algorithms=["HS256"], audience=audience)
    assert list(claims) == ["iss", "sub", "aud", "exp", "iat", "v", "d", "azp"]
    assert (claims["v"], claims["d"]) == (0, {"fb_id": ADA["user_id"]})
    assert claims["azp"] == client("App A")["client_id"]


def test_a_layer_identity_token_answers_the_nonce(today):
    answer = post_delegation(today, "App A", "Layer", api_type="layer", nonce="nonce of layer+1/=").json()
    assert list(answer) == ["identity_token"]
    settings = addon("Layer", "layer")
    assert jwt.get_unverified_header(answer["identity_token"]) == {
        "typ": "JWT", "alg": "RS256", "cty": "layer-eit;v=1", "kid": settings["keyId"],
    }
    claims = jwt.decode(answer["identity_token"], public_key(settings["privateKey"]), algorithms=["RS256"])
    assert claims.pop("exp") - claims.pop("iat") == 300
    assert claims == {"iss": settings["providerId"], "prn": ADA["user_id"], "nce": "nonce of layer+1/="}


def test_mobile_services_verify_with_the_key_derived_from_their_master_key(today):
    token = delegate(today, "App A", "Mobile Services", "wams")["id_token"]
    key = hashlib.sha256((addon("Mobile Services", "wams")["masterkey"] + "JWTSig").encode()).digest()
    claims = jwt.decode(token, key, algorithms=["HS256"], audience=client("Mobile Services")["client_id"])
    assert claims["uid"] == claims["sub"] == ADA["user_id"]


# Amazon, Salesforce, SAP


def test_botocore_takes_the_answer_for_that_of_sts(in_2016):
    settings = addon("Amazon", "aws")
    asked = {"RoleArn": settings["role"], "PrincipalArn": settings["principal"], "SAMLAssertion": "assertion"}
    sts = Session().create_client("sts", "us-east-1", aws_access_key_id="none", aws_secret_access_key="none")
    with Stubber(sts) as stubber:
        stubber.add_response("assume_role_with_saml", delegate(in_2016, "App A", "Amazon", "aws"), asked)
        answer = sts.assume_role_with_saml(**asked)
    _, _, _, _, account, role = settings["role"].split(":")
    assert answer["AssumedRoleUser"]["Arn"].startswith(f"arn:aws:sts::{account}:assumed-{role}/")
    expiration = parse_timestamp(answer["Credentials"]["Expiration"])
    assert expiration.timestamp() - in_2016.clock.read()["unix"] == 3600


def test_botocore_signs_with_the_credentials(today):
    made = delegate(today, "App A", "Amazon", "aws")["Credentials"]
    request = AWSRequest("GET", "https://photos.s3.amazonaws.com/ada.png")
    signer = Credentials(made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])
    SigV4Auth(signer, "s3", "us-east-1").add_auth(request)
    assert f"Credential={made['AccessKeyId']}/" in request.headers["Authorization"]
    assert request.headers["X-Amz-Security-Token"] == made["SessionToken"]


@pytest.mark.parametrize("target, api_type", [("Amazon", "aws"), ("Salesforce", "salesforce_api"), ("SAP", "sap_api")])
def test_what_is_made_up_is_the_same_for_the_same_occasion_and_the_journal_says_so(moving, target, api_type):
    first, again = (post_delegation(moving, "App A", target, api_type=api_type).content for _ in range(2))
    assert first == again
    entries = moving.control("GET", "/journal")["entries"]
    notes = [note for entry in entries if entry["path"] == "/delegation" for note in entry["notes"]]
    assert [note.partition(":")[0] for note in notes] == ["fabricated", "fabricated"]

    moving.clock.advance(by=1)
    assert post_delegation(moving, "App A", target, api_type=api_type).content != first


@pytest.mark.parametrize(
    "target, api_type, scope, host",
    [
        ("Salesforce", "salesforce_api", "api id", "login.salesforce.com"),
        ("Salesforce", "salesforce_sandbox_api", "api id", "test.salesforce.com"),
        ("SAP", "sap_api", addon("SAP", "sap_api")["scope"], None),
    ],
)
def test_an_oauth_library_reads_the_answer_of_a_business_suite(today, target, api_type, scope, host):
    body = post_delegation(today, "App A", target, api_type=api_type).text
    library = WebApplicationClient("consumer")
    token = library.parse_request_body_response(body, scope=scope.split())
    assert token["token_type"] == "Bearer"
    assert "refresh_token" not in token
    if host:
        assert urllib.parse.urlsplit(token["id"]).hostname == host
        assert urllib.parse.urlsplit(token["instance_url"]).scheme == "https"
    _, headers, _ = library.add_token("https://suite.example/orders")
    assert headers["Authorization"] == f"Bearer {token['access_token']}"


# The end of the old pipeline


def test_check_tells_who_stops_working_by_a_day_and_what_to_use_instead(state_home):
    done = run("check", "--at", "2018-02-02", str(SEED), state_home=state_home)
    assert done.returncode == 0, done.stderr
    (losses,) = re.findall(r"(?m)^  App A .*\n((?:    .*\n)+)", done.stdout)
    assert "POST /delegation with an id_token" in losses and "2018-02-01" in losses
    assert "instead: POST /oauth/token with grant_type=refresh_token" in losses
    before = run("check", "--at", "2018-01-31", str(SEED), state_home=state_home)
    assert before.returncode == 0
    assert "App A" not in before.stdout


@pytest.mark.parametrize("day", ["2018-02-30", "tomorrow", "02/02/2018"])
def test_check_says_how_to_write_a_day_that_it_does_not_understand(state_home, day):
    done = run("check", "--at", day, str(SEED), state_home=state_home)
    assert done.returncode == 64
    (complaint,) = [line for line in done.stderr.splitlines() if line.startswith("Error:")]
    assert day in complaint and "2018-02-02" in complaint


def test_on_the_day_of_the_switch_delegation_ends_and_its_replacement_goes_on(serve, tmp_path):
    emulator = serve(tenant_seed(tmp_path, created_at="2016-01-01T00:00:00Z"))
    emulator.clock.set(now="2018-01-31T23:59:59Z")
    own, app = log_in(emulator, "App A"), client("App A")
    delegate(emulator, "App A", "API C", id_token=own)
    delegate(emulator, "App A", "API C", refresh_token=refresh_token("browser"))

    emulator.clock.set(now="2018-02-01T00:00:00Z")
    for presented in ({"id_token": own}, {"refresh_token": refresh_token("browser")}):
        with pytest.raises(Auth0Error) as caught:
            delegate(emulator, "App A", "API C", **presented)
        assert (caught.value.status_code, caught.value.error_code) == (404, "endpoint_disabled")
    delegate(emulator, "App A", "Firebase 2", "firebase", id_token=own)
    get_token = GetToken(emulator.domain)
    renewed = get_token.refresh_token(app["client_id"], app["client_secret"], refresh_token("browser"))
    assert jwt.decode(renewed["id_token"], options={"verify_signature": False})["sub"] == ADA["user_id"]

    uses = {
        use["feature"]: (use["answered"], use["refused"], use["instead"])
        for use in emulator.control("GET", "/migration")["uses"]
        if use["client"] == app["client_id"]
    }
    for feature in ("delegation_id_token", "delegation_refresh_token"):
        assert uses[feature][:2] == (1, 1)
        assert "grant_type=refresh_token" in uses[feature][2]
    assert uses["delegation_addon"][:2] == (1, 0)
