"""A professional's programme: taken in, told, planned around, and given out as it came."""

import json
import re
import sys
from pathlib import Path

from logs import Device, Folder, day
from tap import HERE, Claims, call, check_schema, request
from visit import Visit, check_in, screen_clear

BINARY = sys.argv[1]
OTHER = "0" * 31 + "b"
MANUAL = HERE.parent.parent / "docs/programme.md"


def example():
    """The document of the manual, as it stands there."""
    return re.search(r"```json\n(.*?)```", MANUAL.read_text(), re.DOTALL).group(1)


def programme(*exercises, **more):
    return {"programme": 1, "title": "T", "by": "A. Example", "date": "2026-01-01",
            "exercises": list(exercises), **more}  # fmt: skip


def exercise(technique, reps, hold_s=None, **more):
    held = {} if hold_s is None else {"hold_s": hold_s}
    return {"technique": technique, "sets": 1, "reps": reps, **held, **more}


def take_in(folder, document, exit=0):
    result = folder.call("programme", "import", "-", stdin=document)
    assert result.exit == exit, result.err
    return result


def shown(folder):
    document = folder.call("programme", "--json").json()
    check_schema(document, "programme-kept")
    return document


def planned(document, **wanted):
    asked = {**request(BINARY), "programme": document, **wanted}
    check_schema(asked, "request")
    answer = call(BINARY, "plan", "--request", "-", "--json", stdin=asked).json()
    check_schema(answer, "plan")
    return answer


def told(answer, technique):
    found = [each for each in answer["programme"]["exercises"] if each["technique"] == technique]
    assert len(found) == 1, answer["programme"]
    return found[0]


def text_of(document, **wanted):
    asked = {**request(BINARY), "programme": document, **wanted}
    return " ".join(call(BINARY, "plan", "--request", "-", stdin=asked).out.decode().split())


def steps(answer, technique):
    return [step for step in answer["steps"] if step["technique"] == technique]


def example_of_the_manual_fits_its_schema_and_is_taken_in():
    check_schema(json.loads(example()), "programme")
    text = take_in(Folder(BINARY), example()).out.decode()
    assert "Lower back, first weeks" in text and "No clinician has reviewed" in text, text


def export_gives_the_same_bytes_whatever_they_are():
    odd = '\r\n\t{"by":"\u65e5\u672c \\u00e9 \\/ \U0001f9d8","programme" :1,"title":"\u00a0e\u0301",' \
          '"date":"2026-01-01",\n\n"exercises":[{"reps":5,"sets":1,"technique":"cat-cow"}]}  \n\n'  # fmt: skip
    for text in (example(), odd, json.dumps(programme(exercise("cat-cow", 5)))):
        folder = Folder(BINARY)
        take_in(folder, text)
        assert folder.call("programme", "export").out == text.encode()
        file = Path(folder.path) / "out.json"
        assert folder.call("programme", "export", str(file)).exit == 0
        assert file.read_bytes() == text.encode()


def log_with_a_programme_goes_through_export_and_import():
    first, second = Folder(BINARY), Folder(BINARY)
    take_in(first, example())
    document = json.loads(first.export())
    check_schema(document, "export")
    second.take(document["events"])
    assert second.call("programme", "export").out == example().encode()
    assert first.export() == second.export()


def import_of_another_one_takes_the_place_of_the_first():
    folder = Folder(BINARY)
    take_in(folder, example())
    second = json.dumps(programme(exercise("cat-cow", 5)))
    take_in(folder, second)
    assert folder.call("programme", "export").out == second.encode()
    assert len(json.loads(folder.export())["events"]) == 2


def import_of_an_older_log_does_not_bring_an_older_programme_back():
    old, new = Folder(BINARY), Folder(BINARY)
    take_in(old, example())
    events = json.loads(old.export())["events"]
    new.take(events)
    second = json.dumps(programme(exercise("cat-cow", 5)))
    take_in(new, second)
    late = Folder(BINARY)
    late.take([event for event in json.loads(new.export())["events"] if event not in events])
    late.take(events)
    assert late.call("programme", "export").out == second.encode()


def programmes_of_two_devices_are_told_and_the_later_date_holds():
    for order in (1, -1):
        folder = Folder(BINARY)
        for name, date in (("0" * 31 + "a", "2026-01-01"), (OTHER, "2026-02-02"))[::order]:
            device = Device(BINARY, name)
            text = json.dumps(programme(exercise("cat-cow", 5), date=date))
            device.tell("programme", {"catalogue": device.catalogue, "document": text,
                                      "replaces": []})  # fmt: skip
            folder.take(device.events)
        document = shown(folder)
        assert document["several"] and document["programme"]["date"] == "2026-02-02", document
        take_in(folder, example())
        assert not shown(folder)["several"]


def removed_programme_is_gone_from_plans_and_not_from_the_log():
    folder = Folder(BINARY)
    take_in(folder, example())
    assert folder.call("programme", "remove").exit == 0
    assert shown(folder)["programme"] is None
    assert folder.call("programme", "export").exit == 2
    assert folder.call("programme", "remove").exit == 2
    assert "first weeks" in folder.export().decode()


def refused_programme_names_its_field_and_nothing_is_kept():
    for changes, field, words in (
        ({"reps": 0}, "exercises[0].reps", "from 1 to 1000"),
        ({"sets": -2}, "exercises[0].sets", "from 1 to 100"),
        ({"reps": 2.5}, "exercises[0].reps", "whole number"),
        ({"hold_s": 90000}, "exercises[0].hold_s", "from 0 to 86400"),
        ({"technique": "cat-cov"}, "exercises[0].technique", "did you mean cat-cow?"),
        ({"rest": 3}, "exercises[0].rest", "is not a field here"),
    ):
        folder = Folder(BINARY)
        document = programme({**exercise("cat-cow", 5), **changes})
        result = take_in(folder, json.dumps(document), exit=2)
        assert f"{field}: " in result.err and words in result.err, result.err
        assert shown(folder)["programme"] is None
        asked = {**request(BINARY), "programme": document}
        result = call(BINARY, "plan", "--request", "-", stdin=asked)
        assert result.exit == 2 and f"programme.{field}: " in result.err, result.err


def programme_that_is_too_large_is_refused():
    folder = Folder(BINARY)
    result = take_in(folder, example() + " " * 8000, exit=2)
    assert "8000 bytes" in result.err, result.err
    largest = example() + "\n" * (8000 - len(example().encode()))
    take_in(folder, largest)
    assert folder.call("programme", "export").out == largest.encode()


def words_after_the_command_are_checked():
    for words, said in ((["imprt"], "did you mean import?"), (["import"], "takes one FILE"),
                        (["remove", "x"], "takes nothing more"),
                        (["export", "a", "b"], "one FILE at most")):  # fmt: skip
        result = Folder(BINARY).call("programme", *words)
        assert result.exit == 2 and said in result.err, result.err


def prescribed_exercise_is_in_the_plan_at_its_dose_and_marked():
    document = programme(exercise("knee-to-chest", 2, 20, note="Left first."), exercise("cat-cow", 6))
    answer = planned(document)
    assert [step["hold_ms"] for step in steps(answer, "knee-to-chest")] == [20000, 20000]
    assert steps(answer, "cat-cow")[0]["reps"] == 6
    assert told(answer, "cat-cow")["planned"] == {"sets": 1, "reps": 6, "hold_s": 0}
    assert told(answer, "cat-cow")["left_out"] is None
    text = text_of(document)
    assert text.count("prescribed by A. Example") == 2 and "Note: Left first." in text, text


def dose_out_of_range_is_told_with_what_is_done():
    document = programme(exercise("cat-cow", 30))
    answer = planned(document)
    assert steps(answer, "cat-cow")[0]["reps"] == 10
    assert [each["conflict"] for each in told(answer, "cat-cow")["conflicts"]] == ["reps"]
    text = text_of(document)
    assert "Prescribed: 30 times Limber plans: 10 times Its repetitions are outside" in text, text


def closed_exercise_stays_closed_and_is_told_with_the_rules_words():
    screen = request(BINARY)["screen"]
    screen["answers"]["P6.15"] = "yes"  # nothing on the floor
    document = programme(exercise("knee-to-chest", 2, 20), exercise("shoulder-rolls", 10))
    answer = planned(document, screen=screen)
    assert not steps(answer, "knee-to-chest")
    left_out = told(answer, "knee-to-chest")["left_out"]
    assert left_out["reason"] == "screening" and "floor" in left_out["why"], left_out
    text = text_of(document, screen=screen)
    assert "Prescribed, and not in this session - Knee to chest: Nothing on the floor" in text, text


def every_filter_is_told_of_a_prescribed_exercise():
    worse = [{"technique": "cat-cow", "day": "2026-11-20", "seconds": 60, "felt": "worse"}]
    often = [{"technique": "cat-cow", "day": "2026-11-21", "seconds": 1}] * 6
    for technique, wanted, reason in (
        (exercise("cat-cow", 6), {"positions": ["standing"]}, "position"),
        (exercise("chair-figure-four", 2, 20), {"equipment": [], "regions": {"hips": 5}}, "equipment"),
        (exercise("partner-rocking", 10), {"positions": ["prone", "standing"]}, "partner"),
        (exercise("lying-twist", 2, 20), {"pain": 5}, "pain"),
        (exercise("cat-cow", 6), {"history": worse}, "locked"),
        (exercise("cat-cow", 6), {"history": often}, "day-limit"),
        (exercise("cat-cow", 6), {"minutes": 2}, "no-session"),
        (exercise("cat-cow", 6), {"wishes": {"leave_out": ["cat-cow"]}}, "wish"),
        (exercise("cat-cow", 6, days=["monday"]), {}, "other-day"),
        (exercise("cat-cow", 2), {}, "less"),
    ):
        answer = planned(programme(technique), **wanted)
        found = told(answer, technique["technique"])
        assert found["planned"] is None and found["left_out"]["reason"] == reason, (reason, found)
        assert not steps(answer, technique["technique"])


def pain_makes_a_prescribed_dose_smaller_and_says_so():
    answer = planned(programme(exercise("cat-cow", 9)), pain=5)
    assert steps(answer, "cat-cow")[0]["reps"] == 5
    assert [each["conflict"] for each in told(answer, "cat-cow")["conflicts"]] == ["smaller"]


def more_than_fits_goes_in_in_the_order_of_the_programme():
    both = [exercise("knee-to-chest", 3, 30), exercise("lying-twist", 3, 30)]
    for order in (1, -1):
        first, second = both[::order]
        answer = planned(programme(first, second, exercise("side-bends", 4)))
        assert told(answer, first["technique"])["left_out"] is None, answer["programme"]
        assert told(answer, second["technique"])["left_out"]["reason"] == "together"
        assert told(answer, "side-bends")["planned"]["reps"] == 4


def programme_ahead_or_past_is_told_and_not_planned():
    for dates, conflict in (({"date": "2026-11-22"}, "future"),
                            ({"date": "2026-01-01", "until": "2026-11-20"}, "expired")):  # fmt: skip
        document = programme(exercise("cat-cow", 6), **dates)
        answer = planned(document)
        assert [each["conflict"] for each in answer["programme"]["conflicts"]] == [conflict]
        assert told(answer, "cat-cow")["left_out"]["reason"] == "not-running"
        assert answer["steps"] == planned(document=programme(exercise("breathing", 6), **dates))["steps"]
        assert "prescribed by" not in text_of(document)


def replay_plays_the_session_that_plan_made():
    asked = {**request(BINARY), "programme": programme(exercise("cat-cow", 6))}
    made = call(BINARY, "plan", "--request", "-", "--json", stdin=asked).json()
    events = [{"at_ms": 0, "event": "go"}]
    played = call(BINARY, "replay", "--events", "-", "--json",
                  stdin={"request": asked, "events": events}).json()  # fmt: skip
    ends = played["end"]["session_left_ms"]
    assert abs(ends - made["seconds"] * 1000) < 1000, (ends, made["seconds"])


def show_tells_what_the_kept_answers_close():
    folder = Folder(BINARY)
    own = folder.own()
    own.screening(day(0), answers={"P6.15": "yes"})
    folder.take(own.events)
    document = json.dumps(programme(exercise("knee-to-chest", 2, 20), exercise("shoulder-rolls", 10)))
    text = " ".join(take_in(folder, document).out.decode().split())
    assert "Prescribed, but not today: Nothing on the floor" in text, text
    answer = shown(folder)
    assert answer["screened"] == day(0)
    assert told(answer, "knee-to-chest")["left_out"]["reason"] == "screening"
    assert told(answer, "shoulder-rolls")["left_out"] is None


def show_before_any_screening_says_what_is_still_open():
    folder = Folder(BINARY)
    text = " ".join(take_in(folder, example()).out.decode().split())
    assert "is told once they are given" in text, text
    assert shown(folder)["screened"] is None


def start_plans_around_it_and_marks_what_is_prescribed():
    folder = Folder(BINARY)
    take_in(folder, json.dumps(programme(exercise("pelvic-tilt", 7), exercise("cat-cow", 2))))
    visit = Visit(minutes="10", begin=False, folder=folder)
    screen_clear(visit.terminal)
    check_in(visit.terminal)
    text = " ".join(visit.terminal.plain().split())
    assert "7 times" in text and text.count("(prescribed by A. Example)") == 1, text[-3000:]
    assert "Prescribed, and not in this session - Cat and cow: Less is prescribed" in text
    visit.terminal.type("b\n")
    visit.terminal.wait_for("Press the space bar when you are ready to begin.")
    visit.terminal.type("s")
    visit.terminal.wait_for("What made you stop?")
    visit.terminal.type("\x04")
    visit.leave(3)
    session = next(body for kind, body in visit.events() if kind == "session")
    assert [step["reps"] for step in session["steps"] if step["technique"] == "pelvic-tilt"] == [7]


def programme_of_a_later_catalogue_is_kept_and_what_is_unknown_is_told():
    folder = Folder(BINARY)
    device = Device(BINARY, OTHER)
    text = json.dumps(programme(exercise("moon-walk", 5), exercise("cat-cow", 5)))
    device.tell("programme", {"catalogue": "9.9.9", "document": text, "replaces": []})
    folder.take(device.events)
    assert told(shown(folder), "moon-walk")["left_out"]["reason"] == "unknown"
    assert folder.call("programme", "export").out == text.encode()
    assert "moon-walk" in folder.call("programme").out.decode()


def programme_of_a_later_form_is_told_planned_without_and_can_be_removed():
    folder = Folder(BINARY)
    body = json.dumps({"catalogue": "9.9.9", "document": '{"programme": 2}', "replaces": []})
    folder.put("programme", body)
    text = " ".join(folder.call("programme").out.decode().split())
    assert "can't read" in text and "No programme is kept" not in text, text
    document = shown(folder)
    assert document["unreadable"] and document["programme"] is None, document
    export = folder.call("programme", "export")
    assert export.exit == 2 and "cannot read the programme" in export.err, export.err
    visit = Visit(minutes="10", begin=False, folder=folder)
    screen_clear(visit.terminal)
    check_in(visit.terminal)
    assert "sessions are planned without it" in " ".join(visit.terminal.plain().split())
    visit.terminal.type("\x04")
    visit.leave(3)
    assert folder.call("programme", "remove").exit == 0
    document = shown(folder)
    assert not document["unreadable"] and document["programme"] is None, document


def main():
    claims = Claims()
    for claim in (
        example_of_the_manual_fits_its_schema_and_is_taken_in,
        export_gives_the_same_bytes_whatever_they_are,
        log_with_a_programme_goes_through_export_and_import,
        import_of_another_one_takes_the_place_of_the_first,
        import_of_an_older_log_does_not_bring_an_older_programme_back,
        programmes_of_two_devices_are_told_and_the_later_date_holds,
        removed_programme_is_gone_from_plans_and_not_from_the_log,
        refused_programme_names_its_field_and_nothing_is_kept,
        programme_that_is_too_large_is_refused,
        words_after_the_command_are_checked,
        prescribed_exercise_is_in_the_plan_at_its_dose_and_marked,
        dose_out_of_range_is_told_with_what_is_done,
        closed_exercise_stays_closed_and_is_told_with_the_rules_words,
        every_filter_is_told_of_a_prescribed_exercise,
        pain_makes_a_prescribed_dose_smaller_and_says_so,
        more_than_fits_goes_in_in_the_order_of_the_programme,
        programme_ahead_or_past_is_told_and_not_planned,
        replay_plays_the_session_that_plan_made,
        show_tells_what_the_kept_answers_close,
        show_before_any_screening_says_what_is_still_open,
        start_plans_around_it_and_marks_what_is_prescribed,
        programme_of_a_later_catalogue_is_kept_and_what_is_unknown_is_told,
        programme_of_a_later_form_is_told_planned_without_and_can_be_removed,
    ):
        claims.check(claim.__name__, claim)
    claims.finish()


if __name__ == "__main__":
    main()
