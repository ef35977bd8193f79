"""glyphs.py LANG SCRIPT rtl|ltr FILE.pdf...   compares every line of pages with what HarfBuzz makes of it.

The glyphs and their places are read from the content of the page. A glyph of a subset is known by its
outline: it stands for those of the font file that are drawn alike. Each line of one face is shaped again
by `hb-shape` from that file, and every glyph that draws something has to be the same one, within 0.1 pt
of its place. Prints how many glyphs of how many lines were compared, and ends with 1 at the first that
differs."""
import glob, io, json, os, subprocess, sys, unicodedata
from collections import defaultdict
import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTCollection, TTFont

LANG, SCRIPT, WAY = sys.argv[1:4]
RTL = WAY == "rtl"
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "fonts")
BUILT_IN = {"NotoSans-Regular": "NotoSans_400Regular.ttf", "NotoSans-Bold": "NotoSans_700Bold.ttf"}
MARKS = "\u061c\u200e\u200f"

def file_of(name):
    """The font file of a PostScript name, and the number of the face in it."""
    if name in BUILT_IN:
        return os.path.join(HERE, BUILT_IN[name]), 0
    for path in glob.glob(f"/usr/share/fonts/**/{name}.ttf", recursive=True):
        return path, 0
    for path in glob.glob("/usr/share/fonts/**/*.ttc", recursive=True):
        for number, font in enumerate(TTCollection(path, lazy=True).fonts):
            if font["name"].getDebugName(6) == name:
                return path, number
    return None, 0

def drawn(font, glyphs, name):
    """The outlines of a glyph, each with its place; of one that is made of others, theirs."""
    table = font["glyf"] if font is not None and "glyf" in font else None
    own = table[name] if table is not None else None
    if own is not None and own.isComposite() and not any(hasattr(part, "transform") for part in own.components):
        return [(x + part.x, y + part.y, outline) for part in own.components for x, y, outline in drawn(font, glyphs, part.glyphName)]
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return [(0, 0, json.dumps(pen.value))] if pen.value else []

class Original:
    """A font file, with its glyphs by their outlines."""
    def __init__(self, path, number):
        self.path, self.number = path, number
        self.font = TTFont(path, fontNumber=number)
        self.em = self.font["head"].unitsPerEm
        self.glyphs, self.order = self.font.getGlyphSet(), self.font.getGlyphOrder()
        self.outlines = {}
    def outline(self, glyph):
        if glyph not in self.outlines:
            self.outlines[glyph] = drawn(self.font, self.glyphs, self.order[glyph])
        return self.outlines[glyph]
    def shape(self, text):
        said = subprocess.run(["hb-shape", f"--font-file={self.path}", f"--face-index={self.number}",
            f"--script={SCRIPT}", f"--language={LANG}", f"--direction={WAY}", "--no-glyph-names",
            "--output-format=json", f"--text={text}"], check=True, capture_output=True)
        return json.loads(said.stdout)

class Subset:
    """A font in a PDF."""
    def __init__(self, font):
        own = font.DescendantFonts[0]
        self.name = str(own.BaseFont)[8:]
        path, number = file_of(self.name)
        self.original = Original(path, number) if path else None
        self.widths, at = {}, 0
        w = list(own.get("/W", []))
        while at < len(w):
            if isinstance(w[at + 1], pikepdf.Array):
                for n, width in enumerate(w[at + 1]): self.widths[int(w[at]) + n] = float(width)
                at += 2
            else:
                for code in range(int(w[at]), int(w[at + 1]) + 1): self.widths[code] = float(w[at + 2])
                at += 3
        self.texts = texts(font.ToUnicode.read_bytes().decode("latin1"))
        if "/FontFile2" in own.FontDescriptor:
            self.font = TTFont(io.BytesIO(own.FontDescriptor.FontFile2.read_bytes()))
            self.glyphs, self.order = self.font.getGlyphSet(), self.font.getGlyphOrder()
        else:
            self.font, cff = None, CFFFontSet()
            cff.decompile(io.BytesIO(own.FontDescriptor.FontFile3.read_bytes()), None)
            self.glyphs, self.order = cff[0].CharStrings, cff[0].getGlyphOrder()
        map = own.get("/CIDToGIDMap", "/Identity")
        self.map = None if map == "/Identity" else map.read_bytes()
    def outline(self, code):
        glyph = code if self.map is None else int.from_bytes(self.map[2 * code:2 * code + 2], "big")
        return drawn(self.font, self.glyphs, self.order[glyph])

def texts(cmap):
    """Text by code of a ToUnicode map."""
    found, kind = {}, None
    for line in cmap.splitlines():
        if line.endswith(("beginbfchar", "beginbfrange")): kind = line[-6:]
        elif line.startswith("endbf"): kind = None
        elif kind:
            parts = [part.strip("<>[]") for part in line.split()]
            if kind == "bfchar":
                found[int(parts[0], 16)] = bytes.fromhex("".join(parts[1:])).decode("utf-16-be")
            else:
                for n, code in enumerate(range(int(parts[0], 16), int(parts[1], 16) + 1)):
                    value = bytes.fromhex(parts[2]).decode("utf-16-be")
                    found[code] = value[:-1] + chr(ord(value[-1]) + n)
    return found

def groups(page, fonts):
    """The marked content of a page: its text, and its glyphs with their places."""
    group = None
    for operands, operator in pikepdf.parse_content_stream(page):
        operator = str(operator)
        if operator == "BDC":
            actual = operands[1].get("/ActualText") if isinstance(operands[1], pikepdf.Dictionary) else None
            group = {"actual": None if actual is None else str(actual), "glyphs": [], "own": str(operands[0]) != "/Artifact", "starts": [], "ends": []}
        elif operator == "EMC":
            if group["glyphs"] and group["own"]: yield group
            group = None
        elif operator == "Tf": font, size = fonts[str(operands[0])], float(operands[1])
        elif operator == "Tm": 
            x, y, rise = float(operands[4]), float(operands[5]), 0.0
            if group is None: continue
            if group["actual"] is None and group["glyphs"]:
                # Each piece of a paragraph says its own text.
                if group["own"]: yield group
                group = dict(group, glyphs=[], starts=[], ends=[])
            group["starts"].append(x)
        elif operator == "Ts": rise = float(operands[0])
        elif operator == "TJ":
            for item in operands[0]:
                if isinstance(item, pikepdf.String):
                    codes = bytes(item)
                    for at in range(0, len(codes), 2):
                        code = codes[at] << 8 | codes[at + 1]
                        group["glyphs"].append((font, size, x, y, rise, code))
                        x += font.widths.get(code, 0.0) * size / 1000
                else:
                    x -= float(item) * size / 1000
            if group is not None: group["ends"].append(x)

def lines(page, fonts):
    """Lines of text of one face: the face, the size, the text as it is read, and the glyphs."""
    by_line = defaultdict(list)
    for group in groups(page, fonts):
        by_line[group["glyphs"][0][3]].append(group)
    for found in by_line.values():
        found.sort(key=lambda group: min(group["starts"]), reverse=RTL)
        yield from stretches(found)

def own_text(group):
    if group["actual"] is not None: return group["actual"]
    said = [glyph[0].texts.get(glyph[5], "") for glyph in group["glyphs"]]
    turned = any(unicodedata.bidirectional(c) in ("R", "AL") for one in said for c in one)
    return "".join(reversed(said) if turned else said)

def stretches(line):
    """The parts of a line that are of one face, and follow each other without a gap."""
    stretch = []
    for group in line:
        font, size = group["glyphs"][0][:2]
        # Of two faces, or a word that is broken over two lines, or figures that run the other way.
        mixed = any(glyph[0] is not font or glyph[3] != group["glyphs"][0][3] for glyph in group["glyphs"])
        mixed |= RTL and any(unicodedata.bidirectional(c) in ("L", "EN", "AN") for c in own_text(group) if c not in MARKS)
        if stretch and not mixed:
            last = stretch[-1]
            gap = min(last["starts"]) - max(group["ends"]) if RTL else min(group["starts"]) - max(last["ends"])
            if last["glyphs"][0][0] is not font or abs(gap) > 0.1:
                yield stretch
                stretch = []
        elif stretch:
            yield stretch
            stretch = []
        if not mixed: stretch.append(group)
    if stretch: yield stretch

def read(stretches):
    for found in stretches:
        text = ""
        for group in found:
            text += "".join(c for c in own_text(group) if c not in MARKS)
        glyphs = [glyph for group in found for glyph in group["glyphs"]]
        yield glyphs[0][0], glyphs[0][1], text, glyphs

def compare(font, size, text, glyphs, place):
    """Compares a line with what HarfBuzz makes of it. The gaps that other faces leave in it are taken out
    by comparing word by word where there are any."""
    original = font.original
    shaped, x = [], 0.0
    for glyph in original.shape(text):
        for right, up, outline in original.outline(glyph["g"]):
            shaped.append((x + (glyph["dx"] + right) * size / original.em, (glyph["dy"] + up) * size / original.em, outline))
        x += glyph["ax"] * size / original.em
    seen = [(glyph[2] + right * size / original.em, glyph[4] + up * size / original.em, outline)
        for glyph in glyphs for right, up, outline in font.outline(glyph[5])]
    if not seen and not shaped: return 0
    # As they are drawn, from the left.
    key = lambda glyph: (round(glyph[0] - left, 1), round(glyph[1], 1), glyph[2])
    left = min(glyph[0] for glyph in seen); seen_sorted = sorted(seen, key=key)
    from_seen = left
    left = min(glyph[0] for glyph in shaped); shaped_sorted = sorted(shaped, key=key)
    from_shaped = left
    if len(seen) != len(shaped): fail(place, text, f"{len(seen)} glyphs for {len(shaped)}")
    rest = list(shaped_sorted)
    for a in seen_sorted:
        near = [b for b in rest if abs((a[0] - from_seen) - (b[0] - from_shaped)) <= 0.1 and abs(a[1] - b[1]) <= 0.1 and a[2] == b[2]]
        if not near: fail(place, text, f"no such glyph at {a[0] - from_seen:.2f}, {a[1]:.2f}")
        rest.remove(near[0])
    return len(seen)

def figures(page, fonts, place):
    """Compares names and figures among words that run the other way with what is drawn, from the left."""
    count = 0
    for group in groups(page, fonts):
        own = "".join(c for c in own_text(group) if c not in MARKS).strip()
        if not own.isascii() or not (own.isdigit() or own.isalpha()): continue
        drawn = "".join(glyph[0].texts.get(glyph[5], "") for glyph in sorted(group["glyphs"], key=lambda glyph: glyph[2]))
        drawn = "".join(c for c in drawn if c not in MARKS).strip()
        if drawn != own: fail(place, own, f"drawn as {drawn}")
        count += len(own)
    return count

def fail(place, text, why):
    print(f"{place}: {why}: {text}")
    sys.exit(1)

for path in sys.argv[4:]:
    pdf = pikepdf.open(path)
    total, count, fonts = 0, 0, {}
    for number, page in enumerate(pdf.pages, 1):
        for name, font in page.Resources.Font.items():
            if name not in fonts: fonts[name] = Subset(font)
        if RTL: total += figures(page, fonts, f"{path}, page {number}")
        for font, size, text, glyphs in read(lines(page, fonts)):
            if font.original is None or not text.strip(): continue
            total += compare(font, size, text, glyphs, f"{path}, page {number}")
            count += 1
    print(f"{os.path.basename(path)}: {total} glyphs of {count} lines")
