"""Ten thousand hostile payloads, imported, built and opened: no script runs.

The pages are opened without the policy that they carry, so that nothing but the
sanitiser stands between a payload and the reader; then a few with it.
"""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests import payloads
from tests.running import run_task
from tests.site import archives
from tests.unit.importing import ao3_downloads, epubs, office_files
from tests.unit.importing.test_ao3_download import CHAPTERED

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "<p>The fog came up from the river before supper, and nobody lit the lamp.</p>"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f00050001ff89993d1d0000000049454e44ae426082"
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" onload="__hit(1)" width="9" height="9">'
    '<script>__hit(2)</script><image href="https://evil.invalid/x.png"/>'
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="__hit(3)"/>'
    '</foreignObject><a href="javascript:__hit(4)"><text y="9">x</text></a></svg>'
)
CANARY = """
window.__hits = [];
window.__hit = n => { window.__hits.push(n); };
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = () => { window.__hits.push(name); };
"""
# Whatever could run, load or lead elsewhere, had anybody hovered, clicked or waited.
AUDIT = """() => {
  const bad = [];
  const own = location.origin;
  for (const e of document.querySelectorAll('*')) {
    const name = e.localName;
    for (const a of e.attributes) {
      if (/^on/i.test(a.name) || /^(srcdoc|formaction|ping|background|style)$/.test(a.name))
        bad.push(`<${name} ${a.name}=${a.value.slice(0, 80)}>`);
      if (/^(href|src|action|data|poster|cite|xlink:href|srcset)$/.test(a.name)) {
        let url;
        try { url = new URL(a.value, location.href); } catch { continue; }
        const loads = !['a', 'q', 'blockquote', 'ins', 'del'].includes(name);
        if (!/^(https?|mailto|ftp|tel):$/.test(url.protocol) && !(name === 'link'))
          bad.push(`<${name} ${a.name}=${a.value.slice(0, 80)}>`);
        if (loads && url.origin !== own && e.getAttribute('rel') !== 'canonical'
            && url.protocol !== 'data:') bad.push(`<${name} ${a.name}=${a.value}>`);
      }
    }
    const inside = e.closest('.userstuff, .prose, article');
    if (/^(iframe|frame|object|embed|base|marquee|portal|applet)$/.test(name)
        || (inside && /^(script|style|link|meta|form|svg|math|template)$/.test(name)
            && e.closest('p, blockquote, li, td')))
      bad.push(`<${name}>: ` + e.outerHTML.slice(0, 120));
  }
  return bad;
}"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def of_html() -> Iterator[tuple[str, bytes | str]]:
    """Yield files whose texts are hostile HTML, some 25 pieces in each document."""
    chapters = tuple(
        replace(
            CHAPTERED.chapters[1],
            html=STORY + "\n".join(payloads.html(8, seed)),
            title=next(payloads.plain(1, seed)),
            summary=next(payloads.html(1, seed + 500)),
            number=n,
        )
        for n, seed in enumerate(range(1, 41), 1)
    )
    names = list(payloads.plain(60, 901))
    work = replace(
        CHAPTERED,
        chapters=chapters,
        title=names[0],
        authors=(names[1][:60], f"{names[2][:60]} ({names[3][:30]})"),
        tags=tuple(names[4:40]),
        characters=tuple(names[40:45]),
        relationships=tuple(names[45:48]),
        fandoms=tuple(names[48:50]),
        series=((names[50], 1),),
        collections=(names[51],),
        summary="".join(payloads.html(9, 902)),
        notes="".join(payloads.html(9, 903)),
        posted=40,
        planned="40",
        source='https://archiveofourown.org/works/1"onclick=__hit(9)//',
    )
    yield "ao3.html", ao3_downloads.page(ao3_downloads.Download(work))
    for book in range(8):
        documents = {
            f"{n}.xhtml": f"<html><body><h2>Part {n}</h2>{STORY}"
            + "\n".join(payloads.html(25, 1_000 + book * 50 + n))
            for n in range(40)
        }
        toc = [(f"Part {n}", f"{n}.xhtml") for n in range(40)]
        title = payloads.plain(2, 2_000 + book)
        dc = (
            "<dc:title><![CDATA[%s]]></dc:title><dc:creator><![CDATA[%s]]></dc:creator>"
        )
        metadata = dc % (next(title).replace("]]>", ""), next(title).replace("]]>", ""))
        yield f"book{book}.epub", epubs.epub(documents, metadata=metadata, toc=toc)
    for n in range(40):
        body = f"<h1>Page {n}</h1>{STORY * 3}" + "\n".join(payloads.html(40, 3_000 + n))
        head = f"<title>{next(payloads.plain(1, 3_500 + n)).replace('</', '')}</title>"
        yield f"page{n}.html", f"<html><head>{head}</head><body>{body}</body></html>"


def of_text() -> Iterator[tuple[str, bytes | str]]:
    for n in range(12):
        parts = [
            f"## Chapter {k}\n\n{payloads.EVIL}\n\n"
            + "\n\n".join(payloads.markdown(20, 4_000 + n * 20 + k))
            for k in range(1, 9)
        ]
        header = f"---\ntitle: {json.dumps(next(payloads.plain(1, 4_900 + n)))}\n"
        names = json.dumps(list(payloads.plain(3, 4_950 + n)))
        header += f"tags: {names}\nauthor: {names}\nsummary: |\n"
        summary = "\n".join(payloads.markdown(3, 4_970 + n)).replace("\n", "\n  ")
        yield f"text{n}.md", f"{header}  {summary}\n---\n\n" + "\n\n".join(parts)
    lines = "\n\n".join(" ".join(x.split()) for x in payloads.markdown(600, 5_000))
    label = next(payloads.plain(1, 5_001))
    yield "text.txt", f"Title: {label}\nAuthor: {label}\nTags: {label}\n\n{lines}"
    yield "<img src=x onerror=__hit(5)>.txt", "The fog came up.\n\n" + "It did. " * 40


def of_word() -> Iterator[tuple[str, bytes | str]]:
    links = list(payloads.addresses(200, 6_000))
    targets = [f"{x}".replace("&", "&amp;").replace("<", "&lt;") for x in links]
    targets = ["".join(c for c in x if c >= " " or c in "\t\n") for x in targets]
    yield (
        "links.docx",
        office_files.docx(
            *(
                office_files.p(
                    f'<w:hyperlink r:id="l{n}">{office_files.r("x")}</w:hyperlink>'
                )
                for n in range(len(targets))
            ),
            *(
                office_files.p(
                    office_files.r(x.replace("&", "&amp;").replace("<", "&lt;"))
                )
                for x in payloads.plain(200, 6_001)
            ),
            relations="".join(
                office_files.relation(
                    f"l{n}", "hyperlink", x.replace('"', "&quot;"), external=True
                )
                for n, x in enumerate(targets)
            ),
        ),
    )


def planted(folder: Path) -> int:
    """Write every file, and pictures that are none; return how many."""
    folder.mkdir()
    files = dict([*of_html(), *of_text(), *of_word()])
    shown = "".join(
        f"<img src='p/{x}' alt='\"><b onclick=__hit(6)>'>"
        for x in ("a.svg", "b.png", "c%22onerror=__hit(7).png", "d.png", "e.png")
    )
    files["pictures.html"] = (
        f"<html><head><title>Pictures</title></head><body>{STORY * 3}{shown}"
    )
    (folder / "p").mkdir()
    for name, data in (
        *(
            ("a.svg", SVG.encode()),
            ("b.png", SVG.encode()),
            ('c"onerror=__hit(7).png', PNG),
        ),
        *(
            ("d.png", PNG + b"<script>__hit(8)</script>"),
            ("e.png", b"GIF89a/*<script>*/=1"),
        ),
    ):
        (folder / "p" / name).write_bytes(data)
    for name, data in files.items():
        path = folder / name
        path.write_bytes(
            data if isinstance(data, bytes) else data.encode("utf-8", "replace")
        )
    return len(files)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the built site of every hostile work."""
    top = tmp_path_factory.mktemp("hostile")
    root = archives.make(top / "archive", whole=True)
    count = planted(top / "in")
    done = run_task("import", "--json", str(top / "in"), root=root)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    refused = [row for row in rows if row["outcome"] == "refused"]
    assert len(rows) >= count
    assert len(refused) <= 5, refused
    assert not any(c < " " for line in done.stdout.splitlines() for c in line)
    built = run_task("build", root=root)
    assert built.returncode == 0, built.stderr[-3000:]
    return root / "output"


@pytest.mark.parametrize("bypass", [True, False])
def test_no_payload_runs_or_asks_anybody(
    browser: Any, hostile: Path, bypass: bool
) -> None:
    handler = functools.partial(_Quiet, directory=str(hostile))
    found: dict[str, list[str]] = {}
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        context = browser.new_context(bypass_csp=bypass)
        context.add_init_script(CANARY)
        page = context.new_page()
        at = [""]

        def note(what: str) -> None:
            found.setdefault(at[0], []).append(what)

        page.on(
            "request",
            lambda r: r.url.startswith((address, "data:")) or note(f"asked {r.url}"),
        )
        page.on("dialog", lambda d: (note(f"dialog {d.message}"), d.dismiss()))
        page.on("console", lambda m: note(f"said {m.text}"))
        page.on("pageerror", lambda e: note(f"error {e}"))
        page.on(
            "framenavigated",
            lambda f: f.url.startswith((address, "about:")) or note(f"went to {f.url}"),
        )
        context.on("page", lambda p: p is page or note(f"opened {p.url}"))
        for path in pages(hostile) if bypass else [*pages(hostile)][::9]:
            at[0] = path
            page.goto(address + path, wait_until="load")
            for what in page.evaluate("() => window.__hits || []"):
                note(f"ran {what}")
            if path.endswith((".html", "/")):
                for bad in page.evaluate(AUDIT):
                    note(bad)
        context.close()
        server.shutdown()
    assert found == {}


def pages(output: Path) -> Iterator[str]:
    """Yield what there is to open: pages with many payloads, lists, pictures."""
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        # Alone in a window, the theme's own asks for an icon that nobody has.
        if path.suffix == ".svg" and not name.startswith("theme/"):
            yield name
        if path.name == "index.html":
            chapters = (path.parent.parent / "entire").is_dir()
            if not (
                chapters and path.parent.name != "entire" and "/works/" not in name[5:]
            ):
                yield name.removesuffix("index.html")
