"""Who is let in, and what a request must look like."""

import json
import time

from harness import Server, Wire, device, patient, told_input

EVERY_ANSWER = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
POLICY = {
    "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'",
    "style-src 'self'", "img-src 'self'", "media-src 'self'", "worker-src 'self'",
    "manifest-src 'self'", "font-src 'self'", "object-src 'none'", "base-uri 'none'",
    "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
    "trusted-types limber",
}  # fmt: skip


def refused(answer, status, code, field=None):
    assert (answer.status, answer.code) == (status, code), answer
    error = answer.json["error"]
    assert set(error) == {"code", "message", "field"} and error["message"], error
    assert field is None or error["field"] == field, error
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"


def one_event():
    return json.dumps([told_input(device(), 1)]).encode()


def post_lines(server, *lines):
    text = "".join(f"{line}\r\n" for line in (f"Host: {server.host}",
        f"Authorization: Bearer {server.secret}", "Content-Type: application/json", *lines))  # fmt: skip
    return f"POST /api/events HTTP/1.1\r\n{text}\r\n".encode()


def server_refuses_two_lengths_and_ends_the_connection():
    with Server() as server:
        body = one_event()
        for second in (len(body), 2, 0):
            with Wire(server.port) as wire:
                smuggled = server.head("GET", "/health")
                wire.send(post_lines(server, f"Content-Length: {len(body)}",
                                     f"Content-Length: {second}") + body + smuggled)  # fmt: skip
                refused(wire.answer(), 400, "bad-header")
                assert wire.is_closed() and wire.rest == b"", wire.rest
        assert server.all_events() == []


def server_refuses_a_length_beside_a_transfer_coding():
    with Server() as server:
        body = one_event()
        for coding in ("chunked", "identity", "gzip, chunked", "xchunked"):
            for lines in ((f"Content-Length: {len(body)}", f"Transfer-Encoding: {coding}"),
                          (f"Transfer-Encoding: {coding}", f"Content-Length: {len(body)}")):  # fmt: skip
                with Wire(server.port) as wire:
                    wire.send(post_lines(server, *lines) + body)
                    refused(wire.answer(), 400, "bad-header", "Transfer-Encoding")
                    assert wire.is_closed() and wire.rest == b""
        assert server.all_events() == []


def server_refuses_a_post_without_length():
    with Server() as server:
        refused(server.raw(post_lines(server)), 411, "no-length")
        chunked = post_lines(server, "Transfer-Encoding: chunked") + b"2\r\n[]\r\n0\r\n\r\n"
        with Wire(server.port) as wire:
            wire.send(chunked)
            refused(wire.answer(), 411, "no-length")
            assert wire.is_closed()


def server_refuses_lengths_that_are_no_numbers():
    with Server() as server:
        for length in ("-1", "+5", "0x10", "5, 5", "1e2", "99999999999999999999999", "five"):
            with Wire(server.port) as wire:
                wire.send(post_lines(server, f"Content-Length: {length}") + b"12345")
                answer = wire.answer()
                assert answer.status in (400, 413), (length, answer)
                assert wire.is_closed()
        assert server.all_events() == []


def server_refuses_a_large_body_before_it_is_sent():
    with Server() as server:
        for length in (65537, 10**9, 10**17):
            with Wire(server.port) as wire:
                wire.send(post_lines(server, f"Content-Length: {length}"))
                refused(wire.answer(), 413, "too-large")
                assert wire.is_closed()


def server_refuses_a_body_where_none_belongs():
    with Server() as server:
        with Wire(server.port) as wire:
            wire.send(server.head("GET", "/health", {"Content-Length": "4"}) + b"GET ")
            refused(wire.answer(), 400, "bad-header")
            assert wire.is_closed()


def server_refuses_a_missing_host():
    with Server() as server:
        for version in ("1.0", "1.1"):
            answer = server.raw(f"GET /health HTTP/{version}\r\n\r\n".encode())
            assert answer.status == 400, answer


def server_refuses_two_hosts():
    with Server() as server:
        answer = server.raw(
            f"GET /health HTTP/1.1\r\nHost: {server.host}\r\nHost: other\r\n\r\n".encode())
        refused(answer, 400, "bad-header", "Host")


def server_refuses_other_names_for_itself():
    with Server() as server:
        hosts = ("attacker.example", f"attacker.example:{server.port}", "127.0.0.1", "localhost",
                 f"127.0.0.1.attacker.example:{server.port}", f"127.0.0.1:{server.port + 1}",
                 f"127.0.0.1:{server.port}.x", f"0.0.0.0:{server.port}", "")  # fmt: skip
        for host in hosts:
            for path in ("/", "/health", "/api/events"):
                answer = server.get(path, headers={"Host": host})
                refused(answer, 403, "wrong-host")
        for host in (server.host, f"localhost:{server.port}", f"LOCALHOST:{server.port}"):
            assert server.get("/api/events", headers={"Host": host}).status == 200


def server_refuses_other_origins():
    with Server() as server:
        for origin in ("http://attacker.example", "null", f"https://{server.host}",
                       f"http://127.0.0.1:{server.port + 1}", f"http://{server.host}.example"):  # fmt: skip
            for path in ("/", "/health", "/api/events"):
                refused(server.get(path, headers={"Origin": origin}), 403, "wrong-origin")
            answer = server.post([told_input(device(), 1)], headers={"Origin": origin})
            refused(answer, 403, "wrong-origin")
        assert server.all_events() == []
        for origin in (f"http://{server.host}", f"http://localhost:{server.port}"):
            assert server.get("/api/events", headers={"Origin": origin}).status == 200


def server_refuses_requests_that_other_sites_caused():
    with Server() as server:
        for site in ("cross-site", "same-site", "", "nonsense"):
            headers = {"Sec-Fetch-Site": site}
            refused(server.get("/api/events", headers=headers), 403, "wrong-origin")
            refused(server.get("/api/live", headers=headers), 403, "wrong-origin")
            refused(server.post([told_input(device(), 1)], headers=headers), 403, "wrong-origin")
            refused(server.ask("POST", "/", headers=headers, body=b"[]"), 403, "wrong-origin")
        for site in ("same-origin", "none"):
            assert server.get("/api/events", headers={"Sec-Fetch-Site": site}).status == 200
        assert server.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status == 200


def server_refuses_whoever_lacks_the_secret():
    with Server() as server:
        secret = server.secret
        last, first = ("1" if digit == "0" else "0" for digit in (secret[-1], secret[0]))
        for value in (None, "", "Bearer", "Bearer ", f"Bearer {secret[:-1]}", f"Bearer {secret}0",
                      f"Bearer {secret[:-1]}{last}", f"Bearer {first}{secret[1:]}",
                      f"Basic {secret}", secret, f"Bearer {'0' * 64}"):  # fmt: skip
            for method, path in (("GET", "/api/events"), ("GET", "/api/live")):
                answer = server.ask(method, path, headers={"Authorization": value}, secret=False)
                refused(answer, 401, "no-secret")
                assert answer.headers["www-authenticate"] == "Bearer"
            answer = server.post([told_input(device(), 1)], headers={"Authorization": value},
                                 secret=False)  # fmt: skip
            refused(answer, 401, "no-secret")
        assert server.all_events() == []


def server_takes_json_only():
    with Server() as server:
        for kind in (None, "", "text/plain", "application/x-www-form-urlencoded",
                     "multipart/form-data; boundary=x", "application/jsonx", "application/json2;x"):  # fmt: skip
            refused(server.post([told_input(device(), 1)], headers={"Content-Type": kind}),
                    415, "not-json")  # fmt: skip
        for kind in ("application/json", "Application/JSON", "application/json; charset=utf-8"):
            answer = server.post([told_input(device(), 1)], headers={"Content-Type": kind})
            assert answer.status == 200, answer


def server_has_no_other_routes():
    with Server() as server:
        for path in ("/api", "/api/", "/api/event", "/api/events/", "/API/events", "/health/",
                     "/index", "//", "/api/../health", "*", "http://attacker.example/",
                     "/api/events%3Fafter=1", "/%61pi/events"):  # fmt: skip
            refused(server.get(path), 404, "no-such-route")


def server_names_the_methods_of_a_route():
    with Server() as server:
        routes = {"/": "GET, HEAD", "/sw.js": "GET, HEAD", "/health": "GET",
                  "/api/hand-over": "POST", "/api/events": "GET, POST", "/api/live": "GET"}  # fmt: skip
        for path, allow in routes.items():
            for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"):
                answer = server.ask(method, path)
                refused(answer, 405, "wrong-method")
                assert answer.headers["allow"] == allow, answer.headers
        refused(server.get("/api/hand-over"), 405, "wrong-method")
        refused(server.ask("POST", "/health", body=b"{}"), 405, "wrong-method")
        assert server.ask("HEAD", "/api/events").status == 405


def server_survives_paths_that_are_meant_to_hurt():
    with Server() as server:
        for path in ("/../../etc/passwd", "/assets/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
                     "/..%2f..%2fetc%2fpasswd", "/index.html%00.js", "/index.html\\..\\x", "/%",
                     "/%zz", "/" + "a" * 3000, "/" + "%41" * 1000):  # fmt: skip
            refused(server.get(path), 404, "no-such-route")
        for path in ("/" + "a" * 60000, "/nothing\0", "/ x", "/\x7f\xff", ""):
            with Wire(server.port) as wire:
                try:
                    wire.send(server.head("GET", path))
                    assert wire.answer().status in (400, 404, 414, 431, 505), path
                except (EOFError, ConnectionError):
                    pass  # closed without a word: fair enough
        assert server.get("/health").status == 200


def server_limits_the_headers():
    with Server() as server:
        few = {f"X-{number}": "1" for number in range(50)}
        assert server.get("/health", headers=few).status == 200
        many = {f"X-{number}": "1" for number in range(80)}
        refused(server.get("/health", headers=many), 400, "bad-header")
        with Wire(server.port) as wire:
            wire.send(server.head("GET", "/health", {"X-Long": "x" * 20000}))
            assert wire.answer().status == 431
        assert server.get("/health").status == 200


def server_hides_nothing_behind_a_nul():
    """The library ends a value at a NUL; what stands before it must pass on its own."""
    with Server() as server:
        for host in (f"attacker.example\0{server.host}", "\0", f"\0{server.host}"):
            with Wire(server.port) as wire:
                wire.send(f"GET /api/events HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                assert wire.answer().status in (400, 403)
        assert server.get("/health").status == 200


def server_puts_its_headers_on_every_answer():
    with Server() as server:
        answers = [
            server.get("/"), server.get("/health"), server.get("/api/events"),
            server.get("/nothing"), server.get("/api/events", secret=False),
            server.ask("PUT", "/"), server.post(b"["), server.hand_over("0" * 32),
            server.post([told_input(device(), 1)]), server.get("/", headers={"Host": "other"}),
            server.raw(post_lines(server)), server.ask("HEAD", "/"),
        ]  # fmt: skip
        for answer in answers:
            for name, value in EVERY_ANSWER.items():
                assert answer.headers.get(name) == value, (answer, name)
            policy = set(answer.headers["content-security-policy"].split("; "))
            assert policy == POLICY, policy ^ POLICY
            assert "microphone=()" in answer.headers["permissions-policy"]
            assert not any(name.startswith("access-control-") for name in answer.headers)
            assert "set-cookie" not in answer.headers


def server_listens_on_this_machine_only():
    with Server() as server:
        with open("/proc/net/tcp") as table:
            listening = [line.split()[1] for line in table if line.split()[3] == "0A"]
        mine = [each for each in listening if each.endswith(f":{server.port:04X}")]
        assert mine == [f"0100007F:{server.port:04X}"], mine


def server_answers_requests_in_one_packet_in_order():
    with Server() as server, Wire(server.port) as wire:
        first, second = (json.dumps([told_input(device(), 1)]).encode() for _ in range(2))
        wire.send(server.head("POST", "/api/events", length=len(first)) + first
                  + server.head("POST", "/api/events", length=len(second)) + second
                  + server.head("GET", "/api/events?after=1"))  # fmt: skip
        assert wire.answer().json == {"stored": 1, "duplicates": 0, "last": 1}
        assert wire.answer().json == {"stored": 1, "duplicates": 0, "last": 2}
        assert [event["arrival"] for event in wire.answer().json["events"]] == [2]


@patient
def server_ends_connections_that_never_finish_a_request():
    """A byte now and then keeps a connection from being idle, but not for ever."""
    with Server() as server:
        wires = {"silent": Wire(server.port), "head": Wire(server.port), "body": Wire(server.port)}
        wires["head"].send(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        wires["body"].send(post_lines(server, "Content-Length: 60000"))
        began, after_s = time.monotonic(), {}
        while len(after_s) < len(wires) and time.monotonic() - began < 30:
            for name, wire in wires.items():
                try:
                    if name != "silent":
                        wire.send(b"x")
                    ended = wire.is_closed(seconds=0.3)
                except ConnectionError:
                    ended = True
                if ended and name not in after_s:
                    after_s[name] = round(time.monotonic() - began, 1)
        print(f"# ended after {after_s} seconds", flush=True)
        assert len(after_s) == 3, after_s
        assert max(after_s.values()) < 25, after_s
        assert server.get("/health").status == 200


def server_keeps_answering_when_its_connections_are_used_up():
    with Server() as server:
        wires = []
        for _ in range(300):
            try:
                wires.append(Wire(server.port))
            except OSError:
                break
        assert len(wires) >= 192, len(wires)
        for wire in wires:
            wire.socket.close()
        for _ in range(100):
            try:
                assert server.get("/health").status == 200
                return
            except (EOFError, OSError):
                time.sleep(0.05)
        raise AssertionError("it did not come back")
