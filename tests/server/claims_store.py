"""What is acknowledged is kept, and trouble with the disk is told and costs nothing."""

import json
import resource
import signal
import sqlite3
import threading
import time

from harness import Server, Wire, device, plain, told_input


def server_keeps_what_it_acknowledged_when_it_is_killed():
    """Twenty times: killed in the middle of posts, started again; all that was answered is there."""
    with Server() as server:
        acknowledged = {}
        for _ in range(20):
            done = threading.Event()

            def write():
                of = device()
                try:
                    with Wire(server.port) as wire:
                        for sequence in range(1, 10000):
                            event = told_input(of, sequence)
                            body = json.dumps([event]).encode()
                            wire.send(server.head("POST", "/api/events", length=len(body)) + body)
                            if wire.answer().json["stored"] == 1:
                                acknowledged[of, sequence] = event
                            if sequence > 20:
                                done.set()
                except (EOFError, OSError):
                    pass

            threads = [threading.Thread(target=write) for _ in range(4)]
            for thread in threads:
                thread.start()
            assert done.wait(20)
            server.kill()
            for thread in threads:
                thread.join()
            server.start()
            kept = {(event["device"], event["sequence"]): plain(event)
                    for event in server.all_events()}  # fmt: skip
            lost = [name for name, event in acknowledged.items() if kept.get(name) != event]
            assert not lost, f"{len(lost)} of {len(acknowledged)} acknowledged events are lost"
        print(f"# {len(acknowledged)} acknowledged, 20 times killed, none lost")


def server_says_that_the_log_is_locked():
    with Server() as server:
        server.post([told_input(device(), 1)])
        other = sqlite3.connect(server.data / "limber.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        event = told_input(device(), 1)
        answer = server.post([event])
        assert (answer.status, answer.code) == (503, "store-busy"), answer
        assert answer.headers["retry-after"] == "1"
        assert server.get("/api/events").json["last"] == 1, "reading goes on"
        other.execute("ROLLBACK")
        other.close()
        assert server.post([event]).json["stored"] == 1


def server_acknowledges_nothing_when_the_disk_refuses():
    """The log may not grow by a byte: every post of that turn gets 503, and nothing of it is kept."""
    with Server() as server:
        of = device()
        assert server.post([told_input(of, 1)]).status == 200
        size = (server.data / "limber.db-wal").stat().st_size
        _, hard = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, hard))
        wires = [Wire(server.port) for _ in range(10)]
        for wire in wires:
            body = json.dumps([told_input(device(), 1)]).encode()
            wire.send(server.head("POST", "/api/events", length=len(body)) + body)
        for wire in wires:
            answer = wire.answer()
            assert answer.status == 503 and answer.code.startswith("store-"), answer
            wire.socket.close()
        assert server.get("/health").status == 200
        assert len(server.all_events()) == 1
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
        assert server.post([told_input(of, 2)]).json == {"stored": 1, "duplicates": 0, "last": 2}
        told = server.told()
        assert told.count("limb") < 20, "trouble is told once, not once per request"


def server_answers_posts_that_wait_when_it_is_stopped():
    with Server() as server:
        wires = []
        for _ in range(20):
            wire = Wire(server.port)
            body = json.dumps([told_input(device(), 1)]).encode()
            wire.send(server.head("POST", "/api/events", length=len(body)) + body)
            wires.append(wire)
        server.process.send_signal(signal.SIGTERM)
        began, acknowledged = time.monotonic(), 0
        for wire in wires:
            try:
                acknowledged += wire.answer().status == 200
            except (EOFError, OSError):
                pass
            wire.socket.close()
        assert server.process.wait(timeout=5) == 0
        assert time.monotonic() - began < 1.5
        server.process.stdout.close()
        server.start()
        assert len(server.all_events()) >= acknowledged
