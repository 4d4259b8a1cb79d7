"""Events in and out."""

import json
import threading

from harness import Server, Wire, device, plain, told_input


def refused(answer, status, code, field=None):
    assert (answer.status, answer.code) == (status, code), answer
    assert answer.json["error"]["message"], answer
    assert field is None or answer.field == field, answer


def with_body(**changes):
    event = told_input("a" * 32, 1)
    event["body"] |= changes
    return event


def server_gives_back_what_it_was_given():
    with Server() as server:
        of = device()
        afterwards = {
            "device": of, "sequence": 2, "at_ms": 0, "kind": "afterwards",
            "body": {"session": f"{of}-1", "feel": "better", "pain": 2, "stiffness": 10},
        }  # fmt: skip
        events = [told_input(of, 1, value=7), afterwards]
        answer = server.post(events)
        assert answer.json == {"stored": 2, "duplicates": 0, "last": 2}, answer
        read = server.get("/api/events?after=0")
        assert read.headers["cache-control"] == "no-store"
        assert [plain(event) for event in read.json["events"]] == events
        assert [event["arrival"] for event in read.json["events"]] == [1, 2]
        assert (read.json["last"], read.json["more"]) == (2, False)
        assert server.get("/api/events").json == read.json


def server_takes_the_same_event_again_without_harm():
    with Server() as server:
        of = device()
        first, second = told_input(of, 1), told_input(of, 2)
        assert server.post([first]).json == {"stored": 1, "duplicates": 0, "last": 1}
        for _ in range(3):
            assert server.post([first]).json == {"stored": 0, "duplicates": 1, "last": 1}
        assert server.post([first, second]).json == {"stored": 1, "duplicates": 1, "last": 2}
        text = json.dumps([first]).replace(" ", "  ").encode()  # other bytes, the same fact
        assert server.post(text).json == {"stored": 0, "duplicates": 1, "last": 2}
        assert len(server.all_events()) == 2


def server_refuses_other_content_under_the_same_name():
    with Server() as server:
        of = device()
        server.post([told_input(of, 1)])
        for change in ({"at_ms": 5}, {"body": told_input(of, 1, value=3)["body"]}):
            refused(server.post([told_input(of, 1) | change]), 409, "conflict", "[0]")
        refused(server.post([told_input(of, 2), told_input(of, 1, value=3)]), 409, "conflict", "[1]")
        assert [plain(event) for event in server.all_events()] == [told_input(of, 1)]


def server_refuses_a_sequence_with_a_gap():
    with Server() as server:
        of = device()
        refused(server.post([told_input(of, 2)]), 409, "gap", "[0]")
        server.post([told_input(of, 1)])
        refused(server.post([told_input(of, 2), told_input(of, 4)]), 409, "gap", "[1]")
        assert len(server.all_events()) == 1
        assert server.post([told_input(of, 2), told_input(of, 3)]).json["stored"] == 2


def server_stores_all_of_a_request_or_nothing():
    with Server() as server:
        of = device()
        good = [told_input(of, sequence) for sequence in range(1, 6)]
        for bad, status in ((told_input(of, 9), 409), (with_body(event="dance"), 400),
                            (told_input(of, 1, value=9), 409), ("nonsense", 400)):  # fmt: skip
            for at in range(1, 6):
                answer = server.post(good[:at] + [bad] + good[at:])
                assert answer.status == status and answer.field.startswith(f"[{at}]"), answer
                assert server.get("/api/events").json["events"] == []
        assert server.post(good).json["stored"] == 5


def server_says_where_an_event_is_wrong():
    with Server() as server:
        wrong = {
            "[0].device": [told_input(of, 1) for of in ("", "x" * 32, "A" * 32, "a" * 31, "a" * 33)]
            + [told_input("a" * 32, 1) | {"device": 5}],
            "[0].sequence": [told_input("a" * 32, 1) | {"sequence": s}
                             for s in (0, -1, 2**53, 2**63 - 1, 1.0, "1", None, True, [])],
            "[0].at_ms": [told_input("a" * 32, 1) | {"at_ms": t} for t in (-1, 2**53, 0.5, "0", {})],
            "[0].kind": [told_input("a" * 32, 1) | {"kind": k} for k in ("", "other", 1, None)],
            "[0].body": [told_input("a" * 32, 1) | {"body": b} for b in (None, [], "x", 1)],
            "[0].body.event": [with_body(event=e) for e in ("", "dance", 3, None)],
            "[0].body.value": [with_body(event="pain", value=v) for v in (-1, 11, "3", 2.5)],
            "[0].body.at_ms": [with_body(at_ms=t) for t in (-1, 2**32, "0", 1.5)],
            "[0].body.session": [with_body(session=s) for s in ("", "a" * 32, "a" * 32 + "-0", 1)],
            "[0].body.more": [with_body(more=1)],
            "[0].more": [told_input("a" * 32, 1) | {"more": 1}],
        }  # fmt: skip
        for field, events in wrong.items():
            for event in events:
                refused(server.post([event]), 400, "bad-event", field)
        for name in ("device", "sequence", "at_ms", "kind", "body"):
            event = told_input("a" * 32, 1)
            del event[name]
            refused(server.post([event]), 400, "bad-event")
        assert server.all_events() == []


def server_refuses_what_is_not_an_array_of_events():
    with Server() as server:
        for body in (b"{}", b"[]", json.dumps(told_input("a" * 32, 1)).encode()):
            refused(server.post(body), 400, "bad-event", "")
        for body in (b"[1]", b"[null]", b"[[]]"):
            refused(server.post(body), 400, "bad-event", "[0]")
        of = device()
        events = [told_input(of, sequence) for sequence in range(1, 102)]
        refused(server.post(events), 400, "bad-event")
        assert server.post(events[:100]).json["stored"] == 100


def server_refuses_what_is_not_json():
    event = json.dumps(told_input("a" * 32, 1)).encode()
    bodies = {
        "nothing": b"", "space": b"   ", "cut": b"[" + event[:-5], "two": b"[%s][%s]" % (event, event),
        "tail": b"[%s] x" % event, "comma": b"[%s,]" % event, "single quotes": b"['a']",
        "twice": b'[{"device":"%s","device":"%s"}]' % (b"a" * 32, b"b" * 32),
        "twice inside": event.join([b"[", b"]"]).replace(b'"value": 0', b'"value": 0, "value": 1'),
        "bad utf-8": b'["\xff\xfe"]', "overlong": b'["\xc0\xaf"]', "half a letter": b'["\xc3"]',
        "number": b"1", "text": b'"x"', "null": b"null",
        "surrogate": b'["\\ud800"]', "nul": b'["\\u0000"]', "raw nul": b'["\0"]', "nan": b"[NaN]",
        "large number": b"[1e999]", "larger integer": b"[99999999999999999999999]",
        "deep": b"[" * 5000 + b"]" * 5000, "deep objects": b'{"a":' * 5000 + b"1" + b"}" * 5000,
        "just too deep": b"[" * 17 + b"]" * 17, "marked": b"\xef\xbb\xbf[]",
    }  # fmt: skip
    with Server() as server:
        for name, body in bodies.items():
            answer = server.post(body)
            assert (answer.status, answer.code) == (400, "bad-json"), (name, answer)
        assert server.all_events() == []


def server_survives_every_way_to_cut_or_change_a_request():
    """Each prefix, and each byte turned into another, of a good body: an answer, never an end."""
    with Server() as server:
        good = json.dumps([told_input(device(), 1)]).encode()
        with Wire(server.port) as wire:
            for at in range(len(good)):
                for body in (good[:at], good[:at] + bytes([good[at] ^ 0x15]) + good[at + 1:]):
                    wire.send(server.head("POST", "/api/events", length=len(body)) + body)
                    assert wire.answer().status in (200, 400, 409)


def server_refuses_queries_it_does_not_know():
    with Server() as server:
        for query in ("?after=", "?after", "?after=-1", "?after=+1", "?after=1.0", "?after=0x1",
                      "?after=1&after=2", "?before=1", "?after=1&x=1", "?after=%31", "?After=1",
                      "?after=99999999999999999999", "?after=1%20", "?=1", "?after=1;"):  # fmt: skip
            refused(server.get(f"/api/events{query}"), 400, "bad-query", "after")
        for query in ("", "?", "?after=0", "?after=007", "?after=9007199254740991"):
            answer = server.get(f"/api/events{query}")
            assert answer.json == {"events": [], "last": 0, "more": False}, (query, answer)


def server_reads_in_parts_without_loss():
    with Server() as server:
        of = device()
        for first in range(1, 1201, 100):
            server.post([told_input(of, sequence) for sequence in range(first, first + 100)])
        sizes, after = [], 0
        while True:
            part = server.get(f"/api/events?after={after}").json
            sizes.append(len(part["events"]))
            assert part["last"] == part["events"][-1]["arrival"]
            after = part["last"]
            if not part["more"]:
                break
        assert sizes == [500, 500, 200], sizes
        assert [event["sequence"] for event in server.all_events()] == list(range(1, 1201))
        assert server.get("/api/events?after=1200").json == {"events": [], "last": 1200, "more": False}
        assert server.get("/api/events?after=99999").json["last"] == 1200


def server_keeps_no_answer_that_is_out_of_date():
    """The same question again and again, while the log grows."""
    with Server() as server:
        of = device()
        for sequence in range(1, 60):
            for after in (0, max(0, sequence - 5)):
                part = server.get(f"/api/events?after={after}").json
                assert part["last"] == sequence - 1, (part, sequence)
            server.post([told_input(of, sequence)])


def server_answers_many_writers_at_once():
    """Every acknowledged event is there, once, and arrivals have no gap."""
    with Server() as server:
        acknowledged, lock = set(), threading.Lock()

        def write(_):
            of = device()
            with Wire(server.port) as wire:
                for sequence in range(1, 41):
                    body = json.dumps([told_input(of, sequence)]).encode()
                    wire.send(server.head("POST", "/api/events", length=len(body)) + body)
                    assert wire.answer().json["stored"] == 1
                    with lock:
                        acknowledged.add((of, sequence))

        threads = [threading.Thread(target=write, args=(n,)) for n in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        events = server.all_events()
        assert [event["arrival"] for event in events] == list(range(1, 961))
        assert {(event["device"], event["sequence"]) for event in events} == acknowledged
        server.stop()
        assert "stored 960 events" in server.told(), server.told()


def server_answers_a_conflict_beside_others_in_one_turn():
    """Requests that arrive together stand or fall each on its own."""
    with Server() as server:
        of = device()
        server.post([told_input(of, 1)])
        wires, expected = [], []
        for number in range(30):
            good = number % 3 != 0
            body = json.dumps([told_input(device(), 1) if good else told_input(of, 1, value=4)])
            wires.append((Wire(server.port), body.encode()))
            expected.append(200 if good else 409)
        for wire, body in wires:
            wire.send(server.head("POST", "/api/events", length=len(body)) + body)
        statuses = [wire.answer().status for wire, _ in wires]
        for wire, _ in wires:
            wire.socket.close()
        assert statuses == expected, statuses
        assert len(server.all_events()) == 21
