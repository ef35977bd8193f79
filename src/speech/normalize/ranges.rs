//! Which dashes stand between the two ends of a range.

use super::number::Number;
use super::sort::Sort;
use super::units::{self, Measure};
use super::{Tokens, nouns, weekdays};

/// A dash and what is around it.
pub(super) struct Dash<'t> {
    pub(super) tokens: &'t Tokens,
    pub(super) at: usize,
    pub(super) mark: char,
    /// Whether white space, or what opens, stands before it.
    pub(super) spaced_before: bool,
    pub(super) spaced_after: bool,
    /// The token after it and a space.
    pub(super) after: usize,
}

/// What stands after a dash: its sort, and where it ends.
pub(super) type Next = Option<(Sort, usize)>;

impl Dash<'_> {
    pub(super) fn is_tight(&self) -> bool {
        !self.spaced_before && !self.spaced_after
    }

    pub(super) fn is_long(&self) -> bool {
        matches!(self.mark, '–' | '—' | '‒')
    }

    /// Whether it stands between two ends of one range.
    pub(super) fn joins(&self, from: Sort, to: Sort, end: usize) -> bool {
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
            // `Mon 3rd – Fri 7th March`
            (Sort::Rank, Sort::Day) => self.is_after_a_weekday(),
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
                one == other && self.joins_amounts((from, to), one, end)
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
    fn joins_amounts(&self, (from, to): (f64, f64), of: Measure, end: usize) -> bool {
        let tokens = self.tokens;
        let unit = |at: Option<usize>| {
            let sign = at.and_then(|at| tokens.word(at)).unwrap_or("");
            match sign {
                "m" if of == Measure::Time => "months",
                "y" if of == Measure::Time => "years",
                _ => sign,
            }
        };
        let one = unit(tokens.before(self.at));
        // `500mg–1g QDS`: what stands right after the number, not how often.
        let last = unit(end.checked_sub(1));
        let first = Number::read(tokens, self.after)
            .map(|number| unit(Some(tokens.skip_space(number.end))));
        let other = first.filter(|unit| !unit.is_empty()).unwrap_or(last);
        one == other || one == last || from * units::scale(one) < to * units::scale(other)
    }

    fn joins_numbers(&self, from: f64, to: f64, end: usize) -> bool {
        if self.row() > 0 || self.mark == '−' || self.is_score(end) || self.is_a_code()
        {
            return false;
        }
        if self.is_tight() {
            return from < to
                || self.after_slash().is_some_and(|from| from < to)
                || self.is_long()
                || self.is_fall();
        }
        // `1 - 0 - 1`, `2–5 – 1`: a row, or something after a range.
        let in_a_row = self.is_after_a_number(self.at) || self.has_dash_after(end);
        (from < to || self.is_fall()) && !in_a_row && !self.is_labelled(end, false)
    }

    /// The number before, where it is the second of two with a slash: `130-139/85-89`.
    fn after_slash(&self) -> Option<f64> {
        let number = self.at.checked_sub(1).filter(|&at| at > 0)?;
        let digits = self.tokens.digits(number)?;
        digits.parse().ok().filter(|_| self.tokens.is_mark(number - 1, '/'))
    }

    /// Whether a day of the week stands before the number before.
    fn is_after_a_weekday(&self) -> bool {
        let tokens = self.tokens;
        let number = tokens.before(self.at).and_then(|ending| ending.checked_sub(1));
        let day = number.and_then(|number| tokens.before(number));
        day.is_some_and(|day| weekdays::day_of_week(tokens, day).is_some())
    }

    /// Whether the number before stands after another and a dash.
    fn is_after_a_number(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let dash = tokens.before(at).and_then(|number| tokens.before(number));
        dash.is_some_and(|dash| {
            matches!(tokens.mark(dash), Some('-' | '–' | '—'))
                && tokens.before(dash).is_some_and(|at| tokens.digits(at).is_some())
        })
    }

    fn has_dash_after(&self, end: usize) -> bool {
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

    /// How many more numbers are joined to it in a row: `1-2-3`.
    fn row(&self) -> usize {
        let (tokens, at) = (self.tokens, self.at);
        let dash = |at: usize| matches!(tokens.mark(at), Some('-' | '–'));
        let after = dash(at + 2) && tokens.digits(at + 3).is_some();
        let before = at > 2 && dash(at - 2) && tokens.digits(at - 3).is_some();
        usize::from(after) + usize::from(before)
    }

    /// Whether words around say that a number may be followed by a smaller one.
    fn is_fall(&self) -> bool {
        let tokens = self.tokens;
        // "grades 9-1"
        let grades = matches!(self.word_before_number().as_str(), "grade" | "grades");
        if grades || tokens.has_word(&["odds"]) {
            return true;
        }
        (0..tokens.len()).any(|at| {
            weekdays::day_of_week(tokens, at).is_some()
                || weekdays::is_a_week(tokens, at)
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
    pub(super) fn is_labelled(&self, end: usize, amount: bool) -> bool {
        let word = self.word_before_number();
        nouns::is_label(&word) && (amount || !self.tokens.word_after(end).is_empty())
    }

    /// The word before the number that stands before, in lower case.
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

    /// Whether the number before is an age that a dose stands after: "Children over 12 – 20 mg".
    fn is_limit(&self, measure: Measure) -> bool {
        measure != Measure::Time
            && matches!(
                self.word_before_number().as_str(),
                "over" | "under" | "aged" | "age" | "ages" | "than"
            )
    }

    /// Whether numbers around it are added up: `5 − 3 = 2`.
    pub(super) fn is_in_a_sum(&self, end: usize) -> bool {
        let tokens = self.tokens;
        let of_a_sum = |at: usize| {
            tokens.digits(at).is_some()
                || tokens.is_space(at)
                || tokens.word(at) == Some("x")
                || tokens.mark(at).is_some_and(|mark| "+-–−×÷*/.,£$€%".contains(mark))
        };
        let after = (end..tokens.len()).find(|at| !of_a_sum(*at));
        // `0-3 = low` is a range and its name.
        after.is_some_and(|at| {
            tokens.is_mark(at, '=') && tokens.digits(tokens.skip_space(at + 1)).is_some()
        })
    }

    /// `1 tablet - 2 tablets`, `3 months - 2 years`, `birth – 5 years`.
    pub(super) fn joins_counted(&self, to: Next) -> bool {
        let tokens = self.tokens;
        let end = match to {
            Some((Sort::Number(_), end)) => end,
            // `250 micrograms–1 mg`, `6 months–5yrs`
            Some((Sort::Amount(to, measure), _)) => {
                let Some(noun) = self.counted_before() else { return false };
                let number = Number::read(tokens, self.after);
                let unit = number.and_then(|it| tokens.word(tokens.skip_space(it.end)));
                let to = to * units::scale(unit.unwrap_or(""));
                return units::measure_of(noun) == Some(measure)
                    && self.amount_before() * units::scale(noun) < to;
            }
            _ => return false,
        };
        let other = tokens.word_after(end);
        let stem = |word: &str| word.trim_end_matches('s').to_lowercase();
        if let Some(noun) = self.counted_before() {
            return stem(noun) == stem(&other) || (is_time(noun) && is_time(&other));
        }
        let ago = tokens.word_after(tokens.skip_space(end) + 1) == "ago";
        self.is_after_a_birth() && is_time(&other) && !ago
    }

    /// The number that counts the word before it; 0 where there is none.
    fn amount_before(&self) -> f64 {
        let tokens = self.tokens;
        let number = tokens.before(self.at).and_then(|noun| tokens.before(noun));
        let digits = number.and_then(|at| tokens.digits(at));
        digits.and_then(|it| it.parse().ok()).unwrap_or(0.0)
    }

    /// Whether what stands before is counted, or is a birth, from which years count.
    pub(super) fn is_after_a_count(&self) -> bool {
        self.counted_before().is_some() || self.is_after_a_birth()
    }

    fn is_after_a_birth(&self) -> bool {
        matches!(self.tokens.word_before(self.at).as_str(), "birth" | "newborn")
    }

    /// The word before it, where a number counts it.
    fn counted_before(&self) -> Option<&str> {
        let noun = self.tokens.before(self.at)?;
        self.tokens.digits(self.tokens.before(noun)?)?;
        self.tokens.word(noun)
    }

    /// `12 years – adult`, `2019–present`.
    pub(super) fn joins_open_end(&self, from: Option<Sort>) -> bool {
        let dated = matches!(from, Some(Sort::Number(_) | Sort::Year(_) | Sort::Date))
            || self.counted_before().is_some_and(is_time);
        let end = self.tokens.word_after(self.at + 1);
        dated
            && self.spaced_before == self.spaced_after
            && matches!(
                end.as_str(),
                "adult" | "adults" | "adulthood" | "present" | "now" | "date" | "ongoing"
            )
            && !self.is_labelled(self.after + 1, true)
            && self.tokens.word_after(self.after + 1).is_empty()
    }
}

fn is_time(word: &str) -> bool {
    units::measure_of(word) == Some(Measure::Time)
}

/// How words begin that say that something is lowered, so that a smaller number follows a larger
/// one.
const FALL_STEMS: [&str; 7] =
    ["reduc", "decreas", "lower", "taper", "drop", "fell", "fall"];

/// Words of games, whose results are no ranges.
const SCORES: [&str; 9] =
    ["won", "win", "wins", "lost", "lose", "beat", "beaten", "scored", "drew"];

/// Words after which digits with a hyphen are a code.
const CODES: [&str; 6] = ["code", "serial", "reference", "ref", "licence", "account"];
