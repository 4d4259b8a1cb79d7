"""Motions: keyframes of joint angles and contacts, checked as far as numbers tell, written as C.

What only the posed body tells (a hand that floats, a foot in the floor) is found by
tools/check_motions.c, which names the same places.
"""

from .contract import Contract

# A region with at least this share of the effect is marked in the picture, unless `marks` says.
MARKED_PERCENT = 25
OTHER = "other-"
SEGMENTS_OF_TURNING = ("bend", "turn")


class Vocabulary:
    """The names that a motion may use: the enums of core/figure.h, and the joints' limits."""

    def __init__(self, contract, limits):
        self.angles = contract.names("ANGLE")
        self.spots = [name for name in contract.names("SPOT") if name != "none"]
        self.surfaces = contract.names("SURFACE")
        self.things = contract.names("THING")
        self.arrows = contract.names("ARROW")
        self.marks = contract.names("MARK")
        self.limits = limits  # by angle without its side; None: not readable

    def sides_of(self, name):
        """`hip-flex` stands for both sides; [] if there is no such angle."""
        if name in self.angles:
            return [name]
        both = [f"left-{name}", f"right-{name}"]
        return both if both[0] in self.angles else []


def limit_name(angle):
    for side in ("left-", "right-"):
        if angle.startswith(side):
            return angle[len(side):]
    return angle


def mirrored_spot(spot):
    if spot.startswith("left-"):
        return "right-" + spot[5:]
    if spot.startswith("right-"):
        return "left-" + spot[6:]
    return spot


def _mirrored_angle(angles, name):
    other = mirrored_spot(name)
    if other != name:
        return angles.get(other, 0)
    return -angles.get(name, 0) if name.rsplit("-", 1)[1] in SEGMENTS_OF_TURNING else angles.get(
        name, 0)


def filled(actor, vocabulary):
    """The keyframes with everything that they take over from the one before."""
    angles, touches, frames = {}, {}, []
    for keyframe in actor["keyframes"]:
        for name, degrees in keyframe.get("pose_deg", {}).items():
            for angle in vocabulary.sides_of(name):
                angles[angle] = degrees
        touches = keyframe.get("touches", touches)
        frames.append({"at": keyframe["at"], "breath": keyframe.get("breath", "free"),
                       "angles": dict(angles), "touches": dict(touches)})
    return frames


def is_symmetric(frames):
    """Whether left and right do the same in every keyframe."""
    return all(_mirrored_angle(frame["angles"], name) == degrees
               for frame in frames for name, degrees in frame["angles"].items())


ARMS = ("arm-", "shoulder-", "elbow-", "wrist-")


def _is_arm(angle):
    return limit_name(angle).startswith(ARMS)


def works_one_side(frames):
    """Trunk or legs differ, or the arms move differently. Arms may lie differently all the while:
    one hand on the chest and one on the belly is no side."""
    first = frames[0]["angles"]
    changes = [{"angles": {name: degrees - (first.get(name, 0) if _is_arm(name) else 0)
                           for name, degrees in frame["angles"].items()}} for frame in frames]
    return not is_symmetric(changes)


class MotionCheck:
    def __init__(self, document, technique, vocabulary):
        self.document = document
        self.technique = technique
        self.motion = technique["motion"]
        self.vocabulary = vocabulary

    def check(self):
        things = self._things()
        for role in ("person", "helper"):
            if role in self.motion:
                self._actor(role, things)
        partner = self.technique["partner"]
        if partner != ("helper" in self.motion):
            self._fault(("motion",), "a partner technique shows the helper, and no other does: "
                        "`helper` is " + ("missing" if partner else "too much"), at_key=True)
        self._arrow()
        self._sides()
        self._marks()

    def _fault(self, path, message, at_key=False):
        self.document.fault(path, message, at_key=at_key)

    def _known(self, path, kind, name, known, at_key=False):
        if name in known:
            return True
        self._fault(path, f"`{name}` is not a known {kind}; allowed: {', '.join(known)}",
                    at_key=at_key)
        return False

    def _things(self):
        kinds = []
        for index, thing in enumerate(self.motion.get("things", [])):
            path = ("motion", "things", index)
            self._known(path + ("kind",), "thing", thing["kind"], self.vocabulary.things)
            if "spot" in thing:
                self._known(path + ("spot",), "spot", thing["spot"], self.vocabulary.spots)
            elif "away_mm" in thing:
                self._fault(path + ("away_mm",), "`away_mm` is measured from a `spot`; name it",
                            at_key=True)
            kinds.append(thing["kind"])
        return kinds

    def _actor(self, role, things):
        path, actor = ("motion", role), self.motion[role]
        for spot, surface in actor["rests"].items():
            place = path + ("rests", spot)
            self._known(place, "spot", spot, self.vocabulary.spots, at_key=True)
            self._surface(place, surface, things, ("floor", "seat"))
        self._times(path, actor["keyframes"])
        for index, keyframe in enumerate(actor["keyframes"]):
            self._keyframe(path + ("keyframes", index), keyframe, things)
        if "pose_deg" not in actor["keyframes"][0]:
            self._fault(path + ("keyframes", 0), "the first keyframe needs its `pose_deg`",
                        at_key=True)

    def _surface(self, path, surface, things, allowed):
        if not self._known(path, "surface", surface, allowed):
            return
        needed = {"seat": "chair", "wall": "wall"}.get(surface)
        if needed and needed not in things:
            self._fault(path, f"there is no {needed} in `things` to be touched")

    def _times(self, path, keyframes):
        held = self.technique["dose"]["hold_s"]["max"] > 0
        times = [keyframe["at"] for keyframe in keyframes]
        for index, time in enumerate(times):
            place = path + ("keyframes", index, "at")
            if index == 0 and time != 0:
                self._fault(place, f"`at` is {time}; the first keyframe is at 0")
            elif index > 0 and time <= times[index - 1]:
                self._fault(place, f"`at` is {time}; it must be more than the one before, "
                            f"{times[index - 1]}")
        if held and len(times) > 1 and times[-1] != 100:
            self._fault(path + ("keyframes", len(times) - 1, "at"),
                        f"`at` is {times[-1]}; a held movement ends at 100")
        if not held and times[-1] >= 100:
            self._fault(path + ("keyframes", len(times) - 1, "at"),
                        "the movement is back at its first keyframe at 100; end before it")

    def _keyframe(self, path, keyframe, things):
        for name, degrees in keyframe.get("pose_deg", {}).items():
            place = path + ("pose_deg", name)
            angles = self.vocabulary.sides_of(name)
            if not angles:
                known = sorted({limit_name(angle) for angle in self.vocabulary.angles})
                self._known(place, "angle", name, known, at_key=True)
            elif self.vocabulary.limits is not None:
                limit = self.vocabulary.limits.get(limit_name(angles[0]))
                if limit and not limit["min"] <= degrees <= limit["max"]:
                    self._fault(place, f"`{name}` is {degrees} degrees; a joint goes from "
                                f"{limit['min']} to {limit['max']} (body.yaml)")
        for spot, on in keyframe.get("touches", {}).items():
            place = path + ("touches", spot)
            if self._known(place, "spot", spot, self.vocabulary.spots, at_key=True) and not any(
                    spot.endswith(end) for end in ("-hand", "-foot", "-toes", "-heel", "-instep")):
                self._fault(place, f"`{spot}` is not led to what it touches; only a hand, foot, "
                            "toes, heel or instep is. What carries the body stands in `rests`",
                            at_key=True)
            target = on[len(OTHER):] if on.startswith(OTHER) else on
            if on.startswith(OTHER) and "helper" not in self.motion:
                self._fault(place, "there is no other body to be touched")
            elif target not in self.vocabulary.spots:
                self._surface(place, on, things, self.vocabulary.surfaces)

    def _arrow(self):
        arrow = self.motion.get("arrow")
        if arrow:
            self._known(("motion", "arrow", "kind"), "arrow", arrow["kind"],
                        self.vocabulary.arrows)
            self._known(("motion", "arrow", "spot"), "spot", arrow["spot"], self.vocabulary.spots)

    def _sides(self):
        """A movement to one side needs its mirror: the other side's turn, or the other half."""
        frames = filled(self.motion["person"], self.vocabulary)
        mirrored = self.technique["two_sided"] or self.motion.get("alternates", False)
        if works_one_side(frames) and not mirrored:
            self._fault(("motion", "person"), "left and right differ and nothing mirrors them: "
                        "set `two_sided`, or `alternates` if a repetition goes both ways",
                        at_key=True)
        if self.technique["two_sided"] and self.motion.get("alternates"):
            self._fault(("motion", "alternates"), "`two_sided` already does each side by itself",
                        at_key=True)
        if mirrored and self._is_even(frames):
            key = ("two_sided",) if self.technique["two_sided"] else ("motion", "alternates")
            self._fault(key, "left and right are the same in every keyframe: there is nothing to "
                        "mirror", at_key=True)

    def _is_even(self, frames):
        """Angles, touches, things and helper: all the same left and right."""
        sided = [thing for thing in self.motion.get("things", [])
                 if mirrored_spot(thing.get("spot", "")) != thing.get("spot", "")]
        touching = all({mirrored_spot(spot): mirrored_spot(on) for spot, on in touches.items()}
                       == touches for touches in (frame["touches"] for frame in frames))
        return is_symmetric(frames) and touching and not sided and "helper" not in self.motion

    def _marks(self):
        for index, region in enumerate(self.motion.get("marks", [])):
            self._known(("motion", "marks", index), "region of this technique", region,
                        list(self.technique["region_percent"]))


# -- writing C -------------------------------------------------------------------------------------

def _on(name, vocabulary):
    if name in vocabulary.surfaces:
        return Contract.constant("SURFACE", name)
    if name.startswith(OTHER):
        return f"LIMBER_ON_OTHER_SPOT + {Contract.constant('SPOT', name[len(OTHER):])}"
    return f"LIMBER_ON_OWN_SPOT + {Contract.constant('SPOT', name)}"


def _contacts(contacts, vocabulary):
    return ", ".join(f"{{{Contract.constant('SPOT', spot)}, {_on(on, vocabulary)}}}"
                     for spot, on in contacts.items())


def _keyframe(frame, vocabulary):
    angles = ", ".join(f"[{Contract.constant('ANGLE', name)}] = {degrees}"
                       for name, degrees in frame["angles"].items() if degrees)
    return (f"    {{.angle_deg = {{{angles or '0'}}},\n"
            f"     .at_percent = {frame['at']}, .breath = {Contract.constant('BREATH', frame['breath'])},\n"
            f"     .touch_count = {len(frame['touches'])},\n"
            f"     .touch = {{{_contacts(frame['touches'], vocabulary) or '{0, 0}'}}}}},")


def _keyframes(name, actor, vocabulary):
    return [f"static const limber_keyframe {name}[] = {{",
            *(_keyframe(frame, vocabulary) for frame in filled(actor, vocabulary)), "};", ""]


def _actor(name, actor, vocabulary):
    return (f"{{.keyframes = {name},\n"
            f"                .rest = {{{_contacts(actor['rests'], vocabulary)}}},\n"
            f"                .x_mm = {actor.get('x_mm', 0)}, .z_mm = {actor.get('z_mm', 0)},\n"
            f"                .keyframe_count = {len(actor['keyframes'])}, "
            f".rest_count = {len(actor['rests'])}}},")


def _thing(thing):
    spot = Contract.constant("SPOT", thing.get("spot", "none"))
    x_mm = thing["away_mm"] if "away_mm" in thing else thing.get("x_mm", 0)
    return (f"{{{x_mm}, {thing.get('y_mm', 0)}, {thing.get('z_mm', 0)}, "
            f"{thing.get('turn_deg', 0)}, {Contract.constant('THING', thing['kind'])}, {spot}, {{0}}}}")


def _motion(technique, vocabulary):
    motion, name = technique["motion"], technique["id"].replace("-", "_")
    camera, arrow = motion["camera"], motion.get("arrow")
    marked = motion.get("marks", [region for region, percent in technique["region_percent"].items()
                                  if percent >= MARKED_PERCENT])
    marks = [Contract.constant("MARK", region) for region in marked]
    things = motion.get("things", [])
    lines = [f"    {{.person = {_actor(name, motion['person'], vocabulary)}"]
    if "helper" in motion:
        lines.append(f"     .helper = {_actor(name + '_helper', motion['helper'], vocabulary)}")
    if things:
        lines.append(f"     .thing = {{{', '.join(_thing(thing) for thing in things)}}},")
    if arrow:
        lines.append(f"     .arrow = {Contract.constant('ARROW', arrow['kind'])}, "
                     f".arrow_spot = {Contract.constant('SPOT', arrow['spot'])},")
    lines += [f"     .camera_turn_deg = {camera['turn_deg']}, "
              f".camera_tilt_deg = {camera['tilt_deg']}, "
              f".camera_above_mm = {camera.get('above_mm', 0)},",
              f"     .marked = {' | '.join(f'1 << {mark}' for mark in marks) or '0'},",
              f"     .thing_count = {len(things)}, "
              f".speed_max_deg_per_s = {motion['speed_max_deg_per_s']},",
              f"     .held = {int(technique['dose']['hold_s']['max'] > 0)}, "
              f".alternates = {int(motion.get('alternates', False))}, "
              f".left_only = {int(technique['two_sided'])}}},"]
    return "\n".join(lines)


def motions(catalogue):
    vocabulary = catalogue["motion_vocabulary"]
    techniques = catalogue["techniques"]
    bodies = []
    for technique in techniques:
        name = technique["id"].replace("-", "_")
        for role, ending in (("person", ""), ("helper", "_helper")):
            if role in technique["motion"]:
                bodies += _keyframes(name + ending, technique["motion"][role], vocabulary)
    limits = vocabulary.limits
    return "\n".join([
        "/* Generated by tools/compile_catalogue.py from catalogue/; do not edit. */",
        '#include "figure.h"',
        "",
        "extern const limber_motion limber_catalogue_motions[];",
        "extern const int16_t limber_angle_limits[LIMBER_ANGLE_COUNT][2];",
        "",
        *bodies,
        "const limber_motion limber_catalogue_motions[] = {",
        *(f"    /* {technique['id']} */\n{_motion(technique, vocabulary)}"
          for technique in techniques),
        "};",
        "",
        "const int16_t limber_angle_limits[LIMBER_ANGLE_COUNT][2] = {",
        *(f"    [{Contract.constant('ANGLE', angle)}] = {{{limits[limit_name(angle)]['min']}, "
          f"{limits[limit_name(angle)]['max']}}}," for angle in vocabulary.angles),
        "};",
        ""])
