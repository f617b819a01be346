"""What trusting our authority means to OpenSSL, Python and curl: local names, and nothing else."""

import datetime
import shutil
import socket
import ssl
import subprocess
import threading
import urllib.parse
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from emulator import run
from seeds import written


@pytest.fixture
def state(tmp_path) -> Path:
    return tmp_path / "state"


def acme(folder: Path, domain: str = "acme.test") -> str:
    return written(folder, f"version: 1\nemulator: {{ domain: {domain} }}\nclients: []\n", f"{domain}.yaml")


def leaf(authority: Path, names: list[str], usage=ExtendedKeyUsageOID.SERVER_AUTH) -> Path:
    """What somebody who stole the authority's key would make."""
    issuer = x509.load_pem_x509_certificate(authority.read_bytes())
    issuer_key = serialization.load_pem_private_key(authority.with_name("ca-key.pem").read_bytes(), None)
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "somebody")]))
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
    path = authority.with_name("stolen.pem")
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def authority(serve, tmp_path, state) -> Path:
    return Path(serve(acme(tmp_path), XDG_STATE_HOME=str(state)).ca)


def openssl(authority: Path, certificate: Path, purpose: str = "sslserver") -> subprocess.CompletedProcess:
    command = ["openssl", "verify", "-x509_strict", "-purpose", purpose, "-CAfile", str(authority), str(certificate)]
    return subprocess.run(command, capture_output=True, text=True, timeout=20)


@pytest.mark.skipif(not shutil.which("openssl"), reason="OpenSSL's command line is not here")
@pytest.mark.parametrize(
    "names, is_good",
    [
        (["localhost"], True), (["b.localhost"], True), (["*.localhost"], True), (["acme.test"], True),
        (["idp.acme.test"], True), (["example.com"], False), (["localhost", "example.com"], False),
        (["notacme.test"], False), (["localhost.example.com"], False),
    ],
    ids=str,
)
def test_openssl_takes_local_names_and_no_other(names, is_good, authority):
    judged = openssl(authority, leaf(authority, names))
    assert (judged.returncode == 0) == is_good, judged.stdout + judged.stderr
    if not is_good:
        assert "permitted subtree violation" in judged.stderr


@pytest.mark.skipif(not shutil.which("openssl"), reason="OpenSSL's command line is not here")
def test_openssl_takes_it_for_servers_alone(authority):
    certificate = leaf(authority, ["localhost"], ExtendedKeyUsageOID.CLIENT_AUTH)
    assert openssl(authority, certificate, "sslclient").returncode != 0


@pytest.fixture
def impostor(authority):
    """A server for `name`, with a certificate that the stolen key signed."""
    servers = []

    def serving(name: str) -> int:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(leaf(authority, [name]))
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def answer():
            while True:
                try:
                    plain, _ = server.accept()
                except OSError:
                    return
                try:
                    with context.wrap_socket(plain, server_side=True) as secure:
                        secure.recv(65536)
                        secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
                except OSError:
                    pass  # the client refused the certificate

        threading.Thread(target=answer, daemon=True).start()
        return server.getsockname()[1]

    yield serving
    for server in servers:
        server.close()


@pytest.fixture
def everything_is_here(monkeypatch):
    resolve = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **o: resolve("127.0.0.1", *a, **o))
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "*")


@pytest.mark.parametrize("name, is_good", [("b.localhost", True), ("example.com", False)])
def test_python_takes_local_names_and_no_other(name, is_good, authority, impostor, everything_is_here):
    url = f"https://{name}:{impostor(name)}/"
    if is_good:
        assert requests.get(url, verify=str(authority), timeout=10).text == "ok"
        return
    with pytest.raises(requests.exceptions.SSLError, match="permitted subtree violation"):
        requests.get(url, verify=str(authority), timeout=10)


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not here")
@pytest.mark.parametrize("name, is_good", [("b.localhost", True), ("example.com", False)])
def test_curl_takes_local_names_and_no_other(name, is_good, authority, impostor):
    port = impostor(name)
    command = ["curl", "--disable", "--silent", "--show-error", "--noproxy", "*", "--cacert", str(authority),
               "--resolve", f"{name}:{port}:127.0.0.1", f"https://{name}:{port}/"]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=20)
    assert (answer.returncode, answer.stdout) == ((0, "ok") if is_good else (60, "")), answer.stderr


def test_our_own_certificate_is_taken_at_every_name(authority, serve, tmp_path, state, everything_is_here):
    emulator = serve(acme(tmp_path), XDG_STATE_HOME=str(state))
    port = urllib.parse.urlsplit(emulator.https).port
    for name in ("localhost", "acme.test", "b.localhost"):
        assert requests.get(f"https://{name}:{port}/_understudy/health", verify=emulator.ca, timeout=10).status_code in (
            200, 421), name


def test_a_new_domain_says_what_to_do_and_renewing_does_it(serve, tmp_path, state, everything_is_here):
    shown = run("trust", "--print", state_home=state)
    assert "vouches for: localhost" in shown.stdout, shown.stdout
    file = acme(tmp_path)
    emulator = serve(file, XDG_STATE_HOME=str(state))
    said = emulator.logged()
    assert "HTTPS clients will refuse acme.test" in said and "understudy trust --renew" in said
    port = urllib.parse.urlsplit(emulator.https).port
    assert requests.get(f"https://localhost:{port}/test", verify=emulator.ca, timeout=10).ok
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(f"https://acme.test:{port}/test", verify=emulator.ca, timeout=10)
    emulator.stop()

    renewed = run("trust", "--renew", "--print", file, state_home=state)
    assert renewed.returncode == 0 and "acme.test" in renewed.stdout, renewed.stderr
    emulator = serve(file, XDG_STATE_HOME=str(state))
    assert "refuse" not in emulator.logged()
    port = urllib.parse.urlsplit(emulator.https).port
    assert requests.get(f"https://acme.test:{port}/test", verify=emulator.ca, timeout=10).ok
    assert Path(emulator.ca).with_name("ca-key.pem").stat().st_mode & 0o777 == 0o600
