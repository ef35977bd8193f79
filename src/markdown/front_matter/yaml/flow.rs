//! Finds where YAML's brackets, braces and quotes are closed.

/// What a value opens, line by line.
#[derive(Default)]
pub(super) struct Flow {
    state: State,
    /// How many brackets and braces are open.
    depth: usize,
    quote: Option<char>,
}

#[derive(Default, PartialEq)]
enum State {
    /// No word of the value was seen.
    #[default]
    Before,
    /// In brackets, braces or quotes.
    Open,
    /// The value opens nothing, or is closed.
    Done,
}

impl Flow {
    /// Whether something is open.
    pub(super) fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// Whether the value opens nothing.
    pub(super) fn is_none(&self) -> bool {
        self.state == State::Done
    }

    /// Reads on, to the end of a line; gives the place after what closes the value.
    pub(super) fn read(&mut self, line: &str) -> Option<usize> {
        let mut before = ' ';
        let mut chars = line.char_indices();
        while let Some((at, c)) = chars.next() {
            if let Some(quote) = self.quote {
                if c == '\\' && quote == '"' {
                    chars.next();
                } else if c == quote {
                    if quote == '\'' && line[at + 1..].starts_with('\'') {
                        chars.next();
                        continue;
                    }
                    self.quote = None;
                    if self.depth == 0 {
                        return self.closed(at + 1);
                    }
                }
                before = c;
                continue;
            }
            // In the middle of a word these are letters.
            let begins = matches!(before, ' ' | '\t' | '[' | '{' | ',' | ':');
            match c {
                '#' if matches!(before, ' ' | '\t') => return None,
                '"' | '\'' if begins => self.quote = Some(c),
                '[' | '{' => self.depth += 1,
                ']' | '}' if self.state == State::Open => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return self.closed(at + 1);
                    }
                }
                ' ' | '\t' => {}
                _ if self.state == State::Before => {
                    self.state = State::Done;
                    return None;
                }
                _ => {}
            }
            if !matches!(c, ' ' | '\t') {
                self.state = State::Open;
            }
            before = c;
        }
        None
    }

    fn closed(&mut self, end: usize) -> Option<usize> {
        self.state = State::Done;
        Some(end)
    }
}

/// The place after the quote that closes the one a text begins with.
pub(super) fn closing_quote(text: &str) -> Option<usize> {
    if text.starts_with(['"', '\'']) { Flow::default().read(text) } else { None }
}
