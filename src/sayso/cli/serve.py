"""``sayso serve``: the record in a browser."""

from __future__ import annotations

import getpass
import ipaddress
import os
from pathlib import Path

import click

from sayso.cli.record_option import faults_in_one_line, record_option


@click.command("serve")
@record_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True, help="At which port.")
@click.option("--auth", "users", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Only the users named in this file, who log in with a password.")  # fmt: skip
@click.option("--add-user", metavar="NAME", help="Add this user to the --auth file (asks for a password), and end.")
@click.option("--proxy-user-header", metavar="NAME", help="A reverse proxy names the user in this header.")
@click.option("--proxy-from", multiple=True, metavar="NETWORK",
              help="From where that header is believed; repeatable. Else from this machine only.")  # fmt: skip
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME",
              help="A name under which browsers ask for this machine; repeatable.")  # fmt: skip
@click.option("--https", is_flag=True, help="Browsers reach it over HTTPS, through a proxy: cookies are kept to that.")
@click.option("--by", "author", envvar="SAYSO_AUTHOR", metavar="NAME",
              help="Name on corrections where nobody logs in; also SAYSO_AUTHOR, else your login name.")  # fmt: skip
def command(
    where: str,
    host: str,
    port: int,
    users: Path | None,
    add_user: str | None,
    proxy_user_header: str | None,
    proxy_from: tuple[str, ...],
    hosts: tuple[str, ...],
    https: bool,
    author: str | None,
) -> None:
    """Open the record in a browser: read, search, correct.

    By default it listens on this machine only, and whoever sits at it may write. For others to come in, name the users
    (--auth) or the header in which a reverse proxy does.
    """
    if add_user is not None:
        _add_user(users, add_user)
        return
    if not is_loopback(host) and users is None and proxy_user_header is None:
        raise click.UsageError(
            f"{host} can be reached by others: say who may come in, with --auth FILE or --proxy-user-header NAME"
        )
    from sayso.actor_services import open_reader
    from sayso.record.store import open_record
    from sayso.room_services import Room
    from sayso.web.app import create_app
    from sayso.web.settings import Auth, Settings

    try:
        networks = tuple(ipaddress.ip_network(network) for network in proxy_from)
    except ValueError as error:
        raise click.UsageError(f"--proxy-from: {error}") from error
    auth = Auth(users, proxy_user_header, networks) if networks else Auth(users, proxy_user_header)
    own_name = () if host in ("0.0.0.0", "::") else (host,)
    settings = Settings(author or _login_name(), auth, (*own_name, *hosts), secure_cookies=https)
    with faults_in_one_line():
        if users is not None:
            from sayso.web.users import read_users

            read_users(users)
        with Room(open_record(where), lambda: open_reader(os.environ)) as room:
            room.intake.learn()
            _run(create_app(room, settings), host, port)


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _run(app: object, host: str, port: int) -> None:
    import socket

    import uvicorn

    try:
        info = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(info[0], socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(info[4])
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port} cannot be listened on ({error.strerror}): give another --port or --host"
        ) from error
    with listening:
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"The reading room is open at http://{shown}:{listening.getsockname()[1]}/ (Ctrl + C closes it)")
        config = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False)  # type: ignore[arg-type]
        uvicorn.Server(config).run(sockets=[listening])


def _add_user(users: Path | None, name: str) -> None:
    from sayso.web.users import add_user

    if users is None:
        raise click.UsageError("name the file of users too: --auth FILE")
    password = click.prompt(f"Password for {name}", hide_input=True, confirmation_prompt=True)
    with faults_in_one_line():
        add_user(users, name, password)
    click.echo(f"{name} may come in: sayso serve --auth {users}")


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reader"
