"""Starting, the one-time code, a second start, and stopping."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import tempfile
import time
from pathlib import Path

from harness import Server, device, sanitized, told_input


def server_hands_its_secret_over_once():
    with Server() as server:
        answer = server.hand_over(server.code)
        assert answer.status == 200 and answer.json == {"secret": server.secret}, answer
        assert answer.headers["cache-control"] == "no-store"
        assert not (server.data / "hand-over").exists()
        answer = server.hand_over(server.code)
        assert (answer.status, answer.code) == (410, "code-used"), answer
        assert server.get("/api/events").status == 200


def server_starts_in_a_home_that_has_nothing_yet():
    with tempfile.TemporaryDirectory() as home:
        folder = {"HOME": home, "PATH": os.defpath}
        program = subprocess.Popen(
            [Server.binary, "serve", "--port", "0"], env=folder, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        address = program.stdout.readline()
        program.terminate()
        told = program.communicate()[1]
        assert "#hand-over=" in address, told
        assert (Path(home) / ".local/share/limber/limber.db").exists()


def server_refuses_a_code_that_is_too_old():
    with Server() as server:
        file = server.data / "hand-over"
        for age_seconds in (601, -60):
            file.write_text(server.code + "\n")
            file.chmod(0o600)
            os.utime(file, (time.time() - age_seconds,) * 2)
            assert server.hand_over(server.code).code == "code-used"
            assert not file.exists()
        file.write_text(server.code + "\n")
        file.chmod(0o600)
        os.utime(file, (time.time() - 590,) * 2)
        assert server.hand_over(server.code).status == 200


def server_burns_a_code_after_ten_wrong_ones():
    with Server() as server:
        for number in range(9):
            assert server.hand_over(f"{number:032x}").code == "code-used"
        assert (server.data / "hand-over").exists()
        assert server.hand_over("f" * 32).code == "code-used"
        assert server.hand_over(server.code).code == "code-used"


def server_refuses_codes_of_another_shape():
    with Server() as server:
        for body in (b"", b"{}", b"[]", b'{"code":1}', b'{"code":"x"}', b'"' + b"0" * 32 + b'"',
                     b'{"code":"%s","more":1}' % (b"0" * 32), b'{"code":"%s"}' % (b"A" * 32)):  # fmt: skip
            answer = server.ask("POST", "/api/hand-over", body=body, secret=False)
            assert (answer.status, answer.code) == (400, "bad-json"), (body, answer)
        assert server.hand_over(server.code).status == 200


def server_refuses_a_code_from_another_site():
    with Server() as server:
        body = b'{"code":"%s"}' % server.code.encode()
        for headers in ({"Origin": "http://attacker.example"}, {"Sec-Fetch-Site": "cross-site"},
                        {"Host": "attacker.example"}, {"Content-Type": "text/plain"}):  # fmt: skip
            answer = server.ask("POST", "/api/hand-over", body=body, headers=headers, secret=False)
            assert answer.status in (403, 415), answer
        assert server.hand_over(server.code).status == 200


def server_keeps_its_files_for_its_owner_only():
    with Server() as server:
        assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
        for file in server.data.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
        assert re.fullmatch(r"[0-9a-f]{64}\n", (server.data / "secret").read_text())


def server_keeps_its_secret_over_a_restart():
    with Server() as server:
        secret, code = server.secret, server.code
        assert server.stop() == 0
        server.process.stdout.close()
        server.start()
        assert server.secret == secret
        assert server.hand_over(code).code == "code-used", "a code outlived its server"
        assert server.hand_over(server.code).json == {"secret": secret}


def server_refuses_a_secret_that_others_can_read():
    with Server() as server:
        assert server.stop() == 0
        for spoil in (lambda file: file.chmod(0o644), lambda file: file.write_text("short\n")):
            spoil(server.data / "secret")
            code, told = Server.fails(server.data)
            assert code == 1 and str(server.data / "secret") in told, told
            (server.data / "secret").chmod(0o600)


def server_started_twice_gives_a_fresh_code_for_the_first():
    with Server() as server:
        assert server.hand_over(server.code).status == 200
        second = Server(data=server.data, port=server.port)
        assert second.process.wait(timeout=10) == 0
        second.process.stdout.close()
        assert second.port == server.port and second.code != server.code
        third = Server(data=server.data)  # any port: the first one's is still the answer
        assert third.process.wait(timeout=10) == 0
        third.process.stdout.close()
        assert third.port == server.port
        assert server.hand_over(second.code).code == "code-used", "replaced by the third"
        assert server.hand_over(third.code).status == 200


def server_says_when_its_port_is_taken():
    folder = Path(tempfile.mkdtemp())
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, told = Server.fails(folder / "data", port=port)
        assert code == 1 and str(port) in told and "--port" in told, told
    shutil.rmtree(folder)


def server_says_when_its_data_folder_cannot_be():
    folder = Path(tempfile.mkdtemp())
    (folder / "file").write_text("a file")
    for data in (folder / "file", folder / "file" / "below", Path("/proc/limber-data")):
        code, told = Server.fails(data)
        assert code == 1 and str(data) in told and told.startswith("limber serve: "), told
    assert (folder / "file").read_text() == "a file"
    shutil.rmtree(folder)


def server_leaves_a_damaged_log_as_it_is():
    folder = Path(tempfile.mkdtemp())
    (folder / "limber.db").write_bytes(b"this is no database" * 100)
    (folder / "limber.db").chmod(0o600)
    code, told = Server.fails(folder)
    assert code == 1 and "limber.db" in told, told
    assert (folder / "limber.db").read_bytes() == b"this is no database" * 100
    shutil.rmtree(folder)


def server_leaves_a_newer_log_as_it_is():
    with Server() as server:
        server.post([told_input(device(), 1)])
        assert server.stop() == 0
        log = sqlite3.connect(server.data / "limber.db")
        log.execute("PRAGMA user_version = 999")
        log.close()
        before = (server.data / "limber.db").read_bytes()
        code, told = Server.fails(server.data)
        assert code == 1 and "limber.db" in told and "newer" in told, told
        assert (server.data / "limber.db").read_bytes() == before


def server_stops_within_a_second_whoever_is_connected():
    with Server() as server:
        live = [server.listen() for _ in range(20)]
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            began = time.monotonic()
            server.process.send_signal(signal_number)
            assert server.process.wait(timeout=5) == 0
            assert time.monotonic() - began < 1, time.monotonic() - began
            for wire in live:
                assert wire.is_closed()
                wire.socket.close()
            server.process.stdout.close()
            server.start()
            live = [server.listen()]
        live[0].socket.close()


def server_tells_its_health_to_anybody_and_nothing_more():
    with Server() as server:
        server.post([told_input(device(), 1)])
        health = server.get("/health", secret=False)
        assert health.status == 200
        assert health.json.keys() == {"status", "program", "version", "catalogue", "events"}
        assert (health.json["status"], health.json["program"]) == ("ok", "limber")
        assert health.json["events"] == 1


def server_alone_sleeps_and_is_small():
    with Server() as server:
        server.get("/")
        server.get("/health")
        status = Path(f"/proc/{server.process.pid}/status")
        deadline = time.monotonic() + 5
        while True:
            before = re.findall(r"ctxt_switches:\s+(\d+)", status.read_text())
            time.sleep(1.5)
            if re.findall(r"ctxt_switches:\s+(\d+)", status.read_text()) == before:
                break
            assert time.monotonic() < deadline, "it wakes up though nobody is there"
        print(f"# resident when idle: {server.resident_kb()} kB")
        assert sanitized(Server.binary) or server.resident_kb() <= 10240


def server_says_nothing_of_what_it_keeps():
    """No event, secret or code appears in what the terminal is told."""
    with Server() as server:
        mark = device()
        server.post([told_input(mark, 1)])
        server.post([told_input(mark, 3)])
        server.get(f"/api/events?{mark}")
        server.stop()
        told = server.told()
        for word in (mark, server.secret, server.code):
            assert word not in told, told
