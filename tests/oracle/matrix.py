"""The matrix of SAFETY.md 1.3, cell by cell, as the oracle reads it: which technique a condition
closes, and whether the text names it or it is a reading."""

# Which columns of the matrix (S 1.3) a technique belongs to, judged by how it is done. The
# cells below are written out one by one; this table only explains them.
TECHNIQUES = {
    "ball-shoulder-blade": ("ball",),
    "breathing": (),  # moves no joint and presses nowhere: no column speaks of it
    "cat-cow": ("gentle mid-range", "bends and hollows again and again"),
    "chair-figure-four": ("flexion of the hip under the weight of the trunk",),
    "foam-roller-upper-back": ("roller", "lying"),
    "knee-to-chest": ("end-range flexion, held", "thigh against belly", "lying"),
    "lying-twist": ("twist, held", "lying"),
    "neck-side-tilt": ("neck",),
    "pelvic-tilt": ("gentle mid-range", "lying"),
    "seated-twist": ("twist, held", "upright"),
    "shoulder-rolls": ("gentle mid-range, of the shoulders only",),
    "standing-back-bend": ("extension, small, not held",),
    "both-knees-to-chest": ("end-range flexion, held", "thighs against belly", "lying"),
    "ball-glute": ("ball",),
    "upper-back-own-hands": ("light pressure of a hand",),
    "palm-pressure": ("light pressure of a hand",),
    "standing-twist": ("twist, mid-range, not held", "upright"),
    "chin-tuck": ("neck",),
    "cross-body-shoulder": ("shoulder, held at its end",),
    "head-turns": ("neck",),
    "upper-back-round": ("end-range flexion of the chest spine, held",),
    "kneeling-hip-flexor": ("hip, held at its end",),
    "standing-hip-flexor": ("hip, held at its end",),
    "leg-swings": ("hip, swinging",),
    "dynamic-lunges": ("hip, stepping",),
    "side-bends": ("gentle mid-range",),
    "plank": ("straining",),
    "bridge": ("straining", "lying"),
    "partner-rocking": ("hands of another", "lying"),
    "partner-twist": ("twist by another, not held", "lying"),
    "partner-pressure": ("pressure by another", "lying"),
    "heat": (),  # no column speaks of warmth or cold
    "ice": (),
}

FIRM, SOFT = True, False

# The start positions that each technique describes. All lying is lying on the floor here.
POSITIONS = {
    "ball-shoulder-blade": ("wall", "supine"),
    "breathing": ("seated", "supine", "standing"),
    "cat-cow": ("kneeling",),
    "chair-figure-four": ("seated",),
    "foam-roller-upper-back": ("supine",),
    "knee-to-chest": ("supine",),
    "lying-twist": ("supine",),
    "neck-side-tilt": ("seated", "standing"),
    "pelvic-tilt": ("supine",),
    "seated-twist": ("seated",),
    "shoulder-rolls": ("standing", "seated"),
    "standing-back-bend": ("standing",),
    "both-knees-to-chest": ("supine",),
    "ball-glute": ("wall", "supine"),
    "upper-back-own-hands": ("seated", "standing"),
    "palm-pressure": ("standing",),
    "standing-twist": ("standing",),
    "chin-tuck": ("seated", "standing"),
    "cross-body-shoulder": ("seated", "standing"),
    "head-turns": ("seated", "standing"),
    "upper-back-round": ("seated",),
    "kneeling-hip-flexor": ("kneeling",),
    "standing-hip-flexor": ("standing",),
    "leg-swings": ("standing",),
    "dynamic-lunges": ("standing",),
    "side-bends": ("standing",),
    "plank": ("kneeling",),
    "bridge": ("supine",),
    "partner-rocking": ("prone",),
    "partner-twist": ("supine",),
    "partner-pressure": ("prone",),
    "heat": ("seated", "side-lying", "prone"),
    "ice": ("seated", "side-lying", "prone"),
}
POSITIONS_CLOSED_BY = {
    "P6.14": ("kneeling",),                    # C: cannot kneel
    "P6.15": ("kneeling", "supine", "prone"),  # C: cannot get to the floor
    "P7": ("supine", "prone"),                 # C: pregnancy, no long lying; S 1.3 pregnancy
}

NECK = ("neck-side-tilt", "chin-tuck", "head-turns")


def cells(techniques, words, firm):
    return tuple((technique, words, firm) for technique in techniques)


# Row "osteoporosis / vertebral fracture risk" of S 1.3.
WEAK_SPINE = (
    ("foam-roller-upper-back", "no thoracic roller", FIRM),  # cell roller
    ("knee-to-chest", "no bending to the end, it is held there", FIRM),  # cell flexion: end-range
    ("cat-cow", "no repeated bending", SOFT),  # cell flexion: repeated; but smooth may be safe
    ("lying-twist", "small range only, this one is held", FIRM),  # cell twist; C small range
    ("seated-twist", "small range only, this one is held", FIRM),  # cell twist; C small range
    *cells(NECK, "neck only with a professional", FIRM),  # cell neck: P
    ("both-knees-to-chest", "no bending to the end, it is held there", FIRM),  # cell flexion
    ("upper-back-round", "no bending to the end, it is held there", FIRM),  # cell flexion
    ("partner-twist", "small range only, and another's hands may go further", SOFT),  # twist
    ("partner-pressure", "the weight of another on thin bones", SOFT),
)   # cell ball: only the roller is named. Cells extension, gentle mid-range: ok.

# Row "spinal surgery / slip / stenosis": nearly every cell is P, and a P closes (C), except that of
# gentle mid-range: the professional's word, without which nobody comes so far, answers it (C).
HELD_BACK_SPINE = (
    ("ball-shoulder-blade", "ball only with a professional", FIRM),  # cell roller, ball: P
    ("foam-roller-upper-back", "roller only with a professional", FIRM),  # cell roller, ball: P
    ("knee-to-chest", "bending only with a professional", FIRM),  # cell flexion: P
    ("chair-figure-four", "leaning forward counts as bending", SOFT),  # cell flexion: P
    ("lying-twist", "twist only with a professional", FIRM),  # cell twist: P
    ("seated-twist", "twist only with a professional", FIRM),  # cell twist: P
    *cells(NECK, "neck only with a professional", FIRM),  # cell neck: P
    ("cat-cow", "hollows the back", FIRM),  # cell extension: avoid
    ("ball-glute", "ball only with a professional", FIRM),  # cell roller, ball: P
    *cells(("upper-back-own-hands", "palm-pressure", "partner-pressure", "partner-rocking"),
           "hands count as a ball", SOFT),  # cell roller, ball: P
    *cells(("both-knees-to-chest", "upper-back-round"), "bending only with a professional", FIRM),
    *cells(("standing-twist", "partner-twist"), "twist only with a professional", FIRM),
    *cells(("plank", "bridge"), "straining a spine that is held together", SOFT),
)

# Row "anticoagulant, DVT, local inflammation". Cells flexion to extension, gentle: ok.
NO_PRESSURE = (
    ("ball-shoulder-blade", "no ball", FIRM),  # cell roller, ball: no
    ("foam-roller-upper-back", "no roller", FIRM),  # cell roller, ball: no
    ("ball-glute", "no ball", FIRM),  # cell roller, ball: no
    *cells(("upper-back-own-hands", "palm-pressure", "partner-pressure", "partner-rocking"),
           "hands count as a ball", SOFT),
)

# Row "rheumatoid / inflammatory". Cell flexion: ok. Cell extension: small, and the back bend is
# small and not held, so it stays. Cell gentle: ok when quiet, which the doctor's word stands for.
INFLAMED = (
    ("ball-shoulder-blade", "ball only with a professional", FIRM),  # cell roller, ball: P
    ("foam-roller-upper-back", "roller only with a professional", FIRM),  # cell roller, ball: P
    ("lying-twist", "small twist only, this one is held", FIRM),  # cell twist: small; C
    ("seated-twist", "small twist only, this one is held", FIRM),  # cell twist: small; C
    *cells(NECK, "neck only with a professional", FIRM),  # cell neck: P, in bold
    ("ball-glute", "ball only with a professional", FIRM),  # cell roller, ball: P
    *cells(("upper-back-own-hands", "palm-pressure", "partner-pressure", "partner-rocking"),
           "hands count as a ball", SOFT),
    ("partner-twist", "small twist only, and another's hands may go further", SOFT),  # twist
)

NO_BACK_BEND = (("standing-back-bend", "no bending backwards", FIRM),)


def as_reading(cells):
    return tuple((technique, words, SOFT) for technique, words, _ in cells)


# condition -> cells. Conditions are question ids, or the few names that conditions() adds.
CELLS = {
    # S 1.2 P6 sends a past fracture to 1.3; an old one can only be its fracture-risk row.
    # S 3 "back bend" excludes the osteoporotic fracture; nobody knows for sure which it was.
    "P6.1": WEAK_SPINE + as_reading(NO_BACK_BEND),
    "P6.1 with P6.11": NO_BACK_BEND,  # S 3, "back bend": osteoporotic fracture
    "P6.11": WEAK_SPINE,
    # S 1.1 and E6 name long steroids and age over 70 next to osteoporosis as fracture risks.
    "U8.2": as_reading(WEAK_SPINE),
    "over 70": as_reading(WEAK_SPINE),
    # Cell extension names only slip and stenosis; but where even gentle movement is P, a back
    # bend after an operation can hardly be freer.
    "P6.2": HELD_BACK_SPINE + as_reading(NO_BACK_BEND),
    "P6.3": HELD_BACK_SPINE + NO_BACK_BEND,  # cell extension: avoid in slip; S 3 "back bend"
    "P6.4": HELD_BACK_SPINE + NO_BACK_BEND,  # cell extension: avoid in stenosis; S 3
    "P6.5": INFLAMED,
    # S P3 is the pattern of an inflamed spine: the same row, although nobody has named it yet.
    "P3": as_reading(INFLAMED),
    "P6.7": NO_PRESSURE + cells(NECK, "neck only with a professional", FIRM),  # cell neck: P
    "P6.8": NO_PRESSURE + cells(NECK, "neck only with a professional", FIRM),  # cell neck: P
    # P6.17: cell roller of two rows: local inflammation "no", open wound contraindicated. The
    # neck cell of the row is P, but numb or sore skin may be far from the neck.
    "P6.17": NO_PRESSURE + cells(NECK, "neck with inflamed skin", SOFT)
    + cells(("heat", "ice"), "none on numb skin", FIRM),  # S 3, heat and ice
    # Row "hypermobility / EDS". Cell extension: no end range, the back bend is not held.
    "P6.9": (
        # cell roller, ball: light only. A ball at a wall can be light; lifted hips cannot.
        ("foam-roller-upper-back", "light pressure only, the roller bears the trunk", SOFT),
        ("knee-to-chest", "no end range, no long holds", FIRM),  # cell flexion
        ("chair-figure-four", "no end range, no long holds, at the hip too", SOFT),  # flexion
        ("lying-twist", "no end range, this one is held", FIRM),  # cell twist
        ("seated-twist", "no end range, this one is held", FIRM),  # cell twist
        *cells(NECK, "neck only with a professional", FIRM),  # cell neck: P
        *cells(("both-knees-to-chest", "upper-back-round"), "no end range, no long holds", FIRM),
        *cells(("cross-body-shoulder", "kneeling-hip-flexor", "standing-hip-flexor", "leg-swings"),
               "no end range, no long holds, at shoulder and hip too", SOFT),
        ("partner-twist", "no end range, and another's hands may find it", SOFT),  # cell twist
        ("partner-pressure", "light pressure only, another's is not one's own", SOFT),
    ),
    # Row "pregnancy". Cells extension, neck: ok. What can only be done lying closes by position.
    "P7": (
        ("foam-roller-upper-back", "no lying on a roller", FIRM),  # cell roller
        ("knee-to-chest", "nothing that presses the thigh against the belly", FIRM),  # flexion; C
        ("chair-figure-four", "leaning over the thigh may press the belly", SOFT),  # flexion; C
        ("lying-twist", "twists only open and upright", FIRM),  # cell twist
        ("both-knees-to-chest", "nothing that presses the thighs against the belly", FIRM),
        ("partner-twist", "twists only open and upright", FIRM),  # cell twist
        *cells(("plank", "bridge"), "straining waits for a word of the midwife", SOFT),
    ),
}
