"""Fetching from real servers on this machine: what is given back, and what is refused, cut off or given up."""

import contextlib
import gzip
import socket
import threading
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore2
import pytest

from sayso.errors import InputError
from sayso.sources.addresses import is_public
from sayso.sources.fetch import Fetcher, FetchLimits
from sayso.sources.guarded_connection import Deadline, GuardedBackend
from sayso.sources.load import load_url

PAGE = b"<html><body><p>The harbour board ruled out a merger, its chair said.</p></body></html>"
SMALL = FetchLimits(page_bytes=200_000, seconds=5.0, redirects=5)


def loopback_too(address):
    return address in ("127.0.0.1", "::1") or is_public(address)


def local(limits=SMALL, **options):
    return Fetcher(limits, address_check=loopback_too, **options)


def code_of(fetcher, url):
    with pytest.raises(InputError) as caught:
        fetcher.fetch(url)
    message = str(caught.value)
    assert url in message or len(url) > 200
    assert "\n" not in message
    return caught.value.problem.code


@pytest.fixture
def server():
    """Starts servers that answer each request with a function, and stops them."""
    running = []

    def start(answer: Callable[[BaseHTTPRequestHandler], None], family=socket.AF_INET, host="127.0.0.1"):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                seen.append(self)
                with contextlib.suppress(OSError):  # the fetcher hung up, as it should
                    answer(self)

            def log_message(self, *args):
                pass

        class Server(ThreadingHTTPServer):
            address_family = family
            daemon_threads = True

        seen: list[BaseHTTPRequestHandler] = []
        httpd = Server((host, 0), Handler)
        threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True).start()
        running.append(httpd)
        httpd.seen = seen
        httpd.url = f"http://127.0.0.1:{httpd.server_port}"
        return httpd

    yield start
    for httpd in running:
        httpd.shutdown()
        httpd.server_close()


def send(handler, body=PAGE, status=200, **headers):
    handler.send_response(status)
    for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
        if value is not None:
            handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def redirect(to):
    return lambda handler: send(handler, b"", 302, Location=to)


def test_a_page_comes_with_its_type_encoding_and_address(server):
    httpd = server(send)
    page = local().fetch(httpd.url + "/a#part")
    assert (page.body, page.media_type, page.charset) == (PAGE, "text/html", "utf-8")
    assert page.url == httpd.url + "/a"


def test_the_server_is_told_who_asks_and_gets_no_cookie_back(server):
    httpd = server(lambda h: send(h, b"", 302, Location="/b", Set_Cookie="a=b") if h.path == "/a" else send(h))
    local().fetch(httpd.url + "/a")
    assert len(httpd.seen) == 2
    for request in httpd.seen:
        assert request.headers["User-Agent"].startswith("sayso/")
        assert request.headers["Host"] == f"127.0.0.1:{httpd.server_port}"
        assert request.headers["Cookie"] is None


def test_loopback_is_refused_unless_a_test_allows_it(server):
    httpd = server(send)
    assert code_of(Fetcher(SMALL), httpd.url) == "refused-address"
    assert httpd.seen == []


@pytest.mark.parametrize(
    "host", ["localhost", "127.1", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1",
             "[fe80::1]", "[64:ff9b::a00:1]", "100.64.0.1"]
)  # fmt: skip
def test_private_addresses_are_refused_in_every_notation(host):
    assert code_of(Fetcher(SMALL), f"http://{host}:9/") in ("refused-address", "unreachable")
    assert code_of(Fetcher(SMALL), f"https://{host}:9/") in ("refused-address", "unreachable")


def test_a_name_that_resolves_to_a_private_address_is_refused():
    fetcher = Fetcher(SMALL, resolver=lambda host, port: ["10.0.0.7"])
    assert code_of(fetcher, "http://news.example/") == "refused-address"


def test_a_name_with_one_private_address_among_public_ones_is_refused():
    fetcher = Fetcher(SMALL, resolver=lambda host, port: ["93.184.215.14", "fd00::1"])
    assert code_of(fetcher, "http://news.example/") == "refused-address"


def test_the_connection_goes_to_the_address_that_was_checked_under_the_name_that_was_asked_for(server):
    httpd = server(send)
    asked = []

    def resolver(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    local(resolver=resolver).fetch(f"http://news.example:{httpd.server_port}/")
    assert asked == ["news.example"]  # once: no second look-up that could give another answer
    assert httpd.seen[0].headers["Host"] == f"news.example:{httpd.server_port}"


def test_the_handshake_names_the_host_while_the_connection_goes_to_the_checked_address():
    opened = []

    class Stream(httpcore2.NetworkStream):
        def start_tls(self, ssl_context, server_hostname=None, timeout=None):
            opened.append(server_hostname)
            raise httpcore2.ConnectError("handshake not wanted here")

        def close(self):
            pass

    class Network(httpcore2.NetworkBackend):
        def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
            opened.append(host)
            return Stream()

    backend = GuardedBackend(lambda host, port: ["93.184.215.14"], is_public, Deadline(5), Network())
    with httpcore2.ConnectionPool(network_backend=backend) as pool, pytest.raises(httpcore2.ConnectError):
        pool.request("GET", "https://news.example/")
    assert opened == ["93.184.215.14", "news.example"]


@pytest.mark.parametrize(
    "to", ["http://10.0.0.1/", "http://[::1]:9/", "http://169.254.169.254/latest", "//192.168.0.1/"]
)
def test_a_redirect_to_a_private_address_is_refused(server, to):
    httpd = server(redirect(to))
    fetcher = Fetcher(SMALL, address_check=lambda a: a == "127.0.0.1" or is_public(a))
    assert code_of(fetcher, httpd.url) == "refused-address"


def test_a_redirect_to_a_name_that_resolves_to_a_private_address_is_refused(server):
    httpd = server(redirect("http://inside.example/"))
    names = {"127.0.0.1": ["127.0.0.1"], "inside.example": ["192.168.7.7"]}
    fetcher = local(resolver=lambda host, port: names[host])
    assert code_of(fetcher, httpd.url) == "refused-address"


@pytest.mark.parametrize("to", ["file:///etc/hostname", "ftp://news.example/", "javascript:alert(1)"])
def test_a_redirect_to_no_web_address_is_refused(server, to):
    assert code_of(local(), server(redirect(to)).url) == "bad-url"


def test_a_redirect_loop_is_left_after_five(server):
    httpd = server(redirect("/again"))
    assert code_of(local(), httpd.url) == "too-many-redirects"
    assert len(httpd.seen) == 6


@pytest.mark.parametrize("url", ["", "vareholm", "ftp://a.example/", "file:///etc/hostname", "http://", "http://a.example:0/",
                                 "http://a.example:99999/", "https://a.example/" + "x" * 5000])  # fmt: skip
def test_what_is_no_web_address_is_refused(url):
    assert code_of(Fetcher(SMALL), url) == "bad-url"


def test_an_endless_body_is_cut_off(server):
    def endless(handler):
        send(handler, b"")
        while True:
            handler.wfile.write(b"<p>and on</p>" * 1000)

    assert code_of(local(), server(endless).url) == "too-large"


def test_a_body_that_says_it_is_too_large_is_not_read(server):
    assert code_of(local(), server(lambda h: send(h, b"x", Content_Length=str(10**12))).url) == "too-large"


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_packed_page_is_unpacked(server, packing):
    packed = gzip.compress(PAGE) if packing == "gzip" else zlib.compress(PAGE)
    assert local().fetch(server(lambda h: send(h, packed, Content_Encoding=packing)).url).body == PAGE


def test_bare_deflate_data_is_unpacked(server):
    packed = zlib.compress(PAGE)[2:-4]
    assert local().fetch(server(lambda h: send(h, packed, Content_Encoding="deflate")).url).body == PAGE


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_bomb_is_cut_off_before_it_unfolds(server, packing):
    bomb = (gzip.compress if packing == "gzip" else zlib.compress)(bytes(30_000_000))
    assert len(bomb) < SMALL.page_bytes
    assert code_of(local(), server(lambda h: send(h, bomb, Content_Encoding=packing)).url) == "too-large"


@pytest.mark.parametrize(("packing", "body"), [("br", b"\x0b"), ("gzip", b"no gzip at all"), ("gzip, gzip", b"x")])
def test_a_packing_that_cannot_be_undone_is_named(server, packing, body):
    assert code_of(local(), server(lambda h: send(h, body, Content_Encoding=packing)).url) == "broken-response"


def test_a_slow_drip_ends_with_the_time(server):
    stop = threading.Event()

    def drip(handler):
        send(handler, b"")
        while not stop.wait(0.05):
            handler.wfile.write(b"x")

    try:
        assert code_of(local(FetchLimits(seconds=0.6)), server(drip).url) == "timeout"
    finally:
        stop.set()


def test_a_drip_of_headers_ends_with_the_time_too():
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def drip():
        connection, _ = listener.accept()
        with connection:
            try:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not stop.wait(0.05):
                    connection.sendall(b"y")
            except OSError:
                pass

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        assert code_of(local(FetchLimits(seconds=0.6)), url) == "timeout"
    finally:
        stop.set()
        thread.join()
        listener.close()


def test_a_name_server_that_never_answers_ends_with_the_time():
    never = threading.Event()
    fetcher = Fetcher(FetchLimits(seconds=0.3), resolver=lambda host, port: [never.wait(5) and ""])
    assert code_of(fetcher, "http://news.example/") == "timeout"
    never.set()


def test_an_unreachable_host_is_named():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert code_of(local(), f"http://127.0.0.1:{port}/") == "unreachable"


def test_an_unknown_name_is_unreachable():
    def unknown(host, port):
        raise socket.gaierror(-2, "Name or service not known")

    assert code_of(Fetcher(SMALL, resolver=unknown), "https://no-such-paper.example/") == "unreachable"


def test_a_server_that_hangs_up_is_named():
    listener = socket.create_server(("127.0.0.1", 0))

    def hang_up():
        connection, _ = listener.accept()
        connection.recv(1000)
        connection.close()

    thread = threading.Thread(target=hang_up, daemon=True)
    thread.start()
    assert code_of(local(), f"http://127.0.0.1:{listener.getsockname()[1]}/") == "broken-response"
    thread.join()
    listener.close()


@pytest.mark.parametrize("media_type", ["application/pdf", "image/png", "video/mp4", "application/octet-stream"])
def test_what_is_no_page_is_refused(server, media_type):
    assert code_of(local(), server(lambda h: send(h, Content_Type=media_type)).url) == "unsupported-type"


@pytest.mark.parametrize("status", [204, 304, 404, 403, 429, 500, 503, 999])
def test_any_answer_but_200_is_named(server, status):
    def answer(handler):
        handler.send_response(status)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    assert code_of(local(), server(answer).url) == "http-status"


def test_a_page_without_type_or_encoding_is_read_by_its_content(server):
    page = "<html><head><meta charset='windows-1252'></head><body><article>" + "".join(
        f"<p>“We won’t sign the paper,” the mayor said in week {n} of the strike at the café on the quay.</p>"
        for n in range(9)
    )
    httpd = server(lambda h: send(h, page.encode("cp1252"), Content_Type=None))
    loaded = load_url(httpd.url + "/report", fetcher=local())
    assert loaded.problems == ()
    assert loaded.document.text.startswith("“We won’t sign the paper,” the mayor said in week 0")
    assert loaded.document.url == httpd.url + "/report"
    assert loaded.document.fetched.endswith("+00:00")
    assert loaded.page == page.encode("cp1252")


def test_a_failed_fetch_is_a_problem_of_the_report_not_an_exception(server):
    loaded = load_url("http://10.0.0.1/")
    assert loaded.document is None
    assert [p.code for p in loaded.problems] == ["refused-address"]
