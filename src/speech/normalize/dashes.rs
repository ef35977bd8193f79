//! Dashes: "to" in ranges, "minus" before a number, else a joint or a pause.

use super::ranges::{Dash, Next};
use super::sort::Sort;
use super::{Said, Tokens, dates, initialisms, nouns, results, roman, weekdays};

/// How a dash is said. `before` is what was said right before it, `next` finds what follows from a
/// token on.
pub(super) fn dash(
    tokens: &Tokens,
    at: usize,
    before: Option<Sort>,
    next: &dyn Fn(usize) -> Next,
) -> Option<Said> {
    let mark = tokens.mark(at)?;
    if !matches!(mark, '-' | '–' | '—' | '−' | '―' | '‒' | '─') {
        return None;
    }
    // `--` and `---` are dashes of a typewriter.
    let mut end = at + 1;
    while tokens.is_mark(end, '-') {
        end += 1;
    }
    if end - at > 1 || mark == '─' {
        return Some(Said::pause(at, end));
    }
    // An arrow: `->`.
    if tokens.is_mark(end, '>') {
        let number = tokens.digits(tokens.skip_space(end + 1)).is_some();
        return Some(if number {
            Said::words(at, end + 1, "to")
        } else {
            Said::pause(at, end + 1)
        });
    }
    let opens = at.checked_sub(1).and_then(|before| tokens.mark(before));
    let spaced_before = at == 0
        || tokens.is_space(at - 1)
        || tokens.is_raised(at - 1)
        || matches!(
            opens,
            Some('(' | '[' | '“' | '‘' | '"' | '/' | '<' | '>' | '≤' | '≥')
        );
    let dash = Dash {
        tokens,
        at,
        mark,
        spaced_before,
        spaced_after: tokens.is_space(at + 1) || tokens.is_end(at + 1),
        after: tokens.skip_space(at + 1),
    };
    let words = |words: &str| Some(Said::words(at, at + 1, words));
    if let Some(said) = results::negative(tokens, at) {
        return Some(said);
    }
    let before = before.or_else(|| dash.word_before());
    // Whoever asks what follows asks all rules: only where it matters, not in "well-known".
    let asks = before.is_some() || dash.is_after_a_count() || dash.is_before_a_number();
    let to = if asks { dash.next(next) } else { None };
    if let Some((from, (to, end))) = before.zip(to) {
        if dash.is_in_a_sum(end) {
            return words("minus");
        }
        if dash.joins(from, to, end) {
            return words("to");
        }
    }
    // "Week 1-25 mg": the week, and the dose.
    if let Some((Sort::Number(_), (Sort::Amount(..) | Sort::Time, end))) = before.zip(to)
        && dash.is_tight()
        && dash.is_labelled(end, true)
    {
        return Some(Said::pause(at, at + 1));
    }
    if dash.joins_counted(to) || dash.joins_open_end(before) {
        return words("to");
    }
    dash.minus(before, to)
        .or_else(|| dash.one_to_one())
        .or_else(|| dash.between())
        .or_else(|| dash.apart())
}

impl Dash<'_> {
    /// What a word before it says that no rule had to say otherwise.
    fn word_before(&self) -> Option<Sort> {
        sort_of_word(self.tokens, self.tokens.before(self.at)?)
    }

    /// What stands after it, whose own minus may be between.
    fn next(&self, next: &dyn Fn(usize) -> Next) -> Next {
        let tokens = self.tokens;
        let sign = matches!(tokens.mark(self.after), Some('-' | '−' | '–'))
            && tokens.digits(self.after + 1).is_some();
        let from = self.after + usize::from(sign);
        let found = next(from);
        found.or_else(|| Some((sort_of_word(tokens, from)?, from + 1)))
    }

    /// Whether a number or a sign that may stand before one stands after it.
    fn is_before_a_number(&self) -> bool {
        self.tokens.digits(self.after).is_some() || self.tokens.mark(self.after).is_some()
    }

    /// A minus touches the number after it, and nothing before.
    fn minus(&self, before: Option<Sort>, to: Next) -> Option<Said> {
        let (tokens, at) = (self.tokens, self.at);
        let number = tokens.digits(at + 1).is_some()
            || matches!(tokens.mark(at + 1), Some('£' | '$' | '€' | '½' | '¼' | '¾'))
            || (tokens.is_mark(at + 1, '.') && tokens.digits(at + 2).is_some());
        let minus = || Some(Said::words(at, at + 1, "minus"));
        // `− 5 °C`: the sign of a minus means nothing else where no number is before.
        if self.mark == '−' && self.spaced_after && self.spaced_before && before.is_none()
        {
            let to = to.filter(|_| tokens.digits(self.after).is_some());
            return to.filter(|(to, _)| to.may_be_negative()).and_then(|_| minus());
        }
        if self.spaced_after || !number || !matches!(self.mark, '-' | '−' | '–') {
            return None;
        }
        if !self.spaced_before {
            let from = before.is_some_and(|from| matches!(from, Sort::Number(_)));
            return (self.mark == '−' && from).then(minus).flatten();
        }
        let (to, end) = to?;
        // A dose is never below nothing: "Morning -10 mg".
        let unit = tokens.word(end - 1).unwrap_or("").to_lowercase();
        let counted = (nouns::is_never_negative(&unit)
            || nouns::is_never_negative(&tokens.word_after(end)))
            && !tokens.has_word(&["balance", "deficit", "loss", "net"]);
        if to.may_be_negative() && !counted {
            return minus();
        }
        Some(Said::pause(at, at + 1))
    }

    /// `1-2-1` and `1-1` are "one to one".
    fn one_to_one(&self) -> Option<Said> {
        let (tokens, at) = (self.tokens, self.at);
        let digits = |at: usize| tokens.digits(at);
        let first = at.checked_sub(1).and_then(digits)?;
        if first != "1" {
            return None;
        }
        let alone = at < 3 || !(tokens.is_mark(at - 2, '-') && digits(at - 3).is_some());
        let ends = |at: usize| !(tokens.is_mark(at, '-') && digits(at + 1).is_some());
        let joint = |at: usize| tokens.is_mark(at, '-');
        if !alone {
            return None;
        }
        match digits(at + 1)? {
            "1" if ends(at + 2) => Some(Said::words(at, at + 1, "to")),
            "2" if joint(at + 2) && digits(at + 3) == Some("1") && ends(at + 4) => {
                Some(Said::words(at, at + 3, "to"))
            }
            _ => None,
        }
    }

    /// A dash that touches what stands on both its sides.
    fn between(&self) -> Option<Said> {
        let (tokens, at) = (self.tokens, self.at);
        if self.spaced_before || self.spaced_after {
            return None;
        }
        if self.joins_grades_or_sizes() {
            return Some(Said::words(at, at + 1, "to"));
        }
        let letters = [at - 1, at + 1]
            .iter()
            .all(|&side| tokens.word(side).is_some_and(|word| word.chars().count() == 1));
        let alphabet = tokens.text(at - 1) == "A" && tokens.text(at + 1) == "Z";
        if (letters && self.is_long()) || alphabet || self.is_of_a_row() {
            return Some(Said::words(at, at + 1, "to"));
        }
        let figure = tokens.digits(at - 1).is_some()
            || tokens.digits(at + 1).is_some()
            || matches!(tokens.mark(at + 1), Some('£' | '$' | '€'));
        let spelt =
            [at - 1, at + 1].iter().any(|&side| initialisms::is_spelt_at(tokens, side));
        // A hyphen in a word is left to the voice.
        (figure || spelt || self.mark != '-').then(|| Said::joint(at, at + 1))
    }

    /// Whether it stands between two of a row: `C1–C7`, `V1-V4`, `8a–8c`. A hyphen stands between
    /// neighbours too (`L4-L5`).
    fn is_of_a_row(&self) -> bool {
        let (tokens, at) = (self.tokens, self.at);
        let letter = |at: usize| tokens.word(at).filter(|word| word.chars().count() == 1);
        let number = |at: usize| self.number(at);
        let Some(first) = at.checked_sub(2) else { return false };
        if let (Some(from), Some(to)) = (number(at - 1), number(at + 2)) {
            let far = self.is_long() || from + 1 < to;
            let same = letter(first).is_some() && letter(first) == letter(at + 1);
            return same && from < to && far && tokens.word(at + 3).is_none();
        }
        let ends = |number_at: usize, letter_at: usize| {
            Some((number(number_at)?, letter(letter_at)?))
        };
        let alike = |one: &str, other: &str| {
            one.chars().all(char::is_lowercase) == other.chars().all(char::is_lowercase)
        };
        ends(first, at - 1).zip(ends(at + 1, at + 2)).is_some_and(|(from, to)| {
            from < to && alike(from.1, to.1) && tokens.digits(at + 3).is_none()
        })
    }

    fn number(&self, at: usize) -> Option<u64> {
        self.tokens.digits(at)?.parse().ok()
    }

    /// `A*–C`, `S-XL`, `KS1-2`.
    fn joins_grades_or_sizes(&self) -> bool {
        const SIZES: [&str; 8] = ["XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL"];
        let (tokens, at) = (self.tokens, self.at);
        let (one, other) = (tokens.text(at - 1), tokens.text(at + 1));
        let starred = one == "*"
            && at > 1
            && tokens.word(at - 2) == Some("A")
            && other.len() == 1
            && tokens.word(at + 1).is_some();
        let size = |word: &str| SIZES.iter().position(|size| *size == word);
        let sizes = size(one).zip(size(other)).is_some_and(|(from, to)| from < to)
            && (one.len() > 1 || other.len() > 1 || tokens.has_word(&["size", "sizes"]));

        let stages = at > 1
            && tokens
                .word(at - 2)
                .is_some_and(|word| matches!(word, "KS" | "Y" | "Yr" | "pp"))
            && self
                .number(at - 1)
                .zip(self.number(at + 1))
                .is_some_and(|(from, to)| from < to);
        starred || sizes || stages
    }

    /// One with space at a side.
    fn apart(&self) -> Option<Said> {
        let (tokens, at) = (self.tokens, self.at);
        if !self.spaced_before && !self.spaced_after {
            return None;
        }
        // `Grade C-`
        let letter = |at: usize| {
            tokens.word(at).is_some_and(|it| matches!(it, "A" | "B" | "C" | "D" | "E"))
        };
        if self.mark == '-'
            && !self.spaced_before
            && at.checked_sub(1).is_some_and(letter)
            && tokens.has_word(&["grade", "grades", "got", "gcse", "marks", "effort"])
        {
            return Some(Said::words(at, at + 1, "minus"));
        }
        // `pre- and post-treatment`: the hyphen shows that a word goes on elsewhere.
        if self.mark == '-' && self.spaced_before != self.spaced_after {
            let number = at.checked_sub(1).is_some_and(|at| tokens.digits(at).is_some());
            return number.then(|| Said::joint(at, at + 1));
        }
        Some(Said::pause(at, at + 1))
    }
}

/// What a word says of itself.
fn sort_of_word(tokens: &Tokens, at: usize) -> Option<Sort> {
    let word = tokens.word(at)?;
    if matches!(word.to_lowercase().as_str(), "noon" | "midday" | "midnight") {
        return Some(Sort::Time);
    }
    if weekdays::day_of_week(tokens, at).is_some() {
        return Some(Sort::Day);
    }
    if dates::is_month(tokens, at) {
        return Some(Sort::Date);
    }
    roman::place(word).map(Sort::Roman)
}
