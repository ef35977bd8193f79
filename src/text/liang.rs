//! Knuth-Liang patterns looked up in their text, for the few words of a page of which a second
//! opinion is asked: reading the compiled patterns of a language takes longer than a page may.

use std::ops::Range;

/// Lines of a text, sorted by their letters, and where each begins: known when the program is built.
#[derive(Debug)]
pub(super) struct Lines {
    text: &'static str,
    starts: &'static [u16],
}

impl Lines {
    const fn len(&self) -> usize {
        self.starts.len()
    }

    fn line(&self, at: usize) -> &'static str {
        let start = usize::from(self.starts[at]);
        let end =
            self.starts.get(at + 1).map_or(self.text.len(), |end| usize::from(*end));
        // Each ends in a line feed.
        &self.text[start..end - 1]
    }

    /// The first line of a range for which something does not hold any more.
    fn first(&self, range: Range<usize>, holds: impl Fn(&str) -> bool) -> usize {
        let Range { start: mut low, end: mut high } = range;
        while low < high {
            let middle = low + (high - low) / 2;
            if holds(self.line(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// How many lines a text has.
pub(super) const fn count(text: &str) -> usize {
    let (mut at, mut lines) = (0, 0);
    while at < text.len() {
        lines += (text.as_bytes()[at] == b'\n') as usize;
        at += 1;
    }
    lines
}

/// Where each line of a text begins.
pub(super) const fn starts<const COUNT: usize>(text: &str) -> [u16; COUNT] {
    let mut starts = [0; COUNT];
    let (mut at, mut line) = (0, 1);
    while line < COUNT {
        if text.as_bytes()[at] == b'\n' {
            starts[line] = (at + 1) as u16;
            line += 1;
        }
        at += 1;
    }
    starts
}

/// The patterns of a language and its exceptions.
#[derive(Debug)]
pub(super) struct Patterns {
    patterns: Lines,
    /// By character of ASCII: which patterns begin with it or one after it.
    by_first: &'static [u16; 129],
    exceptions: Lines,
}

/// By character of ASCII: the number of the first line whose first letter is that or one after it.
const fn by_first(text: &str, starts: &[u16]) -> [u16; 129] {
    let mut by_first = [0; 129];
    let (mut line, mut letter) = (0, 0);
    while letter <= 128 {
        while line < starts.len() {
            let mut at = starts[line] as usize;
            while text.as_bytes()[at].is_ascii_digit() {
                at += 1;
            }
            if text.as_bytes()[at] as usize >= letter {
                break;
            }
            line += 1;
        }
        by_first[letter] = line as u16;
        letter += 1;
    }
    by_first
}

/// Makes patterns of two files.
macro_rules! patterns {
    ($name:literal) => {{
        const PATTERNS: &str =
            include_str!(concat!("../../patterns/", $name, ".pat.txt"));
        const EXCEPTIONS: &str =
            include_str!(concat!("../../patterns/", $name, ".hyp.txt"));
        static STARTS: [u16; count(PATTERNS)] = starts(PATTERNS);
        static BY_FIRST: [u16; 129] = by_first(PATTERNS, &STARTS);
        static EXCEPTIONS_START: [u16; count(EXCEPTIONS)] = starts(EXCEPTIONS);
        Patterns {
            patterns: Lines { text: PATTERNS, starts: &STARTS },
            by_first: &BY_FIRST,
            exceptions: Lines { text: EXCEPTIONS, starts: &EXCEPTIONS_START },
        }
    }};
}

/// The American patterns.
pub(super) static AMERICAN: Patterns = patterns!("en-us");

/// The British patterns.
pub(super) static BRITISH: Patterns = patterns!("en-gb");

impl Patterns {
    /// The byte offsets at which a word may be hyphenated; none where it has other letters than
    /// those of ASCII.
    pub(super) fn breaks(&self, word: &str) -> Vec<usize> {
        if !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Vec::new();
        }
        let word = word.to_ascii_lowercase();
        let all = 0..self.exceptions.len();
        let at = self.exceptions.first(all, |line| letters(line).lt(word.bytes()));
        if at < self.exceptions.len()
            && letters(self.exceptions.line(at)).eq(word.bytes())
        {
            let hyphens = self.exceptions.line(at).match_indices('-').map(|(at, _)| at);
            return hyphens.enumerate().map(|(before, at)| at - before).collect();
        }
        let dotted = format!(".{word}.");
        let mut values = vec![0; dotted.len() + 1];
        for from in 0..dotted.len() {
            // Those that begin with the letters so far.
            let first = usize::from(dotted.as_bytes()[from]);
            let mut alike =
                usize::from(self.by_first[first])..usize::from(self.by_first[first + 1]);
            for (depth, byte) in dotted.bytes().skip(from).enumerate().skip(1) {
                let letter = |line: &str| letters(line).nth(depth);
                let low =
                    self.patterns.first(alike.clone(), |it| letter(it) < Some(byte));
                let high =
                    self.patterns.first(low..alike.end, |it| letter(it) <= Some(byte));
                alike = low..high;
                if alike.is_empty() {
                    break;
                }
                // The shortest is the first of them.
                let first = self.patterns.line(low);
                if letters(first).count() == depth + 1 {
                    apply(first, &mut values[from..]);
                }
            }
        }
        (1..word.len()).filter(|at| values[at + 1] % 2 == 1).collect()
    }
}

/// Takes over the values of a pattern that stands at the first of those places, where they are
/// higher.
fn apply(pattern: &str, values: &mut [u8]) {
    let mut at = 0;
    for byte in pattern.bytes() {
        if byte.is_ascii_digit() {
            values[at] = values[at].max(byte - b'0');
        } else {
            at += 1;
        }
    }
}

/// The letters of a line.
fn letters(line: &str) -> impl Iterator<Item = u8> {
    line.bytes().filter(|byte| !byte.is_ascii_digit() && *byte != b'-')
}
