//! Dashes: "to" between two of a kind, "minus" before a number, else a joint or a pause.

use super::sort::Sort;
use super::units::{self, Measure};
use super::{Said, Tokens, dates, initialisms, nouns, results, roman, weekdays};

/// A dash and what is around it.
struct Dash<'t> {
    tokens: &'t Tokens,
    at: usize,
    mark: char,
    /// Whether white space, or what opens, stands before it.
    spaced_before: bool,
    spaced_behind: bool,
    /// The token behind it and a space.
    behind: usize,
}

/// What stands behind a dash: its sort, and where it ends.
type Next = Option<(Sort, usize)>;

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
        || matches!(
            opens,
            Some(
                super::RAISED_MARK
                    | '('
                    | '['
                    | '“'
                    | '‘'
                    | '"'
                    | '/'
                    | '<'
                    | '>'
                    | '≤'
                    | '≥'
            )
        );
    let dash = Dash {
        tokens,
        at,
        mark,
        spaced_before,
        spaced_behind: tokens.is_space(at + 1) || tokens.is_end(at + 1),
        behind: tokens.skip_space(at + 1),
    };
    let words = |words: &str| Some(Said::words(at, at + 1, words));
    if let Some(said) = results::negative(tokens, at) {
        return Some(said);
    }
    let before = before.or_else(|| dash.word_before());
    let to = dash.next(next);
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
    fn is_tight(&self) -> bool {
        !self.spaced_before && !self.spaced_behind
    }

    fn is_long(&self) -> bool {
        matches!(self.mark, '–' | '—' | '‒')
    }

    /// What a word before it says that no rule had to say otherwise.
    fn word_before(&self) -> Option<Sort> {
        sort_of_word(self.tokens, self.tokens.before(self.at)?)
    }

    /// What stands behind it, whose own minus may be between.
    fn next(&self, next: &dyn Fn(usize) -> Next) -> Next {
        let tokens = self.tokens;
        let sign = matches!(tokens.mark(self.behind), Some('-' | '−' | '–'))
            && tokens.digits(self.behind + 1).is_some();
        let from = self.behind + usize::from(sign);
        let found = next(from);
        found.or_else(|| Some((sort_of_word(tokens, from)?, from + 1)))
    }

    /// Whether it stands between two ends of one range.
    fn joins(&self, from: Sort, to: Sort, end: usize) -> bool {
        match (from, to) {
            (Sort::Number(from), Sort::Number(to)) => self.joins_numbers(from, to, end),
            (Sort::Number(from), Sort::Amount(to, to_measure)) => {
                let ordered = from < to || self.is_fall();
                let fits = if self.is_tight() {
                    self.row() == 0
                } else {
                    ordered && !self.is_after_a_number(self.at)
                };
                fits && !self.is_labelled(end, true) && !self.is_limit(to_measure)
            }
            (Sort::Number(_), Sort::Percent | Sort::Degrees) => {
                !self.is_labelled(end, true)
            }
            (Sort::Number(hour), Sort::Time) => {
                hour <= 24.0 && !self.is_labelled(end, true)
            }
            (Sort::Time, Sort::Number(hour)) => {
                hour <= 24.0 && self.tokens.word_after(end).is_empty()
            }
            (Sort::Amount(from, one), Sort::Amount(to, other)) => {
                one == other && self.joins_amounts(from, to, end)
            }
            (Sort::Money, Sort::Number(_)) => self.tokens.word_after(end).is_empty(),
            (Sort::Year(from) | Sort::Number(from), Sort::Year(to)) => from < to,
            (Sort::Year(from), Sort::Number(to) | Sort::Amount(to, _)) => {
                from < to && self.is_tight()
            }
            (Sort::Roman(from), Sort::Roman(to)) => from < to,
            (Sort::Percent, Sort::Percent)
            | (Sort::Money, Sort::Money)
            | (Sort::Degrees, Sort::Degrees)
            | (Sort::Time, Sort::Time)
            | (Sort::Day, Sort::Day)
            | (Sort::Date | Sort::Year(_), Sort::Date)
            | (Sort::Date, Sort::Year(_))
            | (Sort::Rank, Sort::Rank) => true,
            _ => false,
        }
    }

    /// Two amounts of one measure: in one unit, or the second is more.
    fn joins_amounts(&self, from: f64, to: f64, end: usize) -> bool {
        let tokens = self.tokens;
        let unit = |at: Option<usize>| at.and_then(|at| tokens.word(at)).unwrap_or("");
        let (one, other) = (unit(tokens.before(self.at)), unit(end.checked_sub(1)));
        one == other || from * units::scale(one) < to * units::scale(other)
    }

    fn joins_numbers(&self, from: f64, to: f64, end: usize) -> bool {
        if self.row() > 0 || self.mark == '−' || self.is_score(end) || self.is_a_code()
        {
            return false;
        }
        if self.is_tight() {
            let from = self.behind_slash().unwrap_or(from);
            return from < to || self.is_long() || self.is_fall();
        }
        // `1 - 0 - 1`, `2–5 – 1`: a row, or something behind a range.
        let in_a_row = self.is_after_a_number(self.at) || self.has_dash_behind(end);
        (from < to || self.is_fall()) && !in_a_row && !self.is_labelled(end, false)
    }

    /// The number before, where it is the second of two with a slash: `130-139/85-89`.
    fn behind_slash(&self) -> Option<f64> {
        let number = self.at.checked_sub(1).filter(|&at| at > 0)?;
        let digits = self.tokens.digits(number)?;
        digits.parse().ok().filter(|_| self.tokens.is_mark(number - 1, '/'))
    }

    /// Whether the number before stands behind another and a dash.
    fn is_after_a_number(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let dash = tokens.before(at).and_then(|number| tokens.before(number));
        dash.is_some_and(|dash| {
            matches!(tokens.mark(dash), Some('-' | '–' | '—'))
                && tokens.before(dash).is_some_and(|at| tokens.digits(at).is_some())
        })
    }

    fn has_dash_behind(&self, end: usize) -> bool {
        let dash = self.tokens.skip_space(end);
        dash > end
            && matches!(self.tokens.mark(dash), Some('-' | '–' | '—'))
            && self.tokens.digits(self.tokens.skip_space(dash + 1)).is_some()
    }

    /// Whether the number before is of a code: `Product code 123-456`.
    fn is_a_code(&self) -> bool {
        let word = self.word_before_number();
        CODES.contains(&word.as_str())
    }

    /// How many more figures are joined to it in a row: `1-2-3`.
    fn row(&self) -> usize {
        let (tokens, at) = (self.tokens, self.at);
        let dash = |at: usize| matches!(tokens.mark(at), Some('-' | '–'));
        let behind = dash(at + 2) && tokens.digits(at + 3).is_some();
        let before = at > 2 && dash(at - 2) && tokens.digits(at - 3).is_some();
        usize::from(behind) + usize::from(before)
    }

    /// Whether words around say that a number may be followed by a smaller one.
    fn is_fall(&self) -> bool {
        let tokens = self.tokens;
        (0..tokens.len()).any(|at| {
            weekdays::day_of_week(tokens, at).is_some()
                || tokens.word(at).is_some_and(|word| {
                    let word = word.to_lowercase();
                    nouns::is_of_opening(&word)
                        || matches!(word.as_str(), "from" | "between")
                        || FALL_STEMS.iter().any(|stem| word.starts_with(stem))
                })
        })
    }

    /// Whether it stands in the result of a game.
    fn is_score(&self, end: usize) -> bool {
        let after = self.tokens.word_after(end);
        let ends = matches!(
            after.as_str(),
            "" | "on" | "at" | "in" | "against" | "and" | "away" | "last" | "to"
        );
        ends && self.is_near_a_game()
    }

    fn is_near_a_game(&self) -> bool {
        let near = self.at.saturating_sub(8)..self.at + 8;
        near.into_iter()
            .any(|at| self.tokens.word(at).is_some_and(|word| SCORES.contains(&word)))
    }

    /// Whether the number before only says which of several: "Step 1 – 2 tablets".
    fn is_labelled(&self, end: usize, amount: bool) -> bool {
        let word = self.word_before_number();
        nouns::is_label(&word) && (amount || !self.tokens.word_after(end).is_empty())
    }

    /// The word before the number that stands before, in small letters.
    fn word_before_number(&self) -> String {
        let tokens = self.tokens;
        let Some(mut at) = tokens.before(self.at) else { return String::new() };
        while at > 0
            && (tokens.digits(at).is_some() || matches!(tokens.mark(at), Some('.' | ',')))
        {
            at -= 1;
        }
        let at = if tokens.is_space(at) { at.checked_sub(1) } else { Some(at) };
        at.and_then(|at| tokens.word(at)).unwrap_or("").to_lowercase()
    }

    /// Whether the number before is an age that a dose stands behind: "Children over 12 – 20 mg".
    fn is_limit(&self, measure: Measure) -> bool {
        measure != Measure::Time
            && matches!(
                self.word_before_number().as_str(),
                "over" | "under" | "aged" | "age" | "ages" | "than"
            )
    }

    /// Whether figures around it are added up: `5 − 3 = 2`.
    fn is_in_a_sum(&self, end: usize) -> bool {
        let tokens = self.tokens;
        let of_a_sum = |at: usize| {
            tokens.digits(at).is_some()
                || tokens.is_space(at)
                || tokens.word(at) == Some("x")
                || tokens.mark(at).is_some_and(|mark| "+-–−×÷*/.,£$€%".contains(mark))
        };
        let behind = (end..tokens.len()).find(|at| !of_a_sum(*at));
        // `0-3 = low` is a range and its name.
        behind.is_some_and(|at| {
            tokens.is_mark(at, '=') && tokens.digits(tokens.skip_space(at + 1)).is_some()
        })
    }

    /// `1 tablet - 2 tablets`, `3 months - 2 years`, `birth – 5 years`.
    fn joins_counted(&self, to: Next) -> bool {
        let tokens = self.tokens;
        let Some((Sort::Number(_), end)) = to else { return false };
        let other = tokens.word_after(end);
        let stem = |word: &str| word.trim_end_matches('s').to_lowercase();
        if let Some(noun) = self.counted_before() {
            return stem(noun) == stem(&other) || (is_time(noun) && is_time(&other));
        }
        let born = matches!(tokens.word_before(self.at).as_str(), "birth" | "newborn");
        let ago = tokens.word_after(tokens.skip_space(end) + 1) == "ago";
        born && is_time(&other) && !ago
    }

    /// The word before it, where a number counts it.
    fn counted_before(&self) -> Option<&str> {
        let noun = self.tokens.before(self.at)?;
        self.tokens.digits(self.tokens.before(noun)?)?;
        self.tokens.word(noun)
    }

    /// `12 years – adult`, `2019–present`.
    fn joins_open_end(&self, from: Option<Sort>) -> bool {
        let dated = matches!(from, Some(Sort::Number(_) | Sort::Year(_) | Sort::Date))
            || self.counted_before().is_some_and(is_time);
        let end = self.tokens.word_after(self.at + 1);
        dated
            && self.spaced_before == self.spaced_behind
            && matches!(
                end.as_str(),
                "adult" | "adults" | "adulthood" | "present" | "now" | "date" | "ongoing"
            )
            && self.tokens.word(self.behind + 1).is_none()
            && self.tokens.word_after(self.behind + 1).is_empty()
    }

    /// A minus touches the number behind it, and nothing before.
    fn minus(&self, before: Option<Sort>, to: Next) -> Option<Said> {
        let (tokens, at) = (self.tokens, self.at);
        let number = tokens.digits(at + 1).is_some()
            || matches!(tokens.mark(at + 1), Some('£' | '$' | '€' | '½' | '¼' | '¾'))
            || (tokens.is_mark(at + 1, '.') && tokens.digits(at + 2).is_some());
        if self.spaced_behind || !number || !matches!(self.mark, '-' | '−' | '–') {
            return None;
        }
        let minus = || Some(Said::words(at, at + 1, "minus"));
        if !self.spaced_before {
            let from = before.is_some_and(|from| matches!(from, Sort::Number(_)));
            return (self.mark == '−' && from).then(minus).flatten();
        }
        let (to, end) = to?;
        // A dose is never below nothing: "Morning -10 mg".
        let unit = tokens.word(end - 1).unwrap_or("").to_lowercase();
        let counted = nouns::is_never_negative(&unit)
            || nouns::is_never_negative(&tokens.word_after(end));
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
        if self.spaced_before || self.spaced_behind {
            return None;
        }
        let letters = [at - 1, at + 1]
            .iter()
            .all(|&side| tokens.word(side).is_some_and(|word| word.chars().count() == 1));
        let alphabet = tokens.text(at - 1) == "A" && tokens.text(at + 1) == "Z";
        // `C1–C7`: from one to another of a row.
        let of_a_row = self.is_long()
            && at > 1
            && tokens.digits(at - 1).is_some()
            && tokens.digits(at + 2).is_some()
            && tokens.word(at - 2).is_some_and(|word| word.len() == 1)
            && tokens.word(at - 2) == tokens.word(at + 1);
        if (letters && self.is_long()) || alphabet || of_a_row {
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

    /// One with space at a side.
    fn apart(&self) -> Option<Said> {
        let (tokens, at) = (self.tokens, self.at);
        if !self.spaced_before && !self.spaced_behind {
            return None;
        }
        // `pre- and post-treatment`: the hyphen shows that a word goes on elsewhere.
        if self.mark == '-' && self.spaced_before != self.spaced_behind {
            let number = at.checked_sub(1).is_some_and(|at| tokens.digits(at).is_some());
            return number.then(|| Said::joint(at, at + 1));
        }
        Some(Said::pause(at, at + 1))
    }
}

fn is_time(word: &str) -> bool {
    units::measure_of(word) == Some(Measure::Time)
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
    roman::value(word).map(Sort::Roman)
}

/// How words begin that say that something is lowered, so that a smaller number follows a larger
/// one.
const FALL_STEMS: [&str; 7] =
    ["reduc", "decreas", "lower", "taper", "drop", "fell", "fall"];

/// Words of games, whose results are no ranges.
const SCORES: [&str; 9] =
    ["won", "win", "wins", "lost", "lose", "beat", "beaten", "scored", "drew"];

/// Words behind which figures with a hyphen are a code.
const CODES: [&str; 6] = ["code", "serial", "reference", "ref", "licence", "account"];
