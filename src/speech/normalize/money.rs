//! Sums of money.

use super::number::Number;
use super::numbers::cardinal;
use super::sort::Sort;
use super::{Dialect, Said, Tokens};

struct Currency {
    one: &'static str,
    many: &'static str,
    hundredth: (&'static str, &'static str),
}

fn currency(sign: char) -> Option<Currency> {
    let (one, many, hundredth) = match sign {
        '£' => ("pound", "pounds", ("penny", "pence")),
        '$' => ("dollar", "dollars", ("cent", "cents")),
        '€' => ("euro", "euros", ("cent", "cents")),
        '¥' => ("yen", "yen", ("sen", "sen")),
        _ => return None,
    };
    Some(Currency { one, many, hundredth })
}

/// `£16.50`, `£5m`, `£10–20`.
pub(super) fn money(tokens: &Tokens, at: usize, dialect: Dialect) -> Option<Said> {
    let currency = currency(tokens.mark(at)?)?;
    let from = tokens.skip_space(at + 1);
    let amount = Number::read(tokens, from)?;
    // One sign for both ends of a range: "ten to twenty pounds".
    let dash = amount.end;
    if matches!(tokens.mark(dash), Some('-' | '–' | '—'))
        && let Some(to) = Number::read(tokens, dash + 1)
    {
        let (words, end) = sum(tokens, &to, &currency, dialect);
        let words = format!("{} to {words}", amount.words(dialect));
        return Some(Said::words(at, end, words).of(Sort::Money));
    }
    let (mut words, mut end) = sum(tokens, &amount, &currency, dialect);
    // "a £20 note"
    if is_adjective(tokens, at, end)
        && let Some(stem) = words.strip_suffix(currency.many)
    {
        words = format!("{stem}{}", currency.one);
    }
    if let Some((rate, to)) = rate(tokens, end) {
        words = format!("{words} {rate}");
        end = to;
    }
    Some(Said::words(at, end, words).of(Sort::Money))
}

/// Whether a sum says what the next word is like.
fn is_adjective(tokens: &Tokens, at: usize, end: usize) -> bool {
    const NOUNS: [&str; 24] = [
        "note",
        "coin",
        "fee",
        "fine",
        "charge",
        "payment",
        "voucher",
        "deposit",
        "ticket",
        "fund",
        "bonus",
        "grant",
        "discount",
        "limit",
        "cap",
        "allowance",
        "bill",
        "gift",
        "penalty",
        "threshold",
        "increase",
        "rise",
        "loan",
        "donation",
    ];
    matches!(tokens.word_before(at).as_str(), "a" | "an" | "one" | "the")
        && NOUNS.contains(&tokens.word_after(end).as_str())
}

/// What a sum is for, in short: `£95pw`, `£10 p/m`, `£5 p.w.`, `£25pppn`.
fn rate(tokens: &Tokens, end: usize) -> Option<(&'static str, usize)> {
    const RATES: [(&str, &str); 10] = [
        ("pw", "per week"),
        ("pm", "per month"),
        ("pcm", "per calendar month"),
        ("pa", "per year"),
        ("pd", "per day"),
        ("ph", "per hour"),
        ("pp", "per person"),
        ("pn", "per night"),
        ("ppn", "per person per night"),
        ("pppn", "per person per night"),
    ];
    let find = |short: &str| RATES.iter().find(|(it, _)| *it == short).map(|(_, it)| *it);
    let at = tokens.skip_space(end);
    let word = tokens.word(at)?;
    if let Some(rate) = find(word) {
        return Some((rate, at + 1));
    }
    // `p/m`, `p.w.`
    let parted = matches!(tokens.mark(at + 1), Some('/' | '.'));
    let second =
        tokens.word(at + 2).filter(|it| parted && it.len() == 1 && word == "p")?;
    let rate = find(&format!("p{second}"))?;
    let stop = tokens.is_mark(at + 1, '.')
        && tokens.is_mark(at + 3, '.')
        && !tokens.is_end(at + 4);
    Some((rate, at + 3 + usize::from(stop)))
}

fn sum(
    tokens: &Tokens,
    amount: &Number,
    currency: &Currency,
    dialect: Dialect,
) -> (String, usize) {
    if let Some((scale, end)) = scale(tokens, amount.end) {
        return (format!("{} {scale} {}", amount.words(dialect), currency.many), end);
    }
    let whole = || {
        let number = Number { fraction: None, ..amount.clone() };
        let noun = if number.is_one() { currency.one } else { currency.many };
        format!("{} {noun}", number.words(dialect))
    };
    let hundredths = amount.fraction.as_deref().filter(|digits| digits.len() == 2);
    let Some(hundredths) = hundredths.and_then(|digits| digits.parse::<u64>().ok())
    else {
        let words = match amount.fraction {
            Some(_) => format!("{} {}", amount.words(dialect), currency.many),
            None => whole(),
        };
        return (words, amount.end);
    };
    let (penny, pence) = currency.hundredth;
    let small = cardinal(hundredths, dialect);
    let noun = if hundredths == 1 { penny } else { pence };
    let words = match (amount.value(), hundredths) {
        (_, 0) => whole(),
        (Some(0), _) => format!("{small} {noun}"),
        (_, 1..=9) => format!("{} and {small} {noun}", whole()),
        _ if dialect == Dialect::American => format!("{} and {small} {noun}", whole()),
        _ => format!("{} {small}", whole()),
    };
    (words, amount.end)
}

/// "million" in `£5m` and `£5 million`.
fn scale(tokens: &Tokens, at: usize) -> Option<(&'static str, usize)> {
    let place = tokens.skip_space(at);
    let word = tokens.word(place)?;
    let scale = match word {
        "million" => "million",
        "billion" => "billion",
        "trillion" => "trillion",
        "thousand" => "thousand",
        "m" | "M" | "mn" if place == at => "million",
        "bn" | "b" if place == at => "billion",
        "k" | "K" if place == at => "thousand",
        _ => return None,
    };
    Some((scale, place + 1))
}
