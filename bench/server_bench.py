"""How fast the server is: server_bench.py LIMBER [STORE_BENCH]

Reads are compared with nginx serving a file of the same size, durable writes with SQLite alone
committing as many events at a time, each turn about in one run, so that a slow moment of the
machine hits both. Rows of what, figure, unit, divided by tabs; then everything as one line of JSON.
"""

import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests/server"))
from harness import Server, device, told_input  # noqa: E402

ROUNDS, SECONDS = 3, 5
CONNECTIONS = 64
WRITERS = (1, 4, 16, 64)  # who post at the same time: the more there are, the more share a commit

NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log crit; worker_processes 1; {user}
events {{ worker_connections 512; use epoll; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  open_file_cache max=16; default_type application/json; etag off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {folder}; {headers} }}
}}
"""

# Each request from a device of its own: unique without anybody having to count.
POSTS = """
local count = 0
request = function()
  count = count + 1
  local device = string.format("%032x", count)
  return wrk.format("POST", "/api/events", nil, '[{"device":"' .. device ..
    '","sequence":1,"at_ms":1795257600000,"kind":"input","body":{"session":"' .. device ..
    '-1","at_ms":1000,"event":"pain","value":3}}]')
end
"""


def wrk(connections, url, *more):
    """Requests per second; every one of them must have been answered well."""
    call = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}", "--latency", *more, url]
    text = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        sys.exit(f"{' '.join(call)} failed:\n{text}")
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", text)
    p99_ms = float(p99[1]) * {"us": 0.001, "ms": 1, "s": 1000}[p99[2]]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), p99_ms


class Nginx:
    def __init__(self, folder, answer):
        (folder / "events").write_bytes(answer.body)
        self.port = 18417
        headers = "".join(
            f'add_header {name} "{value}";' for name, value in answer.headers.items()
            if name not in ("content-length", "content-type", "date", "connection"))  # fmt: skip
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "conf").write_text(
            NGINX.format(folder=folder, port=self.port, headers=headers, user=user))
        self.process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "conf")])
        time.sleep(0.5)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def reads(folder):
    of = device()
    ours, theirs = [], []
    with Server() as server:
        server.post([told_input(of, sequence) for sequence in range(1, 21)])
        answer = server.get("/api/events?after=0")
        ours_url = f"http://127.0.0.1:{server.port}/api/events?after=0"
        with Nginx(folder, answer) as nginx:
            for _ in range(ROUNDS):
                ours.append(wrk(CONNECTIONS, ours_url, "-H", f"Authorization: Bearer {server.secret}"))
                theirs.append(wrk(CONNECTIONS, f"http://127.0.0.1:{nginx.port}/events"))
    return ours, theirs, len(answer.body)


def writes_of_server(folder, writers):
    """Durable events per second, one to a request, the 99th percentile, how many events there were
    per commit, and how many requests per second it answers without reading or storing anything."""
    script = folder / "posts.lua"
    script.write_text(POSTS)
    with Server() as server:
        plain, _ = wrk(writers, f"http://127.0.0.1:{server.port}/health")
        rate, p99_ms = wrk(writers, f"http://127.0.0.1:{server.port}", "-s", str(script),
                           "-H", f"Authorization: Bearer {server.secret}",
                           "-H", "Content-Type: application/json")  # fmt: skip
        server.stop()
        stored, commits = re.search(r"stored (\d+) events in (\d+) commits", server.told()).groups()
    return rate, p99_ms, int(stored) / int(commits), plain


def writes_of_sqlite(folder, store_bench, batch):
    call = [store_bench, str(max(1, round(batch))), str(folder), "3"]
    text = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    return float(re.search(r"bare SQLite (\d+)/s", text)[1])


def writes(folder, store_bench, writers):
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(writes_of_server(folder, writers))
        if store_bench:
            theirs.append(writes_of_sqlite(folder, store_bench, ours[-1][2]))
    return ours, theirs


def idle_kb():
    with Server() as server:
        server.get("/health")
        time.sleep(1)
        return server.resident_kb()


def beside(binary):
    """The store's benchmark of the same build, if it is there."""
    path = Path(binary).parent.parent / "bench/store_bench"
    return str(path) if path.exists() else None


def median(rounds, column=0):
    return statistics.median(each[column] if isinstance(each, tuple) else each for each in rounds)


def rows_of_writes(writers, ours, theirs):
    who = "one writer" if writers == 1 else f"{writers} writers at once"
    yield f"durable events, one to a request, {who}", f"{median(ours):.0f}", "/s"
    yield "- events in a commit, on average", f"{median(ours, 2):.0f}", ""
    yield "- 99th percentile of an answer", f"{median(ours, 1):.2f}", "ms"
    if theirs:
        yield "- SQLite alone with as many in a commit", f"{median(theirs):.0f}", "/s"
        yield "- compared with SQLite alone", f"{median(ours) / median(theirs):.2f}", "x"
        at_most = 1 / (1 / median(ours, 3) + 1 / median(theirs))
        yield "- what one thread could reach: an empty answer, then SQLite", f"{at_most:.0f}", "/s"
        yield "- compared with that", f"{median(ours) / at_most:.2f}", "x"


def main():
    Server.binary = str(Path(sys.argv[1]).resolve())
    store_bench = sys.argv[2] if len(sys.argv) > 2 else beside(Server.binary)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        read_ours, read_theirs, size = reads(folder)
        written = {writers: writes(folder, store_bench, writers) for writers in WRITERS}
    rows = [
        (f"reading 20 events ({size} bytes) through the API", f"{median(read_ours):.0f}", "/s"),
        ("- 99th percentile of an answer", f"{median(read_ours, 1):.2f}", "ms"),
        ("- the same bytes from nginx as a file", f"{median(read_theirs):.0f}", "/s"),
        ("- compared with nginx", f"{median(read_ours) / median(read_theirs):.2f}", "x"),
        *(row for writers in WRITERS for row in rows_of_writes(writers, *written[writers])),
        ("memory when idle", f"{idle_kb()}", "kB"),
    ]
    for row in rows:
        print("\t".join(row))
    print(json.dumps({"read": read_ours, "nginx": read_theirs, "written": written}))


if __name__ == "__main__":
    main()
