"""Telling open pages that the log has grown."""

import json
import random
import statistics
import subprocess
import threading
import time

from harness import Server, Wire, device, heard, parse_head, patient, told_input


def server_tells_a_page_at_once_where_the_log_stands():
    with Server() as server:
        of = device()
        server.post([told_input(of, 1), told_input(of, 2)])
        with Wire(server.port) as wire:
            wire.send(server.head("GET", "/api/live"))
            status, headers = parse_head(wire.until(b"\r\n\r\n"))
            assert status == 200 and headers["content-type"] == "text/event-stream"
            assert headers["cache-control"] == "no-store"
            assert heard(wire) == 2


def server_tells_every_page_of_every_change():
    with Server() as server:
        wires = [server.listen() for _ in range(10)]
        assert [heard(wire) for wire in wires] == [0] * 10
        of, took_s = device(), []
        for sequence in range(1, 21):
            server.post([told_input(of, sequence)])
            began = time.monotonic()
            assert [heard(wire) for wire in wires] == [sequence] * 10
            took_s.append(time.monotonic() - began)
        assert statistics.median(took_s) < 0.2, took_s
        server.post([told_input(of, 20)])  # a duplicate is no change
        server.post([told_input(of, 21)])
        assert [heard(wire) for wire in wires] == [21] * 10
        for wire in wires:
            wire.socket.close()


def import_events(server, events):
    file = server.folder / "export.json"
    file.write_text(json.dumps({"limber-export": 1, "catalogue": "0", "events": events}))
    subprocess.run([Server.binary, "import", "--data", str(server.data), str(file)],
                   check=True, capture_output=True, timeout=20)  # fmt: skip


def server_tells_pages_what_another_process_stored():
    with Server() as server, server.listen() as wire:
        assert heard(wire) == 0
        of = device()
        import_events(server, [told_input(of, 1), told_input(of, 2)])
        assert heard(wire, seconds=5) == 2


def server_reads_what_another_process_stored_at_once():
    with Server() as server:
        of = device()
        for sequence in range(1, 6):
            assert server.get("/api/events").json["last"] == sequence - 1
            import_events(server, [told_input(of, sequence)])


@patient
def server_tells_a_silent_page_that_it_is_there():
    with Server() as server, server.listen() as wire:
        assert heard(wire) == 0
        began = time.monotonic()
        wire.until(b": still here\n\n", seconds=20)
        assert time.monotonic() - began > 13
        server.post([told_input(device(), 1)])
        assert heard(wire) == 1


def server_limits_the_pages_and_frees_the_place_of_closed_ones():
    with Server() as server:
        for _ in range(3):
            wires = [server.listen() for _ in range(128)]
            answer = server.get("/api/live")
            assert (answer.status, answer.code) == (503, "too-many"), answer
            for wire in wires:
                wire.socket.close()
            time.sleep(0.05)
        with server.listen() as wire:
            assert heard(wire) == 0


def server_loses_no_page_while_others_come_and_go():
    """200 pages come and go, at most 40 at a time, while another posts: who stays hears numbers
    that only grow, and the last one."""
    with Server() as server:
        of, stop, goal, troubles = device(), threading.Event(), [float("inf")], []
        sent = [0]

        def post():
            while not stop.is_set():
                sent[0] += 1
                assert server.post([told_input(of, sent[0])]).status == 200

        def stay():
            last = -1
            try:
                with server.listen() as wire:
                    while last < goal[0]:
                        told = heard(wire)
                        if told <= last:
                            troubles.append(f"{told} after {last}")
                        last = told
            except (TimeoutError, EOFError) as trouble:
                troubles.append(f"after {last} of {sent[0]}: {trouble}")

        poster = threading.Thread(target=post)
        stayers = [threading.Thread(target=stay) for _ in range(5)]
        for thread in (poster, *stayers):
            thread.start()
        guests, chance = [], random.Random(1)
        for _ in range(200):
            guest = server.listen()
            if chance.random() < 0.7:
                heard(guest)
            guests.append(guest)
            if len(guests) > 40:
                guests.pop(chance.randrange(len(guests))).socket.close()
        for guest in guests:
            guest.socket.close()
        stop.set()
        poster.join()
        goal[0] = sent[0] + 1
        server.post([told_input(of, goal[0])])
        for thread in stayers:
            thread.join()
        assert not troubles, troubles
        print(f"# {goal[0]} events, 200 guests, 5 that stayed: none missed")
