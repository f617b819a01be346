"""What the acceptance tests share: one certificate authority, one application, and tenants as processes."""

import urllib.parse
from pathlib import Path

import pytest

from application import Application, self_signed_certificate
from chromium import Chromium, public_key_fingerprint
from emulator import Emulator, run
from seeds import seed, written


@pytest.fixture(scope="session")
def state_home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="session", autouse=True)
def trust(state_home) -> Path:
    """Makes Python's HTTP clients trust our authority, the way their users do: through the environment."""
    shown = run("trust", "--print", state_home=state_home)
    assert shown.returncode == 0, shown.stderr
    authority = Path(shown.stdout.splitlines()[0])
    assert authority.is_file()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REQUESTS_CA_BUNDLE", str(authority))
        patch.setenv("SSL_CERT_FILE", str(authority))
        for name in ("NO_PROXY", "no_proxy"):
            patch.setenv(name, "localhost,127.0.0.1,::1")
        yield authority


@pytest.fixture(scope="session")
def application():
    """An application at `http://localhost:<port>`."""
    application = Application()
    yield application
    application.close()


@pytest.fixture(scope="session")
def application_certificate(tmp_path_factory) -> Path:
    return self_signed_certificate(tmp_path_factory.mktemp("application") / "localhost.pem")


@pytest.fixture(scope="session")
def secure_application(application_certificate):
    """An application at `https://localhost:<port>`: the same site as the tenant, so its frames carry our cookies."""
    application = Application(application_certificate)
    yield application
    application.close()


@pytest.fixture(scope="session")
def seed_file(application, secure_application, tmp_path_factory) -> str:
    return written(tmp_path_factory.mktemp("seed"), seed([application.origin, secure_application.origin]))


@pytest.fixture
def serve(state_home):
    """Starts tenants, and stops each with SIGTERM: exit code 0 within the promised time."""
    running: list[Emulator] = []

    def start(*arguments: str, **environment: str) -> Emulator:
        emulator = Emulator(*arguments, state_home=state_home, **environment)
        running.append(emulator)
        return emulator

    yield start
    for emulator in running:
        if emulator.process.poll() is None:
            emulator.stop()


@pytest.fixture(scope="module")
def emulator(state_home, seed_file):
    """One tenant for the tests of a file that leave its clock alone."""
    with Emulator(seed_file, state_home=state_home) as emulator:
        yield emulator


@pytest.fixture(scope="session")
def one_browser(trust, application_certificate, tmp_path_factory):
    browser = Chromium(
        tmp_path_factory.mktemp("profile"),
        trusted_keys=[public_key_fingerprint(trust), public_key_fingerprint(application_certificate)],
    )
    yield browser
    browser.close()


@pytest.fixture
def browser(one_browser):
    """A new person's browser. Whatever a test does in it, no request may have left for another machine."""
    one_browser.forget()
    yield one_browser
    one_browser.stay_in_one_window()
    away = [url for url in one_browser.visited(all_of_the_test=True) if not is_local(url)]
    assert not away, f"asked another host: {away}"


def is_local(url: str) -> bool:
    host = urllib.parse.urlsplit(url).hostname or ""
    return host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")
