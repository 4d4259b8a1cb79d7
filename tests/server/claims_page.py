"""The page's files."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from harness import Server, write_page


@contextmanager
def page_server():
    folder = Path(tempfile.mkdtemp())
    with Server(page=write_page(folder / "dist")) as server:
        yield server
    shutil.rmtree(folder)


def get(server, path, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return server.get(path, headers=named, secret=False)


def server_serves_the_page_with_its_types():
    types = {
        "/": "text/html; charset=utf-8",
        "/index.html": "text/html; charset=utf-8",
        "/sw.js": "text/javascript; charset=utf-8",
        "/assets/app-1a2b.js": "text/javascript; charset=utf-8",
        "/assets/core-3c4d.wasm": "application/wasm",
        "/assets/style-5e6f.css": "text/css; charset=utf-8",
        "/manifest.webmanifest": "application/manifest+json",
    }
    with page_server() as server:
        for path, kind in types.items():
            answer = get(server, path)
            assert answer.status == 200 and answer.headers["content-type"] == kind, (path, answer)
        assert get(server, "/?source=app").body == get(server, "/index.html").body


def server_lets_only_hashed_files_be_kept_for_ever():
    with page_server() as server:
        for path in ("/assets/app-1a2b.js", "/assets/core-3c4d.wasm"):
            assert "immutable" in get(server, path).headers["cache-control"]
        for path in ("/", "/sw.js", "/manifest.webmanifest"):
            assert get(server, path).headers["cache-control"] == "no-cache"


def server_sends_the_smallest_coding_that_is_accepted():
    with page_server() as server:
        plain = b"<!doctype html><title>Limber</title>plain"
        for accepted, coding, body in (
            ("gzip, deflate, br, zstd", "br", b"pretend brotli"),
            ("br;q=0.5, gzip", "br", b"pretend brotli"),
            ("gzip", "gzip", b"pretend gzip"),
            ("BR", "br", b"pretend brotli"),
            ("br;q=0, gzip", "gzip", b"pretend gzip"),
            ("br;q=0,gzip; q=0.000", None, plain),
            ("identity", None, plain),
            ("brx, xgzip", None, plain),
            ("", None, plain),
            (",;,=,", None, plain),
        ):
            answer = get(server, "/", Accept_Encoding=accepted)
            assert answer.headers.get("content-encoding") == coding, (accepted, answer)
            assert answer.body == body and answer.headers["vary"] == "Accept-Encoding"
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
        answer = get(server, "/assets/app-1a2b.js", Accept_Encoding="br, gzip")
        assert answer.headers["content-encoding"] == "gzip"


def server_says_when_a_file_has_not_changed():
    with page_server() as server:
        tags = set()
        for accepted in ("br", "gzip", "identity"):
            tag = get(server, "/", Accept_Encoding=accepted).headers["etag"]
            tags.add(tag)
            for known in (tag, f'"x", {tag}', f"W/{tag}"):
                answer = get(server, "/", Accept_Encoding=accepted, If_None_Match=known)
                assert answer.status == 304 and answer.headers["etag"] == tag, answer
                assert "content-security-policy" in answer.headers
            answer = get(server, "/", Accept_Encoding=accepted, If_None_Match='"0"')
            assert answer.status == 200
        assert len(tags) == 3, "each coding has a tag of its own"


def server_answers_head_without_a_body():
    with page_server() as server:
        full = get(server, "/assets/style-5e6f.css")
        head = server.ask("HEAD", "/assets/style-5e6f.css", secret=False)
        assert head.status == 200
        for name in ("content-length", "content-type", "etag", "cache-control"):
            assert head.headers[name] == full.headers[name]


def server_serves_nothing_but_the_page():
    with page_server() as server:
        for path in ("/.hidden", "/with%20space.txt", "/passwd.txt",
                     "/index.html.br", "/index.html.gz", "/assets", "/assets/", "/../data/secret",
                     "/assets/../index.html", "/%69ndex.html"):  # fmt: skip
            answer = get(server, path)
            assert (answer.status, answer.code) == (404, "no-such-route"), (path, answer)


def server_without_a_page_says_how_to_build_it():
    with Server() as server:
        answer = get(server, "/")
        assert answer.status == 200 and b"./dev run" in answer.body
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert b"<script" not in answer.body and b"<style" not in answer.body
        assert "./dev run" in server.told()


def server_keeps_the_page_though_its_folder_goes():
    folder = Path(tempfile.mkdtemp())
    with Server(page=write_page(folder / "dist")) as server:
        shutil.rmtree(folder)
        assert get(server, "/").status == 200
        assert get(server, "/assets/app-1a2b.js").body == b"console.log(1)"


def server_leaves_out_what_is_too_large():
    folder = Path(tempfile.mkdtemp())
    page = write_page(folder / "dist")
    (page / "large.png").write_bytes(bytes(5 << 20))
    with Server(page=page) as server:
        assert get(server, "/large.png").status == 404
        assert get(server, "/").status == 200
        assert "/large.png is left out: it is too large" in server.told()
    shutil.rmtree(folder)
