"""A person without a browser: reads the tenant's pages, fills in their forms and follows their redirects."""

import urllib.parse
from dataclasses import dataclass, field
from html.parser import HTMLParser

import requests


class Form(HTMLParser):
    """The form of a page: where it is sent, and its named inputs."""

    def __init__(self, page: str):
        super().__init__()
        self.action = None
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.action = attributes.get("action")
        elif tag == "input" and attributes.get("name"):
            self.fields[attributes["name"]] = attributes.get("value") or ""


@dataclass
class Walk:
    """One visit. `host` replaces the `Host` header, so that two processes see the same bytes."""

    base: str
    host: str | None = None
    session: requests.Session = field(default_factory=requests.Session)
    exchanges: list[requests.Response] = field(default_factory=list)

    def request(self, method: str, path: str, **how) -> requests.Response:
        headers = {"Host": self.host} if self.host else {}
        url = urllib.parse.urljoin(self.base, path)
        answer = self.session.request(
            method, url, headers={**headers, **how.pop("headers", {})}, allow_redirects=False, timeout=10, **how
        )
        self.exchanges.append(answer)
        return answer

    def follow(self, answer: requests.Response) -> requests.Response:
        """Goes on while the tenant redirects to itself; stops at a page or at the way out."""
        while answer.is_redirect:
            target = urllib.parse.urljoin(answer.url, answer.headers["Location"])
            if not target.startswith(self.base):
                break
            answer = self.request("GET", target)
        return answer

    def authorize(self, **parameters: str) -> requests.Response:
        return self.follow(self.request("GET", "/authorize?" + urllib.parse.urlencode(parameters)))

    def submit(self, page: requests.Response, **filled: str) -> requests.Response:
        form = Form(page.text)
        assert form.action is not None, f"no form on the page: {page.status_code} {page.text[:500]}"
        return self.follow(
            self.request("POST", urllib.parse.urljoin(page.url, form.action), data={**form.fields, **filled})
        )

    def log_in(self, username: str, password: str, **parameters: str) -> dict[str, str]:
        """From `/authorize` to the application's callback; answers what the callback was told."""
        return told(self.submit(self.authorize(**parameters), username=username, password=password))


def told(answer: requests.Response) -> dict[str, str]:
    """The parameters of a redirect to the application, from the query or the fragment."""
    assert answer.is_redirect, f"not a redirect: {answer.status_code} {answer.text[:500]}"
    location = urllib.parse.urlsplit(answer.headers["Location"])
    return dict(urllib.parse.parse_qsl(location.fragment or location.query))
