//! Abbreviations, with or without their full stops.

use super::numbers::year;
use super::tokens::written_year;
use super::{Dialect, Said, Tokens, latin, nouns};

/// What is said for a shortening wherever it stands. With `dotted`, only with its full stop.
struct Short {
    written: &'static str,
    said: &'static str,
    dotted: bool,
}

const fn always(written: &'static str, said: &'static str) -> Short {
    Short { written, said, dotted: false }
}

const fn dotted(written: &'static str, said: &'static str) -> Short {
    Short { written, said, dotted: true }
}

const SHORT: &[Short] = &[
    always("eg", "for example"),
    always("ie", "that is"),
    always("etc", "et cetera"),
    always("vs", "versus"),
    always("Mr", "Mister"),
    always("Mrs", "Missus"),
    always("Ms", "Miz"),
    always("Prof", "Professor"),
    always("approx", "approximately"),
    always("Ltd", "Limited"),
    always("Dept", "Department"),
    always("dept", "department"),
    always("Govt", "Government"),
    always("appt", "appointment"),
    always("appts", "appointments"),
    always("Appt", "Appointment"),
    always("Appts", "Appointments"),
    always("wkend", "weekend"),
    always("wkends", "weekends"),
    always("incl", "including"),
    always("excl", "excluding"),
    always("wkly", "weekly"),
    always("asap", "as soon as possible"),
    always("ASAP", "as soon as possible"),
    always("aka", "also known as"),
    always("NB", "note"),
    always("Hosp", "Hospital"),
    always("hosp", "hospital"),
    always("tel", "telephone"),
    always("Tel", "Telephone"),
    always("Cllr", "Councillor"),
    always("Cllrs", "Councillors"),
    always("govt", "government"),
    always("avg", "average"),
    always("Qty", "Quantity"),
    always("qty", "quantity"),
    dotted("Capt", "Captain"),
    dotted("Lt", "Lieutenant"),
    always("Jr", "Junior"),
    always("WWI", "World War One"),
    always("WWII", "World War Two"),
    always("Sgt", "Sergeant"),
    dotted("ext", "extension"),
    dotted("max", "maximum"),
    dotted("min", "minimum"),
    dotted("temp", "temperature"),
    dotted("Fig", "Figure"),
    dotted("fig", "figure"),
    dotted("figs", "figures"),
    dotted("Vol", "Volume"),
    dotted("vol", "volume"),
    dotted("para", "paragraph"),
    dotted("ed", "edition"),
    dotted("cf", "compare"),
    dotted("viz", "namely"),
    dotted("Rev", "Reverend"),
    dotted("Hon", "Honourable"),
    dotted("Sr", "Senior"),
    dotted("Mt", "Mount"),
    dotted("Assoc", "Associate"),
    dotted("info", "information"),
];

/// Those that part letters with full stops or slashes.
const PARTED: &[(&str, &str)] = &[
    ("e.g.", "for example"),
    ("i.e.", "that is"),
    ("a.k.a.", "also known as"),
    ("N.B.", "note"),
    ("n.b.", "note"),
    ("n/a", "not applicable"),
    ("N/A", "not applicable"),
    ("w/c", "week commencing"),
    ("w/e", "week ending"),
    ("w/o", "without"),
    ("W/C", "week commencing"),
    ("W/E", "week ending"),
    ("w/b", "week beginning"),
    ("W/B", "week beginning"),
    ("a.s.a.p.", "as soon as possible"),
    ("dd/mm/yyyy", "day, month, year"),
    ("DD/MM/YYYY", "day, month, year"),
    ("dd/mm/yy", "day, month, year"),
    ("DD/MM/YY", "day, month, year"),
    ("mm/yy", "month, year"),
    ("MM/YY", "month, year"),
    ("hh:mm", "hours and minutes"),
    ("o/e", "on examination"),
    ("O/E", "on examination"),
    ("h/o", "history of"),
    ("H/O", "history of"),
    ("s/b", "seen by"),
    ("r/v", "review"),
    ("f/u", "follow-up"),
    ("F/U", "follow-up"),
    ("y/o", "year old"),
    ("s/c", "under the skin"),
    ("m/r", "modified release"),
    ("M/R", "modified release"),
    ("d.o.b.", "date of birth"),
    ("D.O.B.", "date of birth"),
    ("and/or", "and or"),
    ("s/he", "she or he"),
];

/// How an abbreviation is said.
pub(super) fn abbreviation(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    tokens.word(at)?;
    if at > 0 && tokens.word(at - 1).is_some() {
        return None;
    }
    parted(tokens, at)
        .or_else(|| with(tokens, at))
        .or_else(|| care_of(tokens, at))
        .or_else(|| and_or(tokens, at))
        .or_else(|| about_a_year(tokens, at, dialect))
        .or_else(|| plural_after_slash(tokens, at))
        .or_else(|| bank_holiday(tokens, at))
        .or_else(|| numbered(tokens, at))
        .or_else(|| plural_in_brackets(tokens, at))
        .or_else(|| short(tokens, at))
}

fn parted(tokens: &Tokens, at: usize) -> Option<Said> {
    let begins_word = at == 0 || !matches!(tokens.mark(at - 1), Some('.' | '/' | '@'));
    let is_parted = matches!(tokens.mark(at + 1), Some('.' | '/' | ':'));
    if !begins_word || !is_parted {
        return None;
    }
    let mut all = PARTED.iter().copied().chain(latin::with_stops());
    all.find_map(|(written, said)| {
        // A letter, a mark, a letter, and so on: as many tokens as pieces.
        let length = pieces(written);
        let mut end = at + length;
        if tokens.slice(at, end) != written {
            // `e.g` without its last full stop.
            let bare = written.strip_suffix('.')?;
            end -= 1;
            if tokens.slice(at, end) != bare || tokens.word(end).is_some() {
                return None;
            }
        } else if tokens.is_end(end) && written.ends_with('.') {
            // The last full stop also ends the sentence.
            end -= 1;
        }
        (tokens.word(end).is_none() && tokens.digits(end).is_none())
            .then(|| Said::words(at, end, said))
    })
}

/// `w/ food`
fn with(tokens: &Tokens, at: usize) -> Option<Said> {
    let is_with = tokens.word(at) == Some("w")
        && tokens.is_mark(at + 1, '/')
        && (tokens.is_space(at + 2) || tokens.is_end(at + 2));
    is_with.then(|| Said::words(at, at + 2, "with"))
}

/// `and / or`
fn and_or(tokens: &Tokens, at: usize) -> Option<Said> {
    let slash = tokens.skip_space(at + 1);
    let or = tokens.skip_space(slash + 1);
    let parts = tokens.word(at) == Some("and")
        && tokens.is_mark(slash, '/')
        && tokens.word(or) == Some("or");
    parts.then(|| Said::words(at, or + 1, "and or"))
}

/// `c.1950`: circa.
fn about_a_year(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    tokens.word(at).filter(|word| matches!(*word, "c" | "ca"))?;
    let stop = usize::from(tokens.is_mark(at + 1, '.'));
    let from = tokens.skip_space(at + 1 + stop);
    // `c1900`
    if stop == 0 && from > at + 1 {
        return None;
    }
    let (number, end) = written_year(tokens, from)?;
    Some(Said::words(at, end, format!("circa {}", year(number, dialect))))
}

/// `c/o` is "care of" before a name, and "complaining of" in the notes of a clinic.
fn care_of(tokens: &Tokens, at: usize) -> Option<Said> {
    let is_care_of = tokens.word(at).is_some_and(|word| matches!(word, "c" | "C"))
        && tokens.is_mark(at + 1, '/')
        && matches!(tokens.word(at + 2), Some("o" | "O"));
    let name = tokens.word(tokens.skip_space(at + 3));
    let complains = name.is_some_and(|word| {
        word.starts_with(char::is_lowercase)
            && !matches!(
                word,
                "the" | "a" | "an" | "my" | "our" | "your" | "his" | "her" | "their"
            )
    });
    let words = if complains { "complaining of" } else { "care of" };
    is_care_of.then(|| Said::words(at, at + 3, words))
}

/// `tablet/s`, as `tablet(s)`.
fn plural_after_slash(tokens: &Tokens, at: usize) -> Option<Said> {
    let word = tokens.word(at).filter(|word| word.len() > 2 && !word.ends_with('s'))?;
    let plural = tokens.is_mark(at + 1, '/')
        && tokens.word(at + 2) == Some("s")
        && super::units::find(word).is_none();
    plural.then(|| Said::words(at, at + 3, format!("{word} or {word}s")))
}

/// `BHs`, beside other times at which something is closed.
fn bank_holiday(tokens: &Tokens, at: usize) -> Option<Said> {
    let words = match tokens.word(at)? {
        "BH" => "bank holiday",
        "BHs" => "bank holidays",
        _ => return None,
    };
    let beside = |at: usize| {
        tokens.word(at).is_some_and(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "excl"
                    | "incl"
                    | "closed"
                    | "open"
                    | "weekends"
                    | "wkends"
                    | "inc"
                    | "exc"
            )
        })
    };
    (0..tokens.len()).any(beside).then(|| Said::words(at, at + 1, words))
}

/// How many tokens a parted abbreviation has.
fn pieces(written: &str) -> usize {
    let mut count = 0;
    let mut in_word = false;
    for c in written.chars() {
        let letter = c.is_alphabetic();
        count += usize::from(!letter || !in_word);
        in_word = letter;
    }
    count
}

fn short(tokens: &Tokens, at: usize) -> Option<Said> {
    let word = tokens.word(at)?;
    let found = SHORT.iter().find(|short| short.written == word)?;
    let (end, stopped) = past_stop(tokens, at + 1);
    if found.dotted && !stopped {
        return None;
    }
    Some(Said::words(at, end, found.said))
}

/// Past the full stop of an abbreviation, if it has one; a stop that may end the sentence stays.
pub(super) fn past_stop(tokens: &Tokens, at: usize) -> (usize, bool) {
    if !tokens.is_mark(at, '.') {
        return (at, false);
    }
    (at + usize::from(!tokens.is_end(at + 1)), true)
}

/// `No. 5`, `Nos 5 and 6`, `p. 5`, `pp. 5–7`, `vol. 2`, `ext 123`.
fn numbered(tokens: &Tokens, at: usize) -> Option<Said> {
    let word = tokens.word(at)?;
    let stop = usize::from(tokens.is_mark(at + 1, '.'));
    let end = at + 1 + stop;
    // `NHS No: 943 …`
    let of_a_register = || {
        const REGISTERS: [&str; 12] = [
            "nhs", "hospital", "ref", "account", "policy", "tel", "phone", "fax",
            "mobile", "reg", "charity", "company",
        ];
        REGISTERS.contains(&tokens.word_before(at).as_str())
    };
    let next = tokens.skip_space(end);
    // `Hospital No. K123456`
    let lettered = tokens.word(next).is_some() && tokens.digits(next + 1).is_some();
    let figures = tokens.is_mark(end, ':') || tokens.digits(next).is_some() || lettered;
    if word == "No" && figures && of_a_register() {
        return Some(Said::words(at, end, "number"));
    }
    if matches!(word, "No" | "no") && stop == 1 && tokens.word_after(end) == "of" {
        return Some(Said::words(at, end, "number"));
    }
    let number = tokens.skip_space(end);
    tokens.digits(number)?;
    let said = match word {
        // "Any allergies? No. 2 tablets taken."
        "No" if stop == 1
            && at == 0
            && nouns::is_counted_whole(&tokens.word_after(number + 1)) =>
        {
            return None;
        }
        "No" | "no" if stop == 1 => "number",
        "No" if number > end && is_numbered(tokens, at, number) => "number",
        "Nos" | "nos" => "numbers",
        "p" | "P" if stop == 1 => "page",
        "pp" => "pages",
        "ch" | "Ch" if stop == 1 => "chapter",
        "sec" if stop == 1 => "section",
        "s" if stop == 1 && number == end => "section",
        "Yr" | "yr" => "Year",
        "Yrs" if number > end => "Years",
        "Art" | "art" if stop == 1 => "Article",
        "Jct" => "Junction",
        "Rm" => "Room",
        "Sch" => "Schedule",
        "Ch" if number > end => "Chapter",
        "est" | "Est"
            if stop == 1 && tokens.digits(number).is_some_and(|it| it.len() == 4) =>
        {
            "established"
        }
        "c" if stop == 1 && number == end => "about",
        // `p1104-1107`, but the gene `p53`.
        "p" if number == end
            && tokens.is_mark(number + 1, '-')
            && tokens.digits(number + 2).is_some() =>
        {
            "pages"
        }
        "ext" | "Ext" => "extension",
        "x" if number > end && super::symbols::is_of_a_size(tokens, at) => "by",
        "x" if number > end => "times",
        "x" if is_telephone(tokens, at) => "extension",
        _ => return None,
    };
    Some(Said::words(at, end, said))
}

/// Whether the digits of a telephone number stand right before.
fn is_telephone(tokens: &Tokens, at: usize) -> bool {
    let own = |at: &usize| {
        tokens.digits(*at).is_some()
            || tokens.is_space(*at)
            || matches!(tokens.mark(*at), Some('+' | '(' | ')' | '-'))
    };
    let row = (0..at).rev().take_while(own);
    row.filter_map(|at| tokens.digits(at)).map(str::len).sum::<usize>() >= 9
}

/// Whether "No" before a number is "number": "the No 7 bus", "No 1 for care", but "No two people".
fn is_numbered(tokens: &Tokens, at: usize, number: usize) -> bool {
    let before = tokens.word_before(at);
    let after = tokens.word_after(number + 1);
    let counted = after.ends_with('s') || matches!(after.as_str(), "people" | "children");
    matches!(
        before.as_str(),
        "the" | "a" | "our" | "your" | "their" | "at" | "bus" | "room"
    ) || (!counted && after != "is")
}

/// `tablet(s)` is a tablet or tablets.
fn plural_in_brackets(tokens: &Tokens, at: usize) -> Option<Said> {
    let word = tokens.word(at)?;
    if !tokens.is_mark(at + 1, '(') || !tokens.is_mark(at + 3, ')') {
        return None;
    }
    let ending =
        tokens.word(at + 2).filter(|ending| matches!(*ending, "s" | "es" | "ren"))?;
    Some(Said::words(at, at + 4, format!("{word} or {word}{ending}")))
}
