"""``serve``: the pages reload, problems are shown in them, and nothing stays behind."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from ficstead import parallel
from ficstead.commands import web

from ..running import until
from . import archives
from .served import Served, serving


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(archives.make(tmp_path / "my archive")) as server:
        yield server


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give a server that is only asked."""
    with serving(archives.make(tmp_path_factory.mktemp("asked") / "archive")) as server:
        yield server


def work(served: Served) -> Path:
    return served.root / "content/works/the-lantern.md"


def test_pages_come_with_the_reload_script_and_the_site_stays_clean(
    asked: Served,
) -> None:
    page = asked.get("works/the-lantern/")
    assert 'src="/__ficstead__/reload.js?site=' in page
    assert "EventSource" in asked.get("__ficstead__/reload.js")
    assert "details" in asked.get("__ficstead__/reload.js")
    assert ".ficstead-problems" in asked.get("__ficstead__/panel.css")
    assert not (asked.root / "output").exists()
    for path in (asked.root / ".cache/preview").rglob("*.html"):
        assert "__ficstead__" not in path.read_text()


def test_drafts_are_shown(asked: Served) -> None:
    assert "Somebody had lit" in asked.get("works/the-oil/")


def test_a_missing_page_is_the_sites_own_404(asked: Served) -> None:
    for path in ("no/such/page/", "feeds/works/", "theme/", "works/%00"):
        answer = asked.ask(path)
        assert (answer.status, "reload.js" in answer.text) == (404, True)


@pytest.mark.slow
def test_types_and_caching(asked: Served) -> None:
    answer = asked.ask("feeds/site.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert answer.headers["Cache-Control"] == "no-store"
    answer = asked.ask("works/the-lantern")
    assert (answer.status, answer.headers["Location"]) == (301, "/works/the-lantern/")


def test_only_this_computer_is_answered(asked: Served) -> None:
    for host in (
        "evil.example",
        f"evil.example:{asked.port}",
        "127.0.0.1.evil.example",
    ):
        answer = asked.ask("works/the-oil/", host)
        assert (answer.status, "lit" in answer.text) == (403, False)
    answer = asked.ask("%2e%2e/%2e%2e/pelicanconf.py")
    assert (answer.status, "SITENAME" in answer.text) == (404, False)


def test_a_save_reloads_the_page(served: Served) -> None:
    served.listen()
    served.save(work(served), archives.LANTERN.replace("had lit", "had long since lit"))
    until(lambda: served.news[-1]["site"] != served.news[0]["site"])
    assert "had long since lit" in served.get("works/the-lantern/")


@pytest.mark.slow
def test_the_page_that_is_read_comes_before_the_others(served: Served) -> None:
    served.get("works/the-lantern/")
    served.listen()
    served.save(work(served), archives.LANTERN.replace("had lit", "had long since lit"))
    until(lambda: served.news[-1]["site"] != served.news[0]["site"])
    old, early, new = served.news
    assert early["pages"] == ["works/the-lantern/"]
    # A page that came early is of the site that comes, and is not loaded again.
    assert (early["site"], early["coming"]) == (old["site"], new["site"])


def test_a_page_that_came_early_is_shown_until_its_site_is_there(
    tmp_path: Path,
) -> None:
    (tmp_path / "works").mkdir()
    for name in ("works/index.html", "index.html"):
        (tmp_path / name).write_text("<head></head>as it was")
    news = web.News()
    news.tell({"site": "1"})
    with listening(tmp_path, news) as ask:
        assert "site=1" in ask("works/")
        assert news.shown() == ("works/",)
        news.show("2", {"works/": "<head></head>as it is"})
        assert "as it is" in ask("works/")
        assert "site=2" in ask("works/?a")
        assert "as it was" in ask("")
        assert "site=1" in ask("")
        # The build has failed after all.
        news.tell({"site": "1"})
        assert "as it was" in ask("works/")
        assert "site=1" in ask("works/index.html")
    for number in range(9):
        news.page(f"works/{number}/")
    assert news.shown() == tuple(f"works/{n}/" for n in range(5, 9))


@contextmanager
def listening(folder: Path, news: web.News) -> Iterator[Callable[[str], str]]:
    def ask(path: str) -> str:
        address = f"http://127.0.0.1:{server.server_address[1]}/{path}"
        with urllib.request.urlopen(address) as answer:
            return str(answer.read().decode())

    with web.serve(folder, 0, news) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        yield ask
        server.shutdown()


@pytest.mark.skipif(
    not parallel.FORKS or parallel.cores() == 1, reason="a process is forked for it"
)
def test_what_the_first_save_needs_is_made_before_it(asked: Served) -> None:
    spare = "builds/*/spare/works/the-lantern/index.html"
    until(lambda: list((asked.root / ".cache").glob(spare)))


@pytest.mark.slow
def test_an_error_is_shown_and_the_last_good_site_stays(served: Served) -> None:
    served.listen()
    served.save(work(served), archives.LANTERN.replace("rating: G", "rating: Teeen"))
    until(lambda: len(served.news) > 1)
    told = served.news[-1]
    assert (told["built"], told["site"]) == (False, served.news[0]["site"])
    assert told["problems"][0]["hint"] == 'did you mean "Teen And Up Audiences"?'
    assert "\ncontent/works/the-lantern.md:3: M102 " in served.shown
    assert "Somebody had lit" in served.get("works/the-lantern/")
    served.save(work(served), archives.LANTERN)
    until(lambda: served.news[-1]["built"])
    # The site is what it was, so pages need not be loaded again.
    assert served.news[-1]["site"] == served.news[0]["site"]
    assert served.news[-1]["problems"] == []


@pytest.mark.slow
def test_it_survives_what_an_author_can_do_to_it(served: Served) -> None:
    served.listen()
    settings = served.root / "pelicanconf.py"
    good, count = settings.read_text(), 1

    def heard(built: bool) -> dict[str, Any]:
        until(lambda: len(served.news) > count and served.news[-1]["built"] is built)
        return served.news[-1]

    served.save(settings, "SITENAME = 'Reeds\n")
    assert heard(built=False)["problems"][0]["code"] == "S103"
    count = len(served.news)
    served.save(settings, good)
    heard(built=True)
    template = served.root / "theme/templates/work.html"
    fine, count = template.read_text(), len(served.news)
    served.save(template, "{% block %}")
    assert heard(built=False)["problems"][0]["code"] == "S107"
    count = len(served.news)
    served.save(template, fine)
    heard(built=True)
    [module] = (served.root / "plugins").rglob("feeds.py")
    count = len(served.news)
    code = module.read_text()
    served.save(module, "def broken(:\n")
    [problem] = heard(built=False)["problems"]
    assert (served.root / problem["path"], problem["line"]) == (module, 1)
    count = len(served.news)
    served.save(module, code)
    heard(built=True)
    count = len(served.news)
    shutil.rmtree(served.root / "content")
    heard(built=False)
    assert "Somebody had lit" in served.get("works/the-lantern/")
    count = len(served.news)
    (served.root / "content/works").mkdir(parents=True)
    served.save(work(served), archives.LANTERN.replace("had lit", "had lit again"))
    heard(built=True)
    until(lambda: "had lit again" in served.get("works/the-lantern/"))
    count = len(served.news)
    served.save(work(served), archives.LANTERN)
    heard(built=True)


@pytest.mark.slow
def test_no_save_is_lost_while_the_watch_begins_anew(served: Served) -> None:
    served.listen()
    for round_ in range(3):
        shutil.rmtree(served.root / "content")
        until(lambda: not served.news[-1]["built"])
        for word in ("again", "anew", f"for the {round_}th time"):
            work(served).parent.mkdir(parents=True, exist_ok=True)
            text = f"had lit {word}"
            served.save(work(served), archives.LANTERN.replace("had lit", text))
            until(lambda text=text: text in served.get("works/the-lantern/"))


@pytest.mark.slow
def test_published_shows_no_draft(tmp_path: Path) -> None:
    root = archives.make(tmp_path / "archive")
    with serving(root, "--port", "0", "--published") as served:
        assert "Somebody had lit" in served.get("works/the-lantern/")
        assert served.ask("works/the-oil/").status == 404


def test_a_first_build_with_errors_is_a_page_that_waits(tmp_path: Path) -> None:
    root = archives.make(tmp_path / "archive")
    path = root / "content/works/the-lantern.md"
    path.write_text(archives.LANTERN.replace("rating: G", "rating: Teeen"))
    with serving(root) as served:
        answer = served.ask("")
        assert (answer.status, "No site yet" in answer.text) == (404, True)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_it_leaves_no_process_and_no_port(tmp_path: Path, name: str) -> None:
    with serving(archives.make(tmp_path / "archive")) as served:
        served.listen()  # a page is open
        children = children_of(served.process.pid)
        served.stop(name)
    until(lambda: not any(map(alive, children)))
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", served.port))
    assert "Traceback" not in served.shown


def children_of(parent: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [int(child) for child, of in rows if int(of) == parent]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True


@pytest.mark.slow
def test_a_taken_port_is_said_and_the_next_is_used(tmp_path: Path) -> None:
    root = archives.make(tmp_path / "archive")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with serving(root, "--port", str(taken)) as served:
            assert taken < served.port < taken + 20
            said = f"Port {taken} is in use by another program.\n"
            assert served.shown.startswith(said)
