"""Who asks, where proxies stand in front: they say so in headers, which anybody can write."""

import ipaddress
from collections.abc import Collection

from tornado.httputil import HTTPServerRequest


def look_behind(request: HTTPServerRequest, trusted: Collection[str]) -> None:
    """Gives a request the address and protocol of the browser, if one of the trusted proxies has passed it on.

    In X-Forwarded-For each proxy adds whom it heard; the last one that is no proxy of ours is believed, and no other.
    """
    if request.remote_ip not in trusted:
        return
    heard = ",".join(request.headers.get_list("X-Forwarded-For")).split(",")
    for address in map(str.strip, reversed(heard)):
        try:
            ipaddress.ip_address(address)
        except ValueError:
            break
        request.remote_ip = address
        if address not in trusted:
            break
    protocol = ",".join(request.headers.get_list("X-Forwarded-Proto")).rpartition(",")[2].strip().lower()
    if protocol in ("http", "https"):
        request.protocol = protocol
