"""Every form and button of the tenant's pages, pressed in a real browser, over HTTPS and over plain HTTP."""

import urllib.parse

import jwt
import pytest
from selenium.webdriver.common.keys import Keys

from emulator import Emulator
from seeds import DATABASE, ENCODED, PASSWORD, SPA, seed, written

RULES = """
rules:
  - name: a second factor for some
    script:
      text: |
        function (user, context, callback) {
          if (user.email === 'factor@example.com') context.multifactor = { provider: 'guardian' };
          callback(null, user, context);
        }
  - name: a question for some
    script:
      text: |
        function (user, context, callback) {
          if (user.email !== 'asked@example.com') return callback(null, user, context);
          if (context.protocol !== 'redirect-callback') context.redirect = { url: 'APPLICATION/away' };
          else context.idToken['https://example.com/color'] = context.request.body.color;
          callback(null, user, context);
        }
"""
PEOPLE = f"""
  - {{ email: factor@example.com, password: {PASSWORD}, email_verified: true, name: Dorothy Vaughan }}
  - {{ email: asked@example.com, password: {PASSWORD}, email_verified: true, name: Mary Jackson }}
"""


@pytest.fixture(scope="module")
def tenant(state_home, application, secure_application, tmp_path_factory):
    text = seed([application.origin, secure_application.origin]) + PEOPLE.lstrip("\n")
    text += RULES.replace("APPLICATION", application.origin)
    with Emulator(written(tmp_path_factory.mktemp("forms"), text), state_home=state_home) as emulator:
        yield emulator


@pytest.fixture(params=["https", "http"])
def base(request, tenant, application, secure_application) -> str:
    """Where the browser meets the tenant; the application's own form goes there, too."""
    base = getattr(tenant, request.param)
    # The ready line names the socket, people and cookies the host.
    base = base.replace("127.0.0.1", "localhost")
    application.tenant = secure_application.tenant = base
    return base


@pytest.fixture
def client(base, application, secure_application):
    """An application as safe as the way to the tenant, because frames and windows of the two work together."""
    application = secure_application if base.startswith("https") else application
    application.posted.clear()
    application.origins.clear()
    return application


@pytest.fixture
def ask(base, client):
    def address(**parameters: str) -> str:
        asked = {
            "client_id": ENCODED,
            "response_type": "token",
            "redirect_uri": client.callback,
            "scope": "openid profile",
            "state": "a=b&c",
            **parameters,
        }
        return f"{base}/authorize?{urllib.parse.urlencode(asked)}"

    return address


def claims(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


def assert_tokens(told: dict, state: str = "a=b&c"):
    assert {"access_token", "id_token", "token_type", "state"} <= set(told), told
    assert told["state"] == state


def test_a_password_that_is_wrong_and_then_right(browser, ask, client):
    browser.go(ask())
    browser.look_both("login")
    browser.log_in("ada@example.com", "wrong")
    browser.find("#login-error")
    browser.look_both("login-refused")
    browser.find("#password").send_keys(PASSWORD)
    browser.find("#login-submit").click()
    assert_tokens(browser.arrived(client.callback))


@pytest.mark.parametrize("button", ["person-1", "cancel"])
def test_somebody_at_the_provider(browser, ask, client, button):
    browser.go(ask())
    browser.find("#social-facebook").click()
    browser.find("#provider-form")
    browser.look_both("provider")
    browser.find(f"#{button}").click()
    told = browser.arrived(client.callback)
    if button == "cancel":
        assert told["error"] in ("access_denied", "unauthorized")
    else:
        assert_tokens(told)


@pytest.mark.parametrize("button", ["approve", "refuse"])
def test_a_second_factor(browser, ask, client, button):
    browser.go(ask())
    browser.log_in("factor@example.com", PASSWORD)
    browser.find("#factor-form")
    browser.look_both("second-factor")
    assert "Dorothy Vaughan" in browser.text("main")
    browser.find(f"#{button}").click()
    told = browser.arrived(client.callback)
    if button == "refuse":
        assert (told["error"], told["state"]) == ("access_denied", "a=b&c")
    else:
        assert_tokens(told)
        assert claims(told["id_token"])["amr"] == ["mfa"]


def test_a_second_factor_with_the_keyboard_alone(browser, ask, client):
    browser.go(ask())
    browser.log_in("factor@example.com", PASSWORD)
    browser.find("#factor-form")
    browser.wait(lambda: browser.focused == "approve", "the button has the keyboard")
    browser.press(Keys.ENTER)
    assert_tokens(browser.arrived(client.callback))


def test_a_page_that_a_rule_sends_to_posts_its_form_back(browser, ask, client, application):
    browser.go(ask())
    browser.log_in("asked@example.com", PASSWORD)
    browser.arrived(f"{application.origin}/away")
    browser.find("#go-on").click()
    told = browser.arrived(client.callback)
    assert claims(told["id_token"])["https://example.com/color"] == "blue"


def test_an_answer_by_form_post_says_where_it_comes_from(browser, base, ask, client):
    browser.go(ask(response_mode="form_post"))
    browser.log_in("ada@example.com", PASSWORD)
    browser.arrived(client.callback)
    assert_tokens(client.posted[0])
    assert client.origins == [base]


def test_an_answer_by_form_post_to_an_application_without_tls(browser, tenant, application, ask):
    application.origins.clear()
    browser.go(ask(response_mode="form_post", redirect_uri=application.callback))
    browser.log_in("ada@example.com", PASSWORD)
    browser.arrived(application.callback)
    assert application.origins != ["null"]


def test_an_answer_to_a_frame(browser, ask, client, base):
    browser.go(ask(client_id=SPA))
    browser.log_in("ada@example.com", PASSWORD)
    browser.arrived(client.callback)
    silent = ask(client_id=SPA, response_mode="web_message", prompt="none", state="silent", nonce="n-0S6")
    message = browser.message_to(client.origin, silent)
    assert message["origin"] == base
    assert_tokens(message["data"]["response"], state="silent")


def test_an_answer_to_the_window_that_opened_a_popup(browser, ask, client, base):
    browser.go(f"{client.origin}/")
    driver = browser.driver
    (opener,) = driver.window_handles
    driver.execute_script(
        """
        window.told = [];
        window.addEventListener("message", event => told.push({ origin: event.origin, data: event.data }));
        window.open(arguments[0], "popup", "width=500,height=600");
        """,
        ask(owp="true"),
    )
    browser.wait(lambda: len(driver.window_handles) == 2, "the popup opens")
    (popup,) = set(driver.window_handles) - {opener}
    driver.switch_to.window(popup)
    browser.log_in("ada@example.com", PASSWORD)
    browser.wait(lambda: driver.window_handles == [opener], "the popup closes itself")
    driver.switch_to.window(opener)
    (told,) = browser.wait(lambda: driver.execute_script("return told.length && told"), "the opener is told")
    assert told["origin"] == base
    assert '"access_token"' in told["data"]


def test_a_popup_that_nobody_opened_says_so(browser, ask):
    browser.go(ask(owp="true"))
    browser.log_in("ada@example.com", PASSWORD)
    browser.wait(lambda: browser.find("#undelivered").is_displayed(), "the page says that nobody listens")
    browser.look_both("popup-undelivered")


@pytest.mark.parametrize("page", ["/", "/hiding"])
def test_the_form_of_the_elder_libraries(browser, base, client, page):
    """As auth0.js does it; also from a page whose `Referrer-Policy` makes the browser say `Origin: null`."""
    browser.go(f"{client.origin}{page}")
    browser.driver.execute_async_script(
        """
        const [url, body, done] = arguments;
        fetch(url, { method: "POST", credentials: "include", headers: { "Content-Type": "application/json" }, body })
          .then(answer => answer.text())
          .then(text => {
            const place = document.createElement("div");
            place.innerHTML = text;
            document.body.append(place);
            done();
            setTimeout(() => place.children[0].submit(), 0);
          });
        """,
        f"{base}/usernamepassword/login",
        f"""{{
          "client_id": "{ENCODED}", "connection": "{DATABASE}", "username": "ada@example.com", "password": "{PASSWORD}",
          "redirect_uri": "{client.callback}", "response_type": "token", "scope": "openid", "state": "a=b&c"
        }}""",
    )
    assert_tokens(browser.arrived(client.callback))


def test_a_logout_goes_back_or_says_ok(browser, base, ask, client):
    browser.go(ask())
    browser.log_in("ada@example.com", PASSWORD)
    browser.arrived(client.callback)
    browser.go(f"{base}/v2/logout", client_id=ENCODED, returnTo=f"{client.origin}/")
    browser.arrived(f"{client.origin}/")
    browser.go(ask())
    browser.find("#login-form")
    browser.go(f"{base}/v2/logout")
    assert browser.text("body") == "OK"
    browser.look_both("signed-out")


def test_the_front_door_and_the_landing_page(browser, base):
    browser.go(f"{base}/")
    browser.look_both("welcome")
    browser.find(f"#client-{ENCODED} .try").click()
    browser.find("#login-form")
    browser.go(f"{base}/mobile#access_token=abc")
    browser.look_both("landing")


REFUSALS = {
    "unknown-path": ("/nothing", "not_found"),
    "wrong-method": ("/oauth/token", "method_not_allowed"),
    "not-played": ("/samlp/abc", "not_emulated"),
    "without-token": ("/userinfo", "invalid_token"),
    "management": ("/api/v2/logs", "Unauthorized"),
    "unknown-control": ("/_understudy/nothing", "not_found"),
    "logout": ("/v2/logout?returnTo=https://elsewhere.example/", "invalid_request"),
    "unknown-client": ("/authorize?client_id=nobody&response_type=code", "invalid_request"),
    "unknown-callback": (
        f"/authorize?client_id={ENCODED}&response_type=code&redirect_uri=http://localhost:3999/callback",
        "unauthorized_client",
    ),
    "login-gone": ("/login?state=gone", "invalid_request"),
    "factor-gone": ("/_understudy/multifactor?state=gone", "invalid_request"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_a_page_with_what_to_do(browser, base, name):
    path, code = REFUSALS[name]
    browser.go(base + path)
    assert browser.text("#error-code") == code
    browser.look_both(f"refusal-{name}")
    if not name.endswith("-gone"):
        assert browser.text("#error-hint")
    assert "Content Security Policy" not in "".join(browser.complaints())


def test_an_unknown_host_is_a_page_that_says_which_name_to_write(browser, base):
    browser.go(base.replace("localhost", "elsewhere.localhost") + "/authorize")
    assert browser.text("#error-code") == "unknown_host"
    assert 'aliases: ["elsewhere.localhost"]' in browser.text("#error-hint")
    browser.look_both("refusal-unknown-host")


def test_the_picture_of_somebody_without_one_is_shown_without_asking_anybody(browser, ask, client):
    browser.go(ask())
    browser.log_in("ada@example.com", PASSWORD)
    picture = claims(browser.arrived(client.callback)["id_token"])["picture"]
    size = browser.driver.execute_async_script(
        """
        const [source, done] = arguments;
        const image = new Image();
        image.onload = () => done([image.naturalWidth, image.naturalHeight]);
        image.onerror = () => done("not a picture");
        image.src = source;
        document.body.append(image);
        """,
        picture,
    )
    assert size == [136, 136]
    assert len(picture) <= 255
    browser.look("picture")
