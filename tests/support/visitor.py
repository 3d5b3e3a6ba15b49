"""A browser without a window: it keeps its cookies, and follows where it is led."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request

from serving import ANY_CERTIFICATE


class Visitor:
    def __init__(self, url, **headers):
        self.url, self.headers = url, headers
        self.cookies = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies),
            urllib.request.HTTPSHandler(context=ANY_CERTIFICATE),
        )
        self.at = url  # where it was led

    def get(self, page="", **form):
        """Status and text; with a form it is sent."""
        data = urllib.parse.urlencode(form).encode() if form else None
        asked = urllib.request.Request(urllib.parse.urljoin(self.url, page), data, self.headers)
        try:
            answer = self.browser.open(asked, timeout=120)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.at, self.answered = answer.url, answer.headers
            return answer.status, answer.read().decode()
