"""How the numbers and signs of a folder of texts are said, by their shapes.

    shapes.py PRINTALOUD FOLDER...

Every group of words with a figure or a sign is brought to its shape: each figure is 9, each letter
a or A, a long word w. For each shape, the commonest first: the shape, how often it stands there, a
sample without its words, and what is said for it, parted by tabs. The table of
tests/normalization/shapes.tsv is made of these lines, each judged by a reader.

Reads Markdown, and the templates of ERB and Nunjucks without their code.
"""

import collections
import html
import pathlib
import re
import subprocess
import sys
import tempfile

CODE = [
    (r"\A---\n.*?\n---\n", ""),  # front matter
    (r"<%.*?%>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", " "),
    (r"<(script|style|svg)\b.*?</\1>", " "),
    (r"<!--.*?-->", " "),
    (r"```.*?```", " "),
    (r"</?[a-zA-Z][^<>]*>", " "),
    (r"\]\([^)]*\)", "]"),
    (r"^\s*\[[^\]]*\]:.*$", ""),
    (r"`[^`]*`", " "),
    (r"^[\s:|-]+$", ""),
    (r"\{[:.#][^}]*\}", " "),
    (r"^[ \t]*[\^%$]!?(?:[A-Z]+$)?|[\^%$]!?[ \t]*$", ""),  # Govspeak
    (r"\S*(nhsuk|govuk|aria|data)-\S*|\S*[{}]\S*|\$[a-z]\S*|\S+=\S+|\w+\(\"\S*", " "),
]
MARKS = r"^\s*(?:[-*+>#|]+|\d+[.)]|\$[A-Z]+|[a-z]\.|s\d+\.)\s+"
FIGURE_OR_SIGN = re.compile(r"[0-9]|[^\w\s.,;:!?'\"’‘“”()\[\]…_|*#`\\]")
LONG = 5


def sentences(path):
    text = path.read_text(errors="replace")
    for pattern, new in CODE:
        text = re.sub(pattern, new, text, flags=re.S | re.M)
    text = html.unescape(text)
    for line in re.split(r"[\n|]", text):
        line = re.sub(MARKS, "", line)
        line = re.sub(r"[*_\[\]\\]+", "", line).strip()
        if line:
            yield from re.split(r"(?<=[a-z][.?!])\s+(?=[A-Z])", line)


def groups(sentence):
    """Runs of words with a figure or a sign, with the word before and after that they touch."""
    words = sentence.split()
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and FIGURE_OR_SIGN.search(words[end]):
            end += 1
        if end > at:
            yield " ".join(words[at:end]).rstrip(".,;:!?")
        at = max(end, at + 1)


def shape(group):
    def of_letters(found):
        word = found.group()
        if len(word) >= LONG:
            return "w"
        return "".join("A" if c.isupper() else "a" for c in word)

    shaped = re.sub(r"[^\W\d_]+", of_letters, group)
    return re.sub(r"[0-9]", "9", shaped)


def changed(group):
    """The group without words, and with other figures where it is a number to call."""
    group = re.sub(r"[^\W\d_]{%d,}" % LONG, "words", group)
    if len(re.findall(r"[0-9]", group)) < 9:
        return group
    return re.sub(r"[2-8]", lambda it: str((int(it.group()) - 1) % 7 + 2), group)


def said(program, samples):
    escape = re.compile(r"([!-/:-@\[-`{-~])")
    page = "\n\n".join("Sample.\n\n" + escape.sub(r"\\\1", it) for it in samples)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "page.md")
        path.write_text(f"---\nlang: en-GB\ntitle: Samples\n---\n\n# Samples\n\n{page}\n")
        run = [program, "speak", "--script", str(path)]
        script = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    parts = script.split("Sample.\n")[1:]
    return [" ".join(part.split()).removesuffix(" End of page.") for part in parts]


def main():
    program, folders = sys.argv[1], sys.argv[2:]
    counts = collections.Counter()
    samples = {}
    pages = 0
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.suffix not in {".md", ".erb", ".njk", ".txt"}:
                continue
            pages += 1
            for sentence in sentences(path):
                for group in groups(sentence):
                    found = shape(group)
                    counts[found] += 1
                    samples.setdefault(found, group)
    print(f"# {pages} texts, {len(counts)} shapes", file=sys.stderr)
    common = [it for it in counts.most_common() if it[1] >= 3]
    chosen = [changed(samples[found]) for found, _ in common]
    for (found, count), sample, words in zip(common, chosen, said(program, chosen)):
        print(found, count, sample, words, sep="\t")


if __name__ == "__main__":
    main()
