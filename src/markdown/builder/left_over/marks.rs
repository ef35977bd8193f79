//! The marks, and what each seems to be.

/// A mark that a text begins with.
#[derive(Debug)]
pub(super) struct Mark {
    /// How long it is, in bytes.
    pub(super) length: usize,
    /// What it seems to be.
    pub(super) what: &'static str,
    pub(super) help: &'static str,
    /// Whether it stands for words that are not on the page.
    pub(super) is_missing: bool,
}

impl Mark {
    const fn new(length: usize, what: &'static str, help: &'static str) -> Self {
        Self { length, what, help, is_missing: false }
    }

    /// One that a site puts words for.
    const fn missing(length: usize, what: &'static str) -> Self {
        let help = "write what it stands for";
        Self { is_missing: true, ..Self::new(length, what, help) }
    }
}

/// A place in a text.
#[derive(Clone, Copy)]
struct Place<'t> {
    /// The text from there on.
    rest: &'t str,
    /// The character before it.
    before: Option<char>,
}

impl Place<'_> {
    /// Whether nothing stands before it, or white space.
    fn begins_word(self) -> bool {
        self.before.is_none_or(char::is_whitespace)
    }

    const fn begins_text(self) -> bool {
        self.before.is_none()
    }
}

/// What knows a mark by its first character.
type Rule = fn(Place<'_>) -> Option<Mark>;

/// The rules, by the characters that marks begin with.
const RULES: [(&str, Rule); 14] = [
    ("{", braces),
    ("$", dollar),
    ("\\", backslash),
    ("*_", spaced_bold),
    ("*", asterisks),
    ("^", caret),
    ("%", percent),
    (":", name_of_sign),
    ("!", picture),
    ("[", link),
    ("<", template),
    ("=", tab),
    ("#", heading),
    ("-", end_of_comment),
];

/// Whether a mark may begin with a byte.
const BEGINS: [bool; 256] = {
    let mut begins = [false; 256];
    let mut rule = 0;
    while rule < RULES.len() {
        let first = RULES[rule].0.as_bytes();
        let mut at = 0;
        while at < first.len() {
            begins[first[at] as usize] = true;
            at += 1;
        }
        rule += 1;
    }
    begins
};

/// The next mark in a text, and where it stands; none has a literal character among
/// its first two.
pub(super) fn next(
    text: &str,
    from: usize,
    is_literal: impl Fn(usize) -> bool,
) -> Option<(usize, Mark)> {
    let mark = |at: usize| {
        let place = Place { rest: &text[at..], before: text[..at].chars().next_back() };
        let first = place.rest.chars().next()?;
        let mut rules = RULES.iter().filter(|(known, _)| known.contains(first));
        let mark = rules.find_map(|(_, rule)| rule(place));
        mark.filter(|_| !is_literal(at) && !is_literal(at + 1)).map(|mark| (at, mark))
    };
    if from == 0
        && let Some(mark) = first_word(Place { rest: text, before: None })
    {
        return Some((0, mark));
    }
    let bytes = text.as_bytes().iter().enumerate().skip(from);
    bytes.filter(|(_, byte)| BEGINS[usize::from(**byte)]).find_map(|(at, _)| mark(at))
}

/// How far from the beginning of a text a mark is looked for that closes, in characters.
const FAR: usize = 300;

/// Where a mark ends that closes what a text begins with.
fn closing(rest: &str, close: &str) -> Option<usize> {
    let mut characters = rest.char_indices();
    let first = characters.nth(1).map(|(at, _)| at)?;
    let longest = characters.nth(FAR).map_or(rest.len(), |(at, _)| at);
    let found = rest[first..longest].find(close)?;
    Some(first + found + close.len())
}

fn braces(Place { rest, .. }: Place<'_>) -> Option<Mark> {
    // A comment that is still there has no end, which is an error of its own.
    let tag = rest.strip_prefix("{%").or(rest.strip_prefix("{::"));
    let tag = tag.map(|tag| tag.strip_prefix('-').unwrap_or(tag).trim_start());
    if tag.is_some_and(|tag| tag.starts_with("comment")) {
        return None;
    }
    // A template may go on in the next line, or hold other marks: all of the text is its then.
    let templates = [
        ("{{<", ">}}", "a shortcode of Hugo"),
        ("{{%", "%}}", "a shortcode of Hugo"),
        ("{{", "}}", "a mark of Liquid or Jinja"),
        ("{%", "%}", "a mark of Liquid or Jinja"),
    ];
    if let Some((_, close, what)) =
        templates.into_iter().find(|(open, ..)| rest.starts_with(open))
    {
        return Some(Mark::missing(closing(rest, close).unwrap_or(rest.len()), what));
    }
    let comments =
        [("{#", "#}", "a comment of Jinja"), ("{/*", "*/}", "a comment of MDX")];
    for (open, close, what) in comments {
        if rest.starts_with(open)
            && let Some(end) = closing(rest, close)
        {
            return Some(Mark::new(end, what, "write `<!-- … -->` for a comment"));
        }
    }
    if rest.starts_with("{::") || rest.starts_with("{:/") {
        return Some(Mark::new(closing(rest, "}")?, "a mark of kramdown", "delete it"));
    }
    const GOVSPEAK: [&str; 8] = [
        "{button}",
        "{/button}",
        "{button start}",
        "{barchart",
        "{inset-text",
        "{details",
        "{stat-headline",
        "{steps",
    ];
    let is_govspeak = GOVSPEAK.iter().any(|name| rest.starts_with(name));
    is_govspeak.then(|| closing(rest, "}")).flatten().map(govspeak)
}

const fn govspeak(length: usize) -> Mark {
    Mark::new(length, "a mark of Govspeak", "write it in Markdown")
}

const fn formula(length: usize) -> Mark {
    Mark::new(length, "a formula", "write the formula in words")
}

fn dollar(place: Place<'_>) -> Option<Mark> {
    let rest = place.rest;
    // `$CTA`, `$A`, `$E`
    let name = rest[1..].chars().take_while(char::is_ascii_uppercase).count();
    let after = &rest[1 + name..];
    if place.begins_word()
        && (1..4).contains(&name)
        && !after.starts_with(|c: char| c.is_alphanumeric() || c == '$')
    {
        return Some(govspeak(1 + name));
    }
    if rest.starts_with("$$") {
        let is_alone = rest.trim_end().len() == 2;
        let end = closing(&rest[1..], "$$").map(|end| end + 1);
        return end.or(is_alone.then_some(2)).map(formula);
    }
    // A formula between single dollars: no space inside of them, a sign of mathematics in it, and
    // no digit after it. Money has none.
    let end = closing(rest, "$")?;
    let inside = &rest[1..end - 1];
    let is_tight = !inside.is_empty()
        && !inside.starts_with(char::is_whitespace)
        && !inside.ends_with(char::is_whitespace)
        && !rest[end..].starts_with(|c: char| c.is_ascii_digit());
    let is_mathematics = inside.contains(['\\', '^', '_', '=', '<', '>'])
        || inside.len() == 1 && inside.starts_with(|c: char| c.is_ascii_alphabetic());
    (is_tight && is_mathematics).then_some(end).map(formula)
}

fn backslash(Place { rest, .. }: Place<'_>) -> Option<Mark> {
    match rest.as_bytes().get(1)? {
        b'(' => closing(rest, "\\)").map(formula),
        b'[' => closing(rest, "\\]").map(formula),
        _ => {
            // `\textbf{…}`
            let name = rest[1..].find(|c: char| !c.is_ascii_alphabetic())?;
            let is_mark = name > 2 && rest[1 + name..].starts_with('{');
            let end = closing(rest, "}").filter(|_| is_mark)?;
            Some(Mark::new(end, "a mark of LaTeX", "write what it stands for"))
        }
    }
}

/// `** words **`, with a space inside of each mark.
fn spaced_bold(place: Place<'_>) -> Option<Mark> {
    let mark = place.rest.get(..2).filter(|mark| matches!(*mark, "**" | "__"))?;
    let inside = place.rest[2..].strip_prefix(' ')?;
    let close = format!(" {mark}");
    let end = closing(inside, &close)?;
    let words = &inside[..end - close.len()];
    let is_words = words.starts_with(char::is_alphabetic) && !words.contains(['*', '_']);
    let what = "words that were to be bold";
    (place.begins_word() && is_words).then(|| {
        Mark::new(3 + end, what, "put no space inside of the marks: `**words**`")
    })
}

/// `**` that CommonMark did not take for bold.
fn asterisks(place: Place<'_>) -> Option<Mark> {
    if place.before == Some('*') {
        return None;
    }
    let after = place.rest.trim_start_matches('*');
    let count = place.rest.len() - after.len();
    let is_alone =
        place.begins_word() && after.chars().next().is_none_or(char::is_whitespace);
    let is_mark = count == 2 && !is_alone;
    is_mark.then(|| {
        Mark::new(
            count,
            "a mark of bold words",
            "put no space and no mark inside the asterisks: `**Warning:** do`; in a block of HTML, write `<b>`",
        )
    })
}

fn caret(place: Place<'_>) -> Option<Mark> {
    if let Some(mark) =
        callout(place, '^', "write `> [!NOTE]` on a line, and `> ` before the words")
    {
        return Some(mark);
    }
    let end = closing(place.rest, "]").filter(|_| place.rest.starts_with("^["))?;
    Some(Mark::new(
        end,
        "a note of Pandoc",
        "write `[^1]`, and `[^1]: the note` on a line",
    ))
}

fn percent(place: Place<'_>) -> Option<Mark> {
    if let Some(mark) =
        callout(place, '%', "write `> [!WARNING]` on a line, and `> ` before the words")
    {
        return Some(mark);
    }
    let is_pair = place.rest.starts_with("%%")
        && !place.rest.starts_with("%%%")
        && place.before != Some('%');
    is_pair.then(|| {
        Mark::new(
            2,
            "a mark of a comment of Obsidian",
            "write `<!-- … -->` for a comment, or one `%`",
        )
    })
}

/// A box of Govspeak: a whole line between two signs.
fn callout(place: Place<'_>, sign: char, help: &'static str) -> Option<Mark> {
    let line = place.rest.trim_end();
    let inside = line.strip_prefix(sign)?.strip_suffix(sign)?;
    let is_box = place.begins_text() && inside.starts_with(char::is_alphabetic);
    is_box.then(|| Mark::new(line.len(), "a mark of Govspeak", help))
}

/// `:warning:`
fn name_of_sign(place: Place<'_>) -> Option<Mark> {
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    let length = place.rest[1..].find(|c| !named(c))?;
    let (name, after) = place.rest[1..].split_at(length);
    let begins = |c: char| c.is_ascii_lowercase() || matches!(c, '+' | '-');
    let is_name = name.len() > 1
        && name.starts_with(begins)
        && after.strip_prefix(':').is_some_and(|after| {
            !after.starts_with(|c: char| c.is_alphanumeric() || c == ':')
        });
    let is_apart = place.before.is_none_or(|c| !(c.is_alphanumeric() || c == ':'));
    (is_name && is_apart)
        .then(|| Mark::new(length + 2, "the name of a sign", "write what the sign means"))
}

const SPACED: &str = "put the path between `<` and `>`";

/// Markdown knows no picture whose path has a space.
fn picture(place: Place<'_>) -> Option<Mark> {
    let words = place.rest.strip_prefix("![")?;
    let end = closing(words, ")")?;
    let path = words[..end].split_once("](")?.1;
    let is_spaced = path.contains(' ') && !path.contains(['"', '[', ']']);
    let mark = Mark::missing(end + 2, "a picture whose path has a space");
    is_spaced.then_some(Mark { help: SPACED, ..mark })
}

/// Nor a link; and none whose address is nowhere.
fn link(place: Place<'_>) -> Option<Mark> {
    let words = &place.rest[1..];
    let end = closing(place.rest, "]")?;
    if words.starts_with(['^', '[', '!', ']', 'x', ' ']) || place.before == Some('!') {
        return None;
    }
    let after = &place.rest[end..];
    if let Some(path) = after.strip_prefix('(') {
        let length =
            path.find([')', '(', '"']).filter(|at| path[*at..].starts_with(')'))?;
        let path = &path[..length];
        let is_path = path.trim().contains(' ') && path.contains(['.', '/']);
        return is_path.then(|| {
            Mark::new(end + length + 2, "a link whose path has a space", SPACED)
        });
    }
    let name = after.strip_prefix('[')?;
    let length = name.find([']', '[']).filter(|at| name[*at..].starts_with(']'))?;
    let what = "a link to an address that the page does not give";
    Some(Mark::new(end + length + 2, what, "write `[words](address)`"))
}

fn template(Place { rest, .. }: Place<'_>) -> Option<Mark> {
    let end = closing(rest, "%>").filter(|_| rest.starts_with("<%"))?;
    Some(Mark::missing(end, "a mark of a template"))
}

fn tab(place: Place<'_>) -> Option<Mark> {
    let name = place.rest.strip_prefix("=== \"").filter(|_| place.begins_text())?;
    let end = name.find('"')?;
    Some(Mark::new(end + 6, "a tab of Python-Markdown", "make it a heading"))
}

/// `s1. ` of Govspeak, `import … from` of MDX.
fn first_word(place: Place<'_>) -> Option<Mark> {
    let rest = place.rest.trim_end();
    if let Some(step) = rest.strip_prefix('s') {
        let number =
            step.find(|c: char| !c.is_ascii_digit()).filter(|length| *length > 0)?;
        let is_step = step[number..].starts_with(". ");
        return is_step.then(|| {
            Mark::new(number + 2, "a step of Govspeak", "write `1. ` before each step")
        });
    }
    let is_import = rest.starts_with("import ")
        && (rest.contains(" from '") || rest.contains(" from \""));
    is_import.then(|| Mark::new(rest.len(), "an import of MDX", "delete it"))
}

/// `##Words`: one `#` may be a tag.
fn heading(place: Place<'_>) -> Option<Mark> {
    if !place.begins_text() {
        return None;
    }
    let words = place.rest.trim_start_matches('#');
    let level = place.rest.len() - words.len();
    let is_heading = (2..7).contains(&level) && words.starts_with(char::is_alphanumeric);
    is_heading
        .then(|| Mark::new(place.rest.len(), "a heading", "put a space after the `#`"))
}

fn end_of_comment(place: Place<'_>) -> Option<Mark> {
    let is_end = place.rest.starts_with("-->") && place.before != Some('-');
    let help = "write `<!--` where it begins, or delete it";
    is_end.then(|| Mark::new(3, "the end of a comment", help))
}
