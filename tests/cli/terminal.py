"""A person at a terminal: types, and sees what a terminal of a given size would show."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time


class Terminal:
    def __init__(self, words, rows=24, columns=80, environment=None):
        self.text = ""
        self.process, self.master = pty.fork()
        if self.process == 0:
            os.environ.update({"TERM": "xterm", "LC_ALL": "C.UTF-8", **(environment or {})})
            os.execv(words[0], words)
        self.resize(rows, columns)
        self.seen = 0

    def resize(self, rows, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def settings(self):
        return termios.tcgetattr(self.master)

    def read(self, seconds):
        """What comes within so long, at most once."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return ""
        try:
            new = os.read(self.master, 65536).decode("utf-8", "replace")
        except OSError:  # the other end is closed
            new = ""
        self.text += new
        return new

    def read_for(self, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.read(0.05)

    def wait_for(self, *texts, seconds=15):
        """Waits until one of the texts appears behind what was waited for before, and tells which;
        blanks and line breaks are equal."""
        patterns = [r"\s+".join(re.escape(word) for word in text.split()) for text in texts]
        deadline = time.monotonic() + seconds
        while True:
            new = self.plain()[self.seen :]
            matches = [(found.end(), text) for text, pattern in zip(texts, patterns)
                       if (found := re.search(pattern, new))]  # fmt: skip
            if matches:
                end, text = min(matches)
                self.seen += end
                return text
            if time.monotonic() > deadline:
                raise AssertionError(f"never appeared: {texts}\n{new[-2000:]}")
            self.read(0.1)

    def plain(self):
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.text).replace("\r", "")

    def type(self, text):
        os.write(self.master, text.encode())

    def signal(self, number):
        os.kill(self.process, number)

    def leave(self, seconds=15):
        """The exit, after reading what is left."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.read(0.05)
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                while self.read(0.1):
                    pass
                os.close(self.master)
                return os.waitstatus_to_exitcode(status)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        raise AssertionError(f"never left\n{self.plain()[-2000:]}")
