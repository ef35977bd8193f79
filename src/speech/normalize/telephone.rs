//! Telephone numbers, and other rows of digits that are read one by one.

use super::numbers::digits;
use super::{Dialect, Said, Tokens};

/// Numbers of three digits for emergencies and advice that are known without "call" before them
/// (Ofcom, National Telephone Numbering Plan; 112 is the European number, 911 and 988 are those
/// of North America). The others, such as 101, count more often than they are called.
const SHORT: [&str; 5] = ["999", "111", "112", "911", "988"];

/// Those that count more often than they are called (police, power cuts, NHS 111's line for
/// coronavirus, banks).
const ADVICE: [&str; 4] = ["101", "105", "119", "159"];

/// The digits of the longest number that is known by the lengths of its groups.
const MAX_FIGURES: usize = 16;

/// Groups of digits, and where they end.
struct Row<'t> {
    groups: Vec<&'t str>,
    plus: bool,
    brackets: bool,
    /// Whether any groups are parted by a space.
    spaced: bool,
    end: usize,
}

impl Row<'_> {
    fn count(&self) -> usize {
        self.groups.iter().map(|group| group.len()).sum()
    }

    /// The groups as they are read: long ones in parts.
    fn parts(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().flat_map(|group| split(group))
    }

    fn words(&self, dialect: Dialect) -> String {
        let zero = if dialect == Dialect::American { "zero" } else { "oh" };
        let groups: Vec<String> = self.parts().map(|group| digits(group, zero)).collect();
        let plus = if self.plus { "plus " } else { "" };
        format!("{plus}{}", groups.join(", "))
    }

    fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(|group| group.len()).collect()
    }
}

/// Groups of digits parted by single spaces, hyphens or brackets.
fn row(tokens: &Tokens, at: usize) -> Option<Row<'_>> {
    let plus = tokens.is_mark(at, '+');
    let mut from = at + usize::from(plus);
    let mut row =
        Row { groups: Vec::new(), plus, brackets: false, spaced: false, end: at };
    loop {
        let bracket = tokens.is_mark(from, '(');
        let digits_at = from + usize::from(bracket);
        let Some(group) = tokens.digits(digits_at) else { break };
        // `111.nhs.uk` is no group.
        if super::addresses::address(tokens, digits_at, Dialect::British).is_some() {
            break;
        }
        if bracket && !tokens.is_mark(digits_at + 1, ')') {
            break;
        }
        row.brackets |= bracket;
        row.groups.push(group);
        row.end = digits_at + 1 + usize::from(bracket);
        from = row.end;
        let joined = tokens.is_space(from)
            || tokens.is_mark(from, '-')
            || (tokens.is_mark(from, '.') && tokens.digits(from + 1).is_some());
        if joined {
            row.spaced |= tokens.is_space(from) && tokens.digits(from + 1).is_some();
            from += 1;
        } else if !bracket && !tokens.is_mark(from, '(') {
            break;
        }
    }
    (!row.groups.is_empty()).then_some(row)
}

/// A telephone number in groups of digits: "oh eight oh eight, eight oh eight, …".
pub(super) fn telephone(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    if tokens.is_glued(at) {
        return None;
    }
    let mut row = row(tokens, at)?;
    if tokens.word(row.end).is_some() {
        // `0808 808mg`: whatever that is, its last group is not of a telephone number.
        return None;
    }
    // `cardiac arrest 300 mg`
    if row.groups.len() == 1 && row.count() < 6 && super::years::counts(tokens, row.end) {
        return None;
    }
    let called = is_called(tokens, at) || is_second(tokens, at);
    if !is_number(&row, called) {
        // A number of its own before other digits: `999 or 111`, `116 123 24 hours a day`.
        row = shorter(tokens, at, &row)?;
        if !is_number(&row, called) && !is_short(tokens, at, &row, called) {
            return None;
        }
    }
    Some(Said::words(at, row.end, row.words(dialect)))
}

/// A number that a link dials, whatever it looks like.
pub(super) fn dialled(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let row = after_mark(tokens, at)?;
    Some(row.map_or_else(
        || Said::joint(at, at + 1),
        |row| Said::words(at, row.end, row.words(dialect)),
    ))
}

/// The same in digits that stand apart, which the voice of any language says one by one.
pub(super) fn spelt(tokens: &Tokens, at: usize) -> Option<Said> {
    let row = after_mark(tokens, at)?;
    let spelt = |row: Row<'_>| {
        let groups: Vec<String> = row.parts().map(apart).collect();
        let plus = if row.plus { "+ " } else { "" };
        Said::words(at, row.end, format!("{plus}{}", groups.join(", ")))
    };
    Some(row.map_or_else(|| Said::joint(at, at + 1), spelt))
}

/// The digits after the mark of a dialled number; `None` inside where there are none.
fn after_mark(tokens: &Tokens, at: usize) -> Option<Option<Row<'_>>> {
    tokens.is_dialled(at).then(|| row(tokens, at + 1))
}

fn apart(group: &str) -> String {
    let figures: Vec<String> = group.chars().map(String::from).collect();
    figures.join(" ")
}

/// The longest beginning of a row that is a number by itself.
fn shorter<'t>(tokens: &'t Tokens, at: usize, row: &Row<'t>) -> Option<Row<'t>> {
    if row.plus || row.brackets {
        return None;
    }
    let called = is_called(tokens, at);
    // No number is longer than a 16-digit card number.
    let lengths = (1..row.groups.len().min(MAX_FIGURES + 1)).rev();
    let cut = |groups: usize| Row {
        groups: row.groups[..groups].to_vec(),
        plus: false,
        brackets: false,
        spaced: true,
        end: at + groups * 2 - 1,
    };
    lengths.map(cut).find(|row| is_number(row, called)).or_else(|| Some(cut(1)))
}

/// Whether the digits are a telephone number by their look.
fn is_number(row: &Row<'_>, called: bool) -> bool {
    // `0800-2000` is a span of hours.
    if !row.spaced && row.lengths() == [4, 4] && row.groups.iter().all(|it| is_hour(it)) {
        return false;
    }
    let count = row.count();
    let first = row.groups[0];
    let lengths = row.lengths();
    if row.plus {
        return (8..=15).contains(&count);
    }
    let trunk = first.starts_with('0') && first.len() > 1;
    match lengths.as_slice() {
        [_] => {
            // Digits in one row: a number that begins with 0, or too long and too exact to count.
            matches!(first, "18001" | "18002")
                || (trunk && (9..=12).contains(&count))
                || (count >= 6 && !first.ends_with("00"))
                || (called && (4..=8).contains(&count))
        }
        // Harmonised European numbers of social value (116 123).
        [3, 3] if matches!(first, "116" | "118") => true,
        // North America, and the numbers of NHS patients.
        [3, 3, 4] | [1, 3, 3, 4] => true,
        // Free and shared numbers of Ireland and others.
        [4, ..] if count == 10 && matches!(first, "1800" | "1850" | "1890" | "1300") => {
            true
        }
        [3, 4] | [3, 3] | [3, 4, 4] | [3, 3, 3] | [5, 5] if called => true,
        [2, 2, 2] if called && row.spaced => true,
        [4, 4, 4, 4] => true,
        // The number of a book, an account, a reference.
        [_, _, _, _, ..] if !row.spaced && count >= 9 => true,
        [5, ..] if matches!(first, "18001" | "18002") => true,
        _ if row.groups.iter().any(|group| group.len() > 6) => false,
        _ => {
            (trunk && (7..=13).contains(&count))
                || (row.brackets && (9..=13).contains(&count))
        }
    }
}

/// Whether four digits are an hour and its minutes.
fn is_hour(figures: &str) -> bool {
    let minutes: u64 = figures[2..].parse().unwrap_or(60);
    figures[..2] < *"24" && minutes.is_multiple_of(5) && minutes < 60
}

/// Whether a number of three digits stands to be dialled and counts nothing.
fn is_short(tokens: &Tokens, at: usize, row: &Row<'_>, called: bool) -> bool {
    let [number] = row.groups[..] else { return false };
    if called && number.len() == 3 {
        return true;
    }
    if ADVICE.contains(&number) && is_listed(tokens, at, row.end) {
        return true;
    }
    if !SHORT.contains(&number) {
        return false;
    }
    let before = at.checked_sub(1).and_then(|at| tokens.mark(at));
    // `999/112`
    let beside = at.checked_sub(2).and_then(|at| tokens.digits(at));
    let service = at.checked_sub(2).and_then(|at| tokens.word(at));
    if before == Some('/')
        && (beside.is_some_and(|it| SHORT.contains(&it))
            || matches!(service, Some("GP" | "NHS" | "ambulance" | "police")))
    {
        return true;
    }
    if matches!(before, Some('£' | '$' | '€' | '.' | ',' | '/' | '-' | '–' | '#')) {
        return false;
    }
    if matches!(
        tokens.word_before(at).as_str(),
        "page"
            | "pages"
            | "room"
            | "section"
            | "ward"
            | "about"
            | "over"
            | "under"
            | "nearly"
            | "than"
            | "of"
            | "all"
            | "bus"
            | "route"
            | "number"
    ) {
        return false;
    }
    let end = row.end;
    let number_after = tokens.digits(end + 1).is_some();
    match tokens.mark(end) {
        Some('%' | '°' | '+' | '-' | '–') => return false,
        Some(',' | '.') if number_after => return false,
        // `999/112`: either.
        Some('/') => return number_after,
        _ => {}
    }
    let after = tokens.word_after(end);
    matches!(
        after.as_str(),
        "" | "a"
            | "and"
            | "any"
            | "are"
            | "as"
            | "at"
            | "before"
            | "by"
            | "call"
            | "calls"
            | "can"
            | "day"
            | "first"
            | "for"
            | "free"
            | "from"
            | "helpline"
            | "if"
            | "immediately"
            | "in"
            | "instead"
            | "is"
            | "may"
            | "now"
            | "on"
            | "online"
            | "operator"
            | "option"
            | "or"
            | "right"
            | "service"
            | "so"
            | "straight"
            | "team"
            | "that"
            | "the"
            | "then"
            | "they"
            | "to"
            | "unless"
            | "website"
            | "when"
            | "where"
            | "who"
            | "will"
            | "with"
            | "without"
            | "you"
            | "emergency"
            | "straightaway"
            | "urgently"
            | "ambulance"
            | "hospitalisation"
            | "centre"
            | "crew"
            | "freephone"
    )
}

/// Whether a short number stands after a name with a colon, or beside another that is called:
/// `Police: 101.`, `111 or 119`.
fn is_listed(tokens: &Tokens, at: usize, end: usize) -> bool {
    let Some(before) = tokens.before(at) else {
        // "105 for power cuts", but "105 for every 1,000".
        let what = tokens.word_after(tokens.skip_space(end) + 1);
        return tokens.word_after(end) == "for"
            && !matches!(what.as_str(), "" | "every" | "each" | "a" | "the" | "per");
    };
    let ends = tokens.is_end_or_sign(end)
        || matches!(tokens.mark(end), Some('.' | ',' | ';' | ')' | '?' | '!'))
        || matches!(tokens.word_after(end).as_str(), "or" | "and" | "for" | "if" | "to");
    let short = |at: usize| {
        tokens.digits(at).is_some_and(|it| SHORT.contains(&it) || ADVICE.contains(&it))
    };
    let beside = matches!(tokens.word(before), Some("or" | "and"))
        && tokens.before(before).is_some_and(short);
    let service = (0..before).any(|at| {
        tokens.word(at).is_some_and(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "police"
                    | "power"
                    | "nhs"
                    | "call"
                    | "bank"
                    | "banks"
                    | "fraud"
                    | "emergency"
                    | "urgent"
                    | "helpline"
                    | "gas"
                    | "phone"
                    | "telephone"
                    | "number"
            )
        })
    });
    ends && ((tokens.is_mark(before, ':') && service) || beside)
}

/// Whether a whole number stands before, and this is the other: `01632 960 001 or 960 002`.
fn is_second(tokens: &Tokens, at: usize) -> bool {
    let Some(joint) = tokens.before(at) else { return false };
    let joins = matches!(tokens.word(joint), Some("or" | "and"))
        || (tokens.is_mark(joint, '/')
            && tokens.digits(at).is_some_and(|it| it.len() == 4));
    let own = |at: &usize| tokens.digits(*at).is_some() || tokens.is_space(*at);
    let row = (0..joint).rev().take_while(own);
    joins && row.filter_map(|at| tokens.digits(at)).map(str::len).sum::<usize>() >= 9
}

/// Whether the words before say that a number is to be dialled or quoted.
fn is_called(tokens: &Tokens, at: usize) -> bool {
    let calls = |word: &str| {
        matches!(
            word,
            "call"
                | "calling"
                | "ring"
                | "ringing"
                | "dial"
                | "dialling"
                | "phone"
                | "phoning"
                | "text"
                | "texting"
                | "sms"
                | "tel"
                | "telephone"
                | "mobile"
                | "fax"
                | "helpline"
                | "freephone"
                | "extension"
                | "ext"
                | "line"
                | "textphone"
                | "bleep"
                | "pager"
                | "pin"
                | "code"
                | "arrest"
                | "typetalk"
                | "minicom"
                | "nhs"
                | "reference"
                | "ref"
                | "ending"
                | "safe"
                | "id"
                | "passcode"
                | "utr"
        )
    };
    let Some(mut before) = tokens.before(at) else { return false };
    // `Tel. 123`, `Phone: 123`, `Call us on 123`, `Text HELP to 123`.
    for _ in 0..6 {
        if tokens.mark(before).is_some_and(|mark| {
            matches!(mark, '.' | ':' | '(' | '‘' | '’' | '“' | '”' | '"' | '\'')
        })
            // What is texted: `Text FRANK to 82111`.
            || tokens.word(before).is_some_and(|word| {
                word.len() > 1
                    && word.bytes().all(|b| b.is_ascii_uppercase())
                    && !calls(&word.to_lowercase())
            })
            || tokens.word(before).is_some_and(|word| {
                matches!(
                    word,
                    "us" | "on"
                        | "to"
                        | "at"
                        | "number"
                        | "no"
                        | "is"
                        | "them"
                        | "free"
                        | "the"
                        | "HELP"
                        | "STOP"
                        | "me"
                        | "SHOUT"
                        | "Shout"
                        | "team"
                )
            })
        {
            let Some(next) = tokens.before(before) else { return false };
            before = next;
        }
    }
    let texted = tokens.word_before(at) == "to"
        && (0..at).any(|at| {
            tokens.word(at).is_some_and(|word| word.eq_ignore_ascii_case("text"))
        });
    texted || tokens.word(before).is_some_and(|word| calls(&word.to_lowercase()))
}

fn is_long_area(number: &str) -> bool {
    number.starts_with("01")
        && number.as_bytes()[2] != b'1'
        && number.as_bytes()[3] != b'1'
}

/// Parts a long row of digits as it is read: an area code, then threes and fours.
fn split(group: &str) -> Vec<&str> {
    let sizes: &[usize] = match (group.len(), group.starts_with('0')) {
        (0..=5, _) => return vec![group],
        (11, true) if group.starts_with("02") => &[3, 4, 4],
        // Area codes of five digits; those of four have a 1 in second or third place (0161, 0113).
        (11, true) if group.starts_with("07") || is_long_area(group) => &[5, 3, 3],
        (11, true) => &[4, 3, 4],
        (10, true) => &[4, 3, 3],
        (10, false) => &[3, 3, 4],
        _ => &[3],
    };
    let mut parts = Vec::new();
    let mut rest = group;
    let mut at = 0;
    while !rest.is_empty() {
        let mut size = sizes[at.min(sizes.len() - 1)].min(rest.len());
        // No digit is left over by itself.
        if rest.len() - size == 1 {
            size += 1;
        }
        let (part, after) = rest.split_at(size);
        parts.push(part);
        rest = after;
        at += 1;
    }
    parts
}
