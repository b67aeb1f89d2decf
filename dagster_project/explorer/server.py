"""HTTP on one address: who may ask, and what every answer carries. Standard library, no password, no cookie."""

import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any
from urllib.parse import urlsplit

from dagster_project.errors import OperatorError
from dagster_project.explorer import site
from dagster_project.messages import text
from dagster_project.settings import Settings

LOOPBACK = ("127.0.0.1", "::1", "localhost")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def serve(settings: Settings, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; `say` is told the address once it is open. Port 0 is any that is free.

    Raises OperatorError where the address cannot be opened.
    """
    with _opened(settings, host, port) as server, suppress(KeyboardInterrupt):
        for each in (signal.SIGINT, signal.SIGTERM):  # of which a shell lets its background ignore the first
            signal.signal(each, signal.default_int_handler)
        shown = f"[{host}]" if ":" in host else host
        say(f"http://{shown}:{server.server_address[1]}/")
        server.serve_forever()


class Server(ThreadingTCPServer):
    """A thread for each request; threads end with the process."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, settings: Settings, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.settings = settings
        self.names = {name.lower() for name in (*LOOPBACK, host, *settings.explorer_hosts.split())}
        super().__init__((host, port), Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever goes away before the answer is no error; everything else is a defect and shows its traceback."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def _opened(settings: Settings, host: str, port: int) -> Server:
    try:
        return Server(settings, host, port)
    except OSError as error:
        raise OperatorError(text("explorer.not_opened", host=host, port=port, reason=error.strerror)) from error


class Handler(BaseHTTPRequestHandler):
    """GET and HEAD; whatever else there is, the library refuses."""

    server: Server
    timeout = 300  # seconds, for whoever sends or takes slowly

    def do_GET(self) -> None:
        """Send the page."""
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        """Send what goes before the page."""
        self._send(with_body=False)

    def version_string(self) -> str:
        """Name the service, and no version that could be looked up."""
        return "jixiao"

    def end_headers(self) -> None:
        """Put what every answer carries before the end, the library's own answers too."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the library's name
        """Keep no record of who asked what; a defect shows its traceback, see `Server.handle_error`."""

    def _send(self, *, with_body: bool) -> None:
        answer = self._answer()
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(answer.body)

    def _answer(self) -> site.Answer:
        """The page, for whoever came by one of our names: any page may have its name lead to a loopback address."""
        if _name(self.headers.get("Host", "")) in self.server.names:
            return site.answer(self.server.settings, self.path)
        what = text("explorer.other_host_why")
        return site.refused(text("explorer.other_host"), what, HTTPStatus.MISDIRECTED_REQUEST)


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
