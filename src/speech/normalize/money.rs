//! Sums of money.

use super::numbers::cardinal;
use super::quantities::Number;
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
    let (words, end) = sum(tokens, &amount, &currency, dialect);
    Some(Said::words(at, end, words).of(Sort::Money))
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
