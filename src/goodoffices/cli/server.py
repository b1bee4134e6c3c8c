# SPDX-License-Identifier: Apache-2.0
"""Serving the pages: the address, the browser, and a clean end.

The socket is bound before the address is printed, so whoever reads the address can open it. However the server is told
to stop (Ctrl-C, SIGTERM, the end of the terminal), it stops within two seconds and what has to be cleared away is.
"""

from __future__ import annotations

import gc
import ipaddress
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Final

import click

from goodoffices.errors import HouseError


if TYPE_CHECKING:
    from goodoffices.app.house import House


PORT: Final = 8484
PATIENCE: Final = 1
"""Seconds that a page under way is given to finish when the server is to stop."""


class Stopped(BaseException):
    """The server was told to stop."""


@contextmanager
def until_stopped() -> Iterator[None]:
    """Run what is in the block until a signal ends it; what the block has opened is closed as ever.

    Until the pages are served nobody looks for garbage: nearly all that a program makes while it starts is to stay.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in former:
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    def hang_up(_number: int, _frame: FrameType | None) -> None:
        signal.raise_signal(signal.SIGTERM)  # which the server, while it runs, takes in its own way

    gc.disable()
    former = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    former[signal.SIGHUP] = signal.signal(signal.SIGHUP, hang_up)
    try:
        yield
    except Stopped:
        pass
    finally:
        gc.enable()
        for number, handler in former.items():
            signal.signal(number, handler)


def serve_house(
    house: House, *, mediation: str, host: str, port: int, name: str = "", browser: bool, greeting: str, by: str
) -> None:
    """Serve the pages of a house until somebody stops it; `name` is what a proxy in front is called."""
    import uvicorn

    from goodoffices.app.serving import only_server
    from goodoffices.web.application import make

    with only_server(house.directory), _listening(host, port) as listening:
        application = make(house, mediation, host=name, by=by)
        server = uvicorn.Server(
            uvicorn.Config(
                application,
                log_config=None,
                log_level="error",
                access_log=False,
                server_header=False,
                http="h11",
                loop="asyncio",
                ws="none",
                proxy_headers=False,
                timeout_graceful_shutdown=PATIENCE,
                lifespan="off",
            )
        )
        address = _address(host, listening.getsockname()[1])
        click.echo(greeting)
        click.echo(f"Open {address}")
        click.echo("Stop with Ctrl-C.")
        if browser and has_display():
            _open_browser(address)
        gc.freeze()  # what there is by now stays as long as the server does
        gc.enable()
        server.run(sockets=[listening])


def is_loopback(host: str) -> bool:
    """Whether an address is one of this machine's that no other machine can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def has_display() -> bool:
    """Whether a browser can be shown to somebody here."""
    if os.environ.get("CI"):
        return False
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise HouseError(
            reason=f"The pages cannot be served at {host}, port {port}: {error.strerror}.",
            advice="Stop what is using it, or choose another port with --port (0: any that is free).",
        ) from None
    with listening:
        yield listening


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _open_browser(address: str) -> None:
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
