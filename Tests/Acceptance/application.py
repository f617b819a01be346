"""The application that sends people to the tenant: a blank page and a callback that remembers what it was sent."""

import datetime
import html
import ssl
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PAGE = b"<!DOCTYPE html><html lang=en><title>Application</title><link rel=icon href=data:,><p id=here>Application"

# Where a rule has sent somebody: a form that goes back to the tenant.
AWAY = b"<form method=post action='ACTION'><input name=color value=blue><button id=go-on>Go on</button></form>"


class Application:
    """Serves `/`, `/callback`, `/away` and `/hiding` (a page that keeps its address to itself) on a free port of localhost, over HTTP or HTTPS, until it is closed."""

    def __init__(self, certificate: Path | None = None):
        application = self
        self.posted: list[dict[str, str]] = []  # the fields of each form sent to the callback, in order of arrival
        self.origins: list[str | None] = []  # what `Origin` said of each
        self.tenant = ""  # the address that the page at /away sends its form to

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer()

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
                application.posted.append(dict(urllib.parse.parse_qsl(body, keep_blank_values=True)))
                application.origins.append(self.headers.get("Origin"))
                self.answer()

            def answer(self):
                address = urllib.parse.urlsplit(self.path)
                page = PAGE
                if address.path == "/away":
                    action = html.escape(f"{application.tenant}/continue?{address.query}")
                    page += AWAY.replace(b"ACTION", action.encode())
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page)))
                if address.path == "/hiding":
                    self.send_header("Referrer-Policy", "no-referrer")
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(
                self.server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.origin = f"{'https' if certificate else 'http'}://localhost:{self.server.server_address[1]}"
        self.callback = f"{self.origin}/callback"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def self_signed_certificate(path: Path) -> Path:
    """Writes key and certificate for `localhost` to `path`: the application's own, not the tenant's."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path
