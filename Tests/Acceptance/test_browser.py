"""A real browser at the tenant's pages. Without Chromium these fail: nothing else proves what they prove."""

import urllib.parse

import jwt
import pytest
import requests
from selenium.webdriver.common.keys import Keys

from seeds import DATABASE, ENCODED, FACEBOOK_TOKEN, PASSWORD, SPA


@pytest.fixture
def ask(emulator, application):
    """The address of a login for the application, with what a test says otherwise."""

    def address(**parameters: str) -> str:
        asked = {
            "client_id": ENCODED,
            "response_type": "token",
            "redirect_uri": application.callback,
            "scope": "openid profile",
            "state": "a=b&c",
            **parameters,
        }
        return f"{emulator.https}/authorize?{urllib.parse.urlencode(asked)}"

    return address


def claims(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


def assert_tokens(told: dict, state: str = "a=b&c"):
    assert {"access_token", "id_token", "token_type", "state"} <= set(told), told
    assert told["state"] == state


def test_a_person_logs_in_with_the_keyboard_alone(browser, ask, emulator, application):
    browser.go(ask())
    browser.find("#login-form")
    browser.look("login")
    browser.log_in("ada@example.com", PASSWORD)
    told = browser.arrived(application.callback)
    browser.look("callback")
    assert_tokens(told)
    assert claims(told["id_token"])["email"] == "ada@example.com"
    profile = requests.get(
        f"{emulator.https}/userinfo", headers={"Authorization": f"Bearer {told['access_token']}"}, timeout=10
    ).json()
    assert profile["email"] == "ada@example.com"


def test_a_wrong_password_is_told_in_place_and_the_address_stays(browser, ask, application):
    browser.go(ask())
    browser.log_in("ada@example.com", "wrong")
    assert browser.text("#login-error") == "Wrong email or password."
    browser.look("login-refused")
    assert browser.find("#login-error").get_attribute("role") == "alert"
    assert browser.find("#username").get_attribute("value") == "ada@example.com"
    assert browser.find("#password").get_attribute("value") == ""
    # The keyboard waits where the mistake was.
    assert browser.focused == "password"
    browser.type(PASSWORD)
    browser.press(Keys.ENTER)
    assert_tokens(browser.arrived(application.callback))


def test_the_fields_say_what_they_are_to_screen_readers_and_password_managers(browser, ask):
    browser.go(ask())
    for field, label, autocomplete in (("username", "Email", "username"), ("password", "Password", "current-password")):
        element = browser.find(f"#{field}")
        assert label.lower() in element.accessible_name.lower()
        assert element.get_attribute("autocomplete") == autocomplete
    assert browser.find("#password").get_attribute("type") == "password"
    assert browser.driver.find_element("css selector", "html").get_attribute("lang")
    assert browser.driver.title


def test_the_login_page_asks_nobody_else_for_anything(browser, ask, emulator):
    browser.go(ask())
    browser.log_in("ada@example.com", "wrong")
    browser.find("#login-error")
    urls = browser.visited()
    assert urls and all(url.startswith(f"{emulator.https}/") for url in urls), urls
    # Nor does a page break its own content policy. (Chromium also notes a form answered with 4xx: no breach.)
    assert [text for text in browser.complaints() if "Content Security Policy" in text] == []


def test_a_person_is_chosen_on_the_providers_page(browser, ask, application, emulator):
    browser.go(ask())
    browser.find("#social-facebook").click()
    browser.find("#provider-form")
    browser.look("provider")
    assert browser.text("#person-1").startswith("G")
    assert "Grace Hopper" in browser.text("#person-1")
    assert "Katherine Johnson" in browser.text("#person-2")
    browser.find("#person-1").click()
    told = browser.arrived(application.callback)
    assert_tokens(told)
    assert claims(told["id_token"])["sub"] == "facebook|10154000000000001"
    profile = requests.get(
        f"{emulator.https}/userinfo", headers={"Authorization": f"Bearer {told['access_token']}"}, timeout=10
    ).json()
    assert profile["identities"][0]["access_token"] == FACEBOOK_TOKEN


def test_a_connection_in_the_request_goes_straight_to_the_provider(browser, ask, application):
    browser.go(ask(connection="facebook"))
    browser.find("#provider-form")
    browser.wait(lambda: browser.focused == "person-1", "the first person has the keyboard")
    browser.press(Keys.TAB, Keys.ENTER)  # the second person, with the keyboard
    told = browser.arrived(application.callback)
    assert claims(told["id_token"])["sub"] == "facebook|10154000000000002"


def test_cancelling_at_the_provider_is_told_to_the_application(browser, ask, application):
    browser.go(ask(connection="facebook"))
    browser.find("#cancel").click()
    told = browser.arrived(application.callback)
    assert told["error"] in ("access_denied", "unauthorized")
    assert told["state"] == "a=b&c"
    assert "access_token" not in told


def test_a_provider_without_people_says_what_to_write(browser, ask):
    browser.go(ask(connection="google-oauth2"))
    assert "google-oauth2" in browser.text("#provider-empty")
    browser.look("provider-empty")


def test_a_second_login_needs_no_page(browser, ask, application):
    browser.go(ask())
    browser.log_in("ada@example.com", PASSWORD)
    first = browser.arrived(application.callback)
    browser.go(ask(state="second"))
    second = browser.arrived(application.callback)
    assert_tokens(second, state="second")
    assert claims(second["id_token"])["sub"] == claims(first["id_token"])["sub"]
    browser.go(ask(client_id=SPA, state="third", prompt="none"))
    assert_tokens(browser.arrived(application.callback), state="third")


def test_asking_for_a_login_shows_the_page_in_spite_of_a_session(browser, ask, application):
    browser.go(ask())
    browser.log_in("ada@example.com", PASSWORD)
    browser.arrived(application.callback)
    browser.go(ask(prompt="login"))
    browser.find("#login-form")


def test_logging_out_ends_the_session(browser, ask, application, emulator):
    browser.go(ask())
    browser.log_in("ada@example.com", PASSWORD)
    browser.arrived(application.callback)

    browser.go(f"{emulator.https}/v2/logout", client_id=ENCODED, returnTo=f"{application.origin}/")
    browser.arrived(f"{application.origin}/")
    browser.go(ask(prompt="none"))
    told = browser.arrived(application.callback)
    assert (told["error"], told["state"]) == ("login_required", "a=b&c")
    browser.go(ask())
    browser.find("#login-form")

    browser.go(f"{emulator.https}/v2/logout")
    assert browser.text("body") == "OK"
    browser.look("signed-out")


def test_silence_without_a_session_is_an_error_not_a_page(browser, ask, application):
    browser.go(ask(prompt="none"))
    told = browser.arrived(application.callback)
    assert (told["error"], told["state"]) == ("login_required", "a=b&c")


def test_form_post_posts_to_the_application(browser, ask, application):
    application.posted.clear()
    browser.go(ask(response_mode="form_post"))
    browser.log_in("ada@example.com", PASSWORD)
    assert browser.arrived(application.callback) == {}
    (fields,) = application.posted
    assert_tokens(fields)


def test_form_post_without_scripts_waits_for_a_button(browser, ask, application):
    application.posted.clear()
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.go(ask(response_mode="form_post"))
    # Without scripts the driver cannot ask where the keyboard is.
    browser.find("#username").send_keys("ada@example.com")
    browser.find("#password").send_keys(PASSWORD, Keys.ENTER)
    button = browser.find("#response-submit")
    browser.look("form-post-without-scripts")
    assert application.posted == []
    button.click()
    browser.arrived(application.callback)
    (fields,) = application.posted
    assert_tokens(fields)


def test_a_frame_of_the_same_site_is_answered_silently(browser, ask, emulator, secure_application):
    browser.go(ask(client_id=SPA, redirect_uri=secure_application.callback))
    browser.log_in("ada@example.com", PASSWORD)
    browser.arrived(secure_application.callback)

    silent = ask(
        client_id=SPA,
        redirect_uri=secure_application.callback,
        response_mode="web_message",
        prompt="none",
        state="silent",
        nonce="n-0S6",
    )
    message = browser.message_to(secure_application.origin, silent)
    assert message["origin"] == emulator.https
    assert message["data"]["type"] == "authorization_response"
    response = message["data"]["response"]
    assert_tokens(response, state="silent")
    assert type(response["expires_in"]) is int
    assert claims(response["id_token"])["nonce"] == "n-0S6"


@pytest.mark.parametrize("site", ["application", "secure_application"])
def test_a_frame_without_a_session_is_told_to_log_in(browser, ask, emulator, site, request):
    asking = request.getfixturevalue(site)
    silent = ask(redirect_uri=asking.callback, response_mode="web_message", prompt="none", state="silent")
    message = browser.message_to(asking.origin, silent)
    assert message["origin"] == emulator.https
    response = message["data"]["response"]
    assert (response["error"], response["state"]) == ("login_required", "silent")


def test_the_login_page_cannot_be_framed(browser, ask, application, emulator):
    browser.go(f"{application.origin}/")
    shown = browser.driver.execute_async_script(
        """
        const [url, done] = arguments;
        const frame = document.createElement("iframe");
        frame.onload = () => done(true);
        frame.src = url;
        document.body.append(frame);
        """,
        ask(),
    )
    assert shown
    browser.driver.switch_to.frame(0)
    try:
        assert not browser.has("#login-form")
    finally:
        browser.driver.switch_to.default_content()


def test_an_unknown_callback_is_a_page_and_never_a_redirect(browser, ask, emulator):
    browser.go(ask(redirect_uri="https://attacker.example/<script>alert(1)</script>"))
    assert browser.address.startswith(emulator.https)
    assert browser.text("#error-code") == "unauthorized_client"
    assert "Callback URL mismatch" in browser.text("#error-description")
    browser.look("error")
    assert browser.driver.execute_script("return document.scripts.length") == 0


def test_a_login_page_without_its_transaction_says_so(browser, emulator):
    browser.go(f"{emulator.https}/login", client=ENCODED, state="gone")
    assert browser.text("#error-code") == "invalid_request"
    browser.look("error-login-gone")


def test_the_landing_page_leaves_the_result_in_the_address(browser, emulator):
    browser.go(f"{emulator.https}/mobile#access_token=abc&id_token=def")
    assert "finished" in browser.text("h1")
    assert browser.address.endswith("#access_token=abc&id_token=def")
    browser.look("landing")


def test_the_front_door_leads_to_a_login(browser, emulator):
    browser.go(f"{emulator.https}/")
    assert browser.text("#domain") == emulator.domain
    assert browser.text("#issuer") == emulator.issuer
    assert "ada@example.com" in browser.text("#people")
    assert PASSWORD not in browser.driver.page_source
    browser.look("welcome")
    browser.find(f"#client-{ENCODED} .try").click()
    browser.find("#login-form")


def test_pages_fit_a_narrow_screen_and_the_dark(browser, ask, emulator):
    driver = browser.driver
    try:
        driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": True},
        )
        driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
        )
        pages = {"login": ask(), "provider": ask(connection="facebook"), "welcome": f"{emulator.https}/"}
        for name, address in pages.items():
            browser.go(address)
            browser.look(f"narrow-dark-{name}")
            assert driver.execute_script("return document.documentElement.scrollWidth") <= 320, name
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_a_database_in_the_request_shows_its_form_alone(browser, ask, application):
    browser.go(ask(connection=DATABASE))
    browser.find("#login-form")
    assert not browser.has(".social")
    browser.log_in("ada@example.com", PASSWORD)
    assert_tokens(browser.arrived(application.callback))
