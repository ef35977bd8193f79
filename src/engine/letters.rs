//! Names of letters that a voice takes for words.

/// Writes the letter A so that a voice names it: espeak-ng reads "A" as the article unless it
/// ends the text, so that "nine a m" and "D N A test" are misheard; "A-" is the letter to it, and
/// the same as "A" to other voices. `said` is in English.
pub(super) fn name_letters(said: &str) -> String {
    let words: Vec<&str> = said.split(' ').collect();
    let mut out = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| words[at]);
        let after = words.get(at + 1).copied();
        let named = match word.trim_end_matches([',', ';', ':']) {
            "a" => after.is_some_and(|word| bare(word) == "m"),
            "A" => is_letter(before, after),
            _ => false,
        };
        out.push(if named {
            format!("{}-{}", &word[..1], &word[1..])
        } else {
            (*word).to_owned()
        });
    }
    out.join(" ")
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a capital A between two words is a letter: beside another letter, or where no sentence
/// begins and nothing is in capitals.
fn is_letter(before: Option<&str>, after: Option<&str>) -> bool {
    let letter = |word: Option<&str>| {
        word.is_some_and(|word| {
            let word = word.strip_suffix("'s").unwrap_or(word);
            bare(word).len() == 1
                && bare(word).starts_with(|c: char| c.is_ascii_uppercase())
        })
    };
    let shouted = |word: Option<&str>| {
        word.is_some_and(|word| {
            let word = bare(word);
            word.len() > 1 && word.chars().all(char::is_uppercase)
        })
    };
    let begins = before.is_none_or(|word| word.ends_with(['.', '!', '?', '…', '“', '"']));
    letter(before) || letter(after) || !(begins || shouted(before) || shouted(after))
}

#[cfg(test)]
mod tests {
    use super::name_letters;

    #[test]
    fn the_letter_is_told_from_the_article() {
        for (said, named) in [
            ("at nine a m, and", "at nine a- m, and"),
            ("go to A and E.", "go to A- and E."),
            ("D N A test", "D N A- test"),
            ("A D H D", "A- D H D"),
            ("vitamin A is", "vitamin A- is"),
            ("hepatitis A, B and C", "hepatitis A-, B and C"),
            ("A nurse. A friend of a man", "A nurse. A friend of a man"),
            ("TAKE A TABLET", "TAKE A TABLET"),
        ] {
            assert_eq!(name_letters(said), named);
        }
    }
}
