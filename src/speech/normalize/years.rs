//! Years, spans of them, and decades.

use super::numbers::{cardinal, plural, year};
use super::sort::Sort;
use super::tokens::{is_longer, written_year};
use super::{Dialect, Said, Tokens, nouns};

/// Years, where the words around leave a number one.
pub(super) fn year_or_decade(
    tokens: &Tokens,
    at: usize,
    dialect: Dialect,
) -> Option<Said> {
    if tokens.is_glued(at) {
        return None;
    }
    // `the '90s`
    if matches!(tokens.mark(at), Some('\'' | '’' | '‘'))
        && (at == 0 || tokens.is_space(at - 1))
    {
        let said = decade(tokens, at + 1, dialect)?;
        return Some(Said { tokens: said.tokens + 1, ..said });
    }
    span_of_years(tokens, at, dialect)
        .or_else(|| decade(tokens, at, dialect))
        .or_else(|| lone_year(tokens, at, dialect))
        .map(|said| if said.sort.is_some() { said } else { said.of(Sort::Date) })
}

/// `2019–2021`, `2021/22`, `2021-22`, `2021/2`.
fn span_of_years(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let (first, end) = written_year(tokens, at)?;
    if !(1900..2100).contains(&first) {
        return None;
    }
    let spaced = tokens.is_space(end);
    let dash = tokens.skip_space(end);
    let mark = tokens.mark(dash).filter(|mark| matches!(mark, '-' | '–' | '—' | '/'))?;
    let from = if spaced { tokens.skip_space(dash + 1) } else { dash + 1 };
    let digits = tokens.digits(from)?;
    let second: u64 = digits.parse().ok()?;
    let after = from + 1;
    if is_longer(tokens, at, after) || counts(tokens, after) {
        return None;
    }
    let second = match digits.len() {
        4 if mark == '/' && second == first + 1 => year(second, dialect),
        4 if mark != '/' && second > first && second < 2100 => year(second, dialect),
        2 if !spaced && second == 0 && first % 100 == 99 => year(first + 1, dialect),
        2 if !spaced && second == (first + 1) % 100 => below(second, dialect),
        1 if mark == '/' && !spaced && second == (first + 1) % 10 => {
            below((first + 1) % 100, dialect)
        }
        2 if mark != '/' && !spaced && second > first % 100 => below(second, dialect),
        _ => return None,
    };
    Some(Said::words(at, after, format!("{} to {second}", year(first, dialect))))
}

fn below(number: u64, dialect: Dialect) -> String {
    if number < 10 {
        format!("oh {}", cardinal(number, dialect))
    } else {
        cardinal(number, dialect)
    }
}

/// `1990s`, `1990's`, `60s`, `'90s`.
fn decade(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let digits = tokens.digits(at)?;
    let apostrophe = matches!(tokens.mark(at + 1), Some('\'' | '’'));
    let ending = at + 1 + usize::from(apostrophe);
    if tokens.word(ending) != Some("s") {
        return None;
    }
    let number: u64 = digits.parse().ok()?;
    let words = match digits.len() {
        4 if number.is_multiple_of(10) => plural(&year(number, dialect)),
        2 if number.is_multiple_of(10)
            && number >= 20
            && !super::quantities::is_of_seconds(tokens, at, at + 1) =>
        {
            plural(&cardinal(number, dialect))
        }
        _ => return None,
    };
    Some(Said::words(at, ending + 1, words))
}

/// A year by itself. A year is not a quantity: "2000 people" and "2000 mg" are.
fn lone_year(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let (number, end) = written_year(tokens, at)?;
    let longer = matches!(tokens.mark(end), Some('.' | ',' | ':' | '/' | '-'))
        && tokens.digits(end + 1).is_some();
    let joined = at > 0
        && matches!(
            tokens.mark(at - 1),
            Some('.' | ',' | ':' | '/' | '£' | '$' | '€' | '#' | '+')
        );
    let before = tokens.word_before(at);
    // "By 2030 patients will …": a comma that was left out.
    let opens = matches!(before.as_str(), "in" | "by" | "since" | "until" | "during")
        && tokens.before(at).is_some_and(|at| {
            tokens.before(at).is_none_or(|at| {
                tokens.mark(at).is_some()
                    || matches!(tokens.word(at), Some("and" | "but"))
            })
        })
        && (1900..2100).contains(&number)
        && nouns::is_of_millions(&tokens.word_after(end));
    if longer || joined || (counts(tokens, end) && !opens) {
        return None;
    }
    let dated = matches!(
        before.as_str(),
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "from"
            | "of"
            | "to"
            | "between"
            | "during"
            | "before"
            | "after"
            | "early"
            | "mid"
            | "late"
            | "year"
            | "circa"
    );
    let counted = matches!(
        before.as_str(),
        "about"
            | "over"
            | "under"
            | "nearly"
            | "almost"
            | "than"
            | "least"
            | "most"
            | "up"
            | "around"
            | "roughly"
            | "some"
            | "another"
            | "every"
            | "room"
            | "page"
            | "number"
            | "per"
    );
    let likely = opens || (1900..2100).contains(&number) && !counted;
    let is_year = likely
        || (dated
            && ((1100..1900).contains(&number)
                || (1001..1100).contains(&number) && !number.is_multiple_of(50)));
    is_year.then(|| {
        Said::words(at, end, year(number, dialect)).of(Sort::Year(number as f64))
    })
}

/// Whether what follows a number is counted by it.
pub(super) fn counts(tokens: &Tokens, at: usize) -> bool {
    let after = tokens.word_after(at);
    matches!(tokens.mark(at), Some('%' | '°' | '+'))
        || super::units::is_unit(&after)
        || nouns::is_of_people(&after)
        || nouns::is_counted_whole(&after)
        || matches!(
            after.as_str(),
            "calories"
                | "steps"
                | "words"
                | "seconds"
                | "miles"
                | "metres"
                | "pounds"
                | "units"
                | "places"
                | "copies"
                | "pages"
                | "more"
        )
}
