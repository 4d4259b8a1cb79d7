"""What the claims about the server share: starting it, speaking to it byte by byte, and events."""

import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

START_SECONDS = 20
ANSWER_SECONDS = 10


def patient(claim):
    """Marks a claim that mostly waits."""
    claim.patient = True
    return claim


def is_patient(claim):
    return getattr(claim, "patient", False)


class Answer:
    """A response: status, headers by lower-case name, body."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return self.json["error"]["code"] if self.status >= 400 else ""

    @property
    def field(self):
        return self.json["error"]["field"]

    def __repr__(self):
        return f"{self.status} {self.body[:200]!r}"


def parse_head(head):
    lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return int(lines[0].split(" ")[1]), headers


class Wire:
    """One connection, and nothing between us and its bytes."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS)
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def more(self, seconds=ANSWER_SECONDS):
        """False at the end of the stream; raises TimeoutError when nothing comes."""
        self.socket.settimeout(seconds)
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError:
            return False
        self.rest += data
        return bool(data)

    def until(self, mark, seconds=ANSWER_SECONDS):
        deadline = time.monotonic() + seconds
        while mark not in self.rest:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"no {mark!r} in {self.rest[-300:]!r}")
            if not self.more(left):
                raise EOFError(f"the stream ended at {self.rest[-300:]!r}")
        before, _, self.rest = self.rest.partition(mark)
        return before

    def answer(self, head_only=False, seconds=ANSWER_SECONDS):
        status, headers = parse_head(self.until(b"\r\n\r\n", seconds))
        size = 0 if head_only or status == 304 else int(headers.get("content-length", 0))
        while len(self.rest) < size:
            if not self.more():
                raise EOFError(f"the body ended after {len(self.rest)} of {size} bytes")
        body, self.rest = self.rest[:size], self.rest[size:]
        return Answer(status, headers, body)

    def is_closed(self, seconds=2):
        try:
            while self.more(seconds):
                pass
        except TimeoutError:
            return False
        return True


class Server:
    """`limber serve` in a folder of its own; stopped and removed at the end of a `with`."""

    binary = None  # set once by run_tests.py

    def __init__(self, page=None, port=0, data=None):
        self.folder = None if data else Path(tempfile.mkdtemp(prefix="limber-server-"))
        self.data = Path(data) if data else self.folder / "data"
        self.page = page
        self.start(port)

    @classmethod
    def call(cls, data, page=None, port=0):
        page = page or Path(data).parent / "no-page"
        return [cls.binary, "serve", "--port", str(port), "--data", str(data), "--page", str(page)]

    @classmethod
    def fails(cls, data, **options):
        """A start that must fail: (exit code, what it told)."""
        run = subprocess.run(
            cls.call(data, **options), capture_output=True, text=True, timeout=START_SECONDS
        )
        assert run.stdout == "", run.stdout
        return run.returncode, run.stderr

    def start(self, port=0):
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            self.call(self.data, self.page, port), stdout=subprocess.PIPE, stderr=self.errors,
            stdin=subprocess.DEVNULL, text=True)  # fmt: skip
        ready, _, _ = select.select([self.process.stdout], [], [], START_SECONDS)
        line = self.process.stdout.readline() if ready else ""
        match = re.fullmatch(
            r"Limber is at (http://127\.0\.0\.1:(\d+)/)#hand-over=([0-9a-f]{32})\n", line)
        assert match, f"it said {line!r} and {self.told()!r}"
        self.port, self.code = int(match[2]), match[3]
        self.host = f"127.0.0.1:{self.port}"

    def told(self):
        self.errors.seek(0)
        return self.errors.read()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        code = self.stop() if self.process.poll() is None else self.process.returncode
        if kind is not None:
            print("".join(f"# {line}\n" for line in self.told().splitlines()), end="")
        else:
            assert code == 0, f"it ended with {code} and said {self.told()}"
        self.process.stdout.close()
        if self.folder:
            shutil.rmtree(self.folder)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=ANSWER_SECONDS)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    @property
    def secret(self):
        return (self.data / "secret").read_text().strip()

    def head(self, method, path, headers=None, length=None, secret=True):
        lines = {"Host": self.host}
        if secret:
            lines["Authorization"] = f"Bearer {self.secret}"
        if length is not None:
            lines |= {"Content-Type": "application/json", "Content-Length": str(length)}
        lines |= headers or {}
        text = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
        return f"{method} {path} HTTP/1.1\r\n{text}\r\n".encode("latin-1")

    def ask(self, method, path, headers=None, body=None, secret=True):
        """One request on a connection of its own."""
        with Wire(self.port) as wire:
            length = None if body is None else len(body)
            wire.send(self.head(method, path, headers, length, secret) + (body or b""))
            return wire.answer(head_only=method == "HEAD")

    def raw(self, data):
        with Wire(self.port) as wire:
            wire.send(data)
            return wire.answer()

    def get(self, path, **options):
        return self.ask("GET", path, **options)

    def post(self, events, **options):
        body = events if isinstance(events, bytes) else json.dumps(events).encode()
        return self.ask("POST", "/api/events", body=body, **options)

    def hand_over(self, code):
        body = json.dumps({"code": code}).encode()
        return self.ask("POST", "/api/hand-over", body=body, secret=False)

    def listen(self):
        """A connection that hears of new events."""
        wire = Wire(self.port)
        wire.send(self.head("GET", "/api/live"))
        status, _ = parse_head(wire.until(b"\r\n\r\n"))
        assert status == 200, status
        return wire

    def all_events(self):
        events, after = [], 0
        while True:
            page = self.get(f"/api/events?after={after}").json
            events += page["events"]
            after = page["last"]
            if not page["more"]:
                return events

    def resident_kb(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])


def heard(wire, seconds=ANSWER_SECONDS):
    """The next number that a listening page is told."""
    wire.until(b"data: ", seconds)
    return json.loads(wire.until(b"\n\n", seconds))["last"]


def device():
    return os.urandom(16).hex()


def told_input(of, sequence, value=0, event=None):
    """The smallest event there is: what the session machine was told."""
    return {
        "device": of,
        "sequence": sequence,
        "at_ms": 1795257600000 + sequence,
        "kind": "input",
        "body": {"session": f"{of}-1", "at_ms": 1000 * sequence,
                 "event": event or ("pain" if value else "tick"), "value": value},
    }  # fmt: skip


def plain(event):
    return {name: value for name, value in event.items() if name != "arrival"}


def sanitized(binary):
    return b"__asan_init" in Path(binary).read_bytes()


def write_page(folder):
    """A page as the build leaves it, small enough to look at."""
    folder = Path(folder)
    (folder / "assets").mkdir(parents=True)
    files = {
        "index.html": b"<!doctype html><title>Limber</title>plain",
        "index.html.br": b"pretend brotli",
        "index.html.gz": b"pretend gzip",
        "sw.js": b"self.skipWaiting()",
        "assets/app-1a2b.js": b"console.log(1)",
        "assets/app-1a2b.js.gz": b"pretend gzip too",
        "assets/core-3c4d.wasm": b"\0asm\1\0\0\0",
        "assets/style-5e6f.css": b"body{}",
        "manifest.webmanifest": b"{}",
        ".hidden": b"not for anybody",
        "with space.txt": b"not for anybody",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    return folder
