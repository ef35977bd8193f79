//! The beginning of a text, for messages.

/// How many characters of a text its first words have at most.
const FIRST_WORDS: usize = 40;

/// The first words of a text.
pub(crate) fn first_words(text: &str) -> String {
    let mut first = String::new();
    for word in text.split_whitespace() {
        let space = usize::from(!first.is_empty());
        let room = FIRST_WORDS.saturating_sub(first.chars().count() + space);
        if let Some((end, _)) = word.char_indices().nth(room) {
            if first.is_empty() {
                first.push_str(&word[..end]);
            }
            return first + " …";
        }
        if space > 0 {
            first.push(' ');
        }
        first.push_str(word);
    }
    first
}
