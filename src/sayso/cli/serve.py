"""``sayso serve``: the record in a browser."""

from __future__ import annotations

import getpass
import ipaddress
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.record_option import faults_in_one_line, record_option

if TYPE_CHECKING:
    from sayso.record.store import Record


@click.command("serve")
@record_option
@click.option("--new", is_flag=True, help="Make an empty record where there is none, without asking.")
@click.option("--read-only", is_flag=True, help="Pages only: nothing can be corrected or added.")
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
    new: bool,
    read_only: bool,
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
    if users is not None and proxy_user_header is not None:
        raise click.UsageError("either the users log in (--auth) or a proxy names them (--proxy-user-header), not both")
    if not is_loopback(host) and users is None and proxy_user_header is None:
        raise click.UsageError(
            f"{host} can be reached by others: say who may come in, with --auth FILE or --proxy-user-header NAME"
        )
    from sayso.services.known_actors import open_reader, own_actors, own_actors_path
    from sayso.services.room import Room
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
        # The port before the record: a room that cannot be entered changes nothing.
        with _listening(host, port) as listening:
            record, writable = _open(where, new, read_only)
            actors_path = own_actors_path(os.environ)
            with Room(record, lambda: open_reader(os.environ), own_actors=lambda: own_actors(actors_path)) as room:
                if writable:
                    room.intake.learn()
                _run(create_app(room, settings), listening, host)


def _open(where: str, new: bool, read_only: bool) -> tuple[Record, bool]:
    """The record, and whether it can be written. Where there is none, one is made if whoever asks says so."""
    from sayso.record.faults import NoRecordError, ReadOnlyRecordError
    from sayso.record.store import open_record

    if read_only:
        return open_record(where, readonly=True), False
    try:
        return open_record(where, create=new), True
    except ReadOnlyRecordError:
        click.echo(f"{where} can be read and not written: its pages work, corrections are refused", err=True)
        return open_record(where, readonly=True), False
    except NoRecordError as error:
        # A file or folder that is there and is no record is never made one.
        if "://" not in where and Path(where).exists():
            raise
        if not sys.stdin.isatty():
            raise NoRecordError(f"{error}, or an empty one with: sayso serve --new") from error
        click.echo(str(error).partition(":")[0], err=True)
        click.confirm("Make an empty one, to read reports into from the front page?", default=True, abort=True)
        return open_record(where), True


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        click.ClickException: if it cannot be had, in one line.
    """
    listening = None
    try:
        info = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(info[0], socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(info[4])
        listening.listen(128)
    except OSError as error:
        if listening is not None:
            listening.close()
        raise click.ClickException(
            f"{host}:{port} cannot be listened on ({error.strerror}): give another --port or --host"
        ) from error
    return listening


def _run(app: object, listening: socket.socket, host: str) -> None:
    import uvicorn

    shown = f"[{host}]" if ":" in host else host
    click.echo(f"The reading room is open at http://{shown}:{listening.getsockname()[1]}/ (Ctrl + C closes it)")
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:  # uvicorn has closed in good order, and says so in this way
        click.echo("Closed.")


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
