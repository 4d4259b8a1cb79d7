"""Claims about the server, in TAP: run_tests.py LIMBER [NAME...]

Every claim is a function of a claims_*.py file whose name is a sentence. Those that mostly wait are
marked `patient`: they run beside the others and are looked at last."""

import inspect
import sys
import threading
import traceback
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import claims_events  # noqa: E402
import claims_guard  # noqa: E402
import claims_live  # noqa: E402
import claims_page  # noqa: E402
import claims_start  # noqa: E402
import claims_store  # noqa: E402
from harness import Server, is_patient  # noqa: E402

FILES = [claims_start, claims_guard, claims_page, claims_events, claims_store, claims_live]


def claims_of(file):
    return [
        (name, claim)
        for name, claim in vars(file).items()
        if name.startswith("server_") and inspect.isfunction(claim)
    ]


def run(claim):
    """What went wrong, or None."""
    try:
        claim()
        return None
    except Exception:
        return traceback.format_exc()


class Beside(threading.Thread):
    """A claim on a thread of its own."""

    def __init__(self, claim):
        super().__init__(daemon=True)
        self.claim = claim
        self.start()

    def run(self):
        self.wrong = run(self.claim)

    def result(self):
        self.join()
        return self.wrong


def main():
    Server.binary = str(Path(sys.argv[1]).resolve())
    claims = [each for file in FILES for each in claims_of(file)]
    if sys.argv[2:]:
        claims = [(name, claim) for name, claim in claims if name in sys.argv[2:]]
    print(f"1..{len(claims)}", flush=True)
    patient = {name: Beside(claim) for name, claim in claims if is_patient(claim)}
    claims.sort(key=lambda each: each[0] in patient)
    failed = 0
    for number, (name, claim) in enumerate(claims, 1):
        wrong = patient[name].result() if name in patient else run(claim)
        failed += wrong is not None
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}", flush=True)
        for line in (wrong or "").splitlines():
            print(f"#   {line}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
