//! A key of front matter with its value, in whichever language it was written.

use crate::diag::{Diagnostic, Span};
use crate::limits::MAX_VALUE_NESTING;

/// A value, as its language has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// The text of a scalar, whatever its type.
    Words(String),
    /// A list.
    List(Vec<Value>),
    /// Keys with values of their own, which nothing is made of.
    Keys,
}

/// Why a value is not what its language has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The language does not take it.
    Language,
    /// There is no blank after the colon of its key.
    NoBlank,
    /// It nests more than [`MAX_VALUE_NESTING`] deep.
    TooDeep,
}

/// The language of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Yaml,
    Toml,
}

impl Language {
    const fn name(self) -> &'static str {
        match self {
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
        }
    }

    /// A key with its value, as it is written.
    fn pair(self, key: &str, value: &str) -> String {
        match self {
            Self::Yaml => format!("{key}: {value}"),
            Self::Toml => format!("{key} = {value}"),
        }
    }

    /// A message about a value that is read otherwise than its author may think. A page of TOML
    /// that is none was never right anywhere; much that YAML refuses is printed by other programs.
    fn refused(self, span: Span, message: String) -> Diagnostic {
        match self {
            Self::Yaml => Diagnostic::advice("front-matter", span, message),
            Self::Toml => Diagnostic::warning("front-matter", span, message),
        }
    }
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Entry<'s> {
    pub(super) language: Language,
    pub(super) key: String,
    /// The line of the key.
    pub(super) span: Span,
    pub(super) value: Result<Value, Refusal>,
    /// What stands after the key on its line.
    pub(super) line: &'s str,
    /// The lines below that are the entry's.
    pub(super) below: &'s str,
    /// The first line below that has words and is no part of the value.
    pub(super) left_over: Option<Span>,
    /// Whether the value had an anchor or a tag of its author's before it.
    pub(super) marked: bool,
}

impl Entry<'_> {
    pub(super) fn is_table(&self) -> bool {
        self.language == Language::Toml && self.value == Ok(Value::Keys)
    }

    /// The value as words on one line; anything else is read as such, and reported.
    pub(super) fn words(&self, diagnostics: &mut Vec<Diagnostic>) -> String {
        if let Ok(Value::Words(words)) = &self.value {
            self.tell_mark(diagnostics);
            self.tell_left_over(diagnostics);
            return one_line(words);
        }
        let plain = plain(self.line);
        match &self.value {
            Ok(value) if plain.is_empty() => {
                self.tell_kind(value, &self.language.pair(&self.key, "…"), diagnostics);
            }
            value => {
                let reading = "it was read as such, to the end of the line";
                let quoted = self.language.pair(&self.key, "\"…\"");
                let help = format!("put quotes round it: `{quoted}`");
                self.tell_refusal(
                    value.as_ref().err().copied().unwrap_or(Refusal::Language),
                    ("plain words", reading, &help),
                    diagnostics,
                );
                self.tell_left_over(diagnostics);
            }
        }
        one_line(plain)
    }

    /// The value as a list of names; anything else is read name by name, and reported.
    pub(super) fn names(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
        let like = self.language.pair(&self.key, "[\"…\", \"…\"]");
        match &self.value {
            // Names may stand below the line.
            _ if self.left_over.is_some() => {}
            Ok(Value::Words(words)) => {
                self.tell_mark(diagnostics);
                return plain_names(&one_line(words), "");
            }
            Ok(Value::Keys) => {
                self.tell_kind(&Value::Keys, &like, diagnostics);
                return Vec::new();
            }
            Ok(Value::List(values)) => {
                let names = values.iter().map(|value| match value {
                    Value::Words(words) => Some(one_line(words)),
                    _ => None,
                });
                if let Some(names) = names.collect::<Option<Vec<_>>>() {
                    return names.into_iter().filter(|it| !it.is_empty()).collect();
                }
            }
            Err(_) => {}
        }
        let help = format!("write it as `{like}`");
        self.tell_refusal(
            self.value.as_ref().err().copied().unwrap_or(Refusal::Language),
            ("a list of names", "it was read name by name", &help),
            diagnostics,
        );
        plain_names(self.line, self.below)
    }

    fn tell_refusal(
        &self,
        refusal: Refusal,
        (wanted, reading, help): (&str, &str, &str),
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let (key, span) = (&self.key, self.span.clone());
        diagnostics.push(match refusal {
            Refusal::NoBlank => {
                let message = format!("there is no space after the colon of `{key}`");
                Diagnostic::advice("front-matter", span, message)
                    .help(format!("write it as `{key}: …`"))
            }
            Refusal::TooDeep => {
                let message = format!(
                    "the value of `{key}` nests more than {MAX_VALUE_NESTING} levels deep; {reading}"
                );
                Diagnostic::warning("front-matter", span, message).help(help)
            }
            Refusal::Language => {
                let name = self.language.name();
                let message = format!(
                    "{name} does not take the value of `{key}` for {wanted}; {reading}"
                );
                self.language.refused(span, message).help(help)
            }
        });
    }

    /// Tells that the value is of a kind that nothing is made of.
    fn tell_kind(&self, value: &Value, like: &str, diagnostics: &mut Vec<Diagnostic>) {
        let kind = match value {
            Value::Keys => "keys of its own",
            _ => "a list",
        };
        let message = format!("`{}` has {kind}, and was passed over", self.key);
        diagnostics.push(
            Diagnostic::warning("front-matter", self.span.clone(), message)
                .help(format!("write it as `{like}`")),
        );
    }

    /// Tells of an anchor or a tag, which may have been meant as words.
    fn tell_mark(&self, diagnostics: &mut Vec<Diagnostic>) {
        if self.marked {
            let message = format!(
                "the value of `{}` begins with a mark of YAML, which was left out",
                self.key
            );
            let quoted = self.language.pair(&self.key, "\"…\"");
            diagnostics.push(
                Diagnostic::advice("front-matter", self.span.clone(), message).help(
                    format!("put quotes round the value if it is words: `{quoted}`"),
                ),
            );
        }
    }

    fn tell_left_over(&self, diagnostics: &mut Vec<Diagnostic>) {
        if let Some(span) = &self.left_over {
            let message = format!(
                "what stands below the line of `{}` is no part of its value, and was passed over",
                self.key
            );
            let quoted = self.language.pair(&self.key, "\"…\"");
            diagnostics.push(
                Diagnostic::warning("front-matter", span.clone(), message)
                    .help(format!("write the value on one line, in quotes: `{quoted}`")),
            );
        }
    }
}

/// Words of several lines, joined on one.
fn one_line(words: &str) -> String {
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

/// What stands after a key as plain words: without a comment after it, and without quotes round
/// all of it.
pub(super) fn plain(value: &str) -> &str {
    let value = value.trim();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let closing = quote.and_then(|quote| value.rfind(quote)).unwrap_or(0);
    let comment = [" #", "\t#"].iter().filter_map(|sign| value[closing..].find(sign));
    let end = comment.min().map_or(value.len(), |at| closing + at);
    let value = value[..end].trim_end();
    let inside = quote.and_then(|quote| {
        let inside = value.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inside.contains(quote)).then_some(inside)
    });
    inside.unwrap_or(value)
}

/// The names in a list such as `[northbridge, riverside]`, in one without brackets, and in lines
/// such as `- northbridge`.
fn plain_names(line: &str, below: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in std::iter::once(line).chain(below.lines()) {
        let line = line.trim();
        if line.starts_with('#') {
            continue;
        }
        if let Some(item) = line.strip_prefix("- ") {
            names.push(plain(item).to_owned());
            continue;
        }
        let line = plain(line);
        let line = line.strip_prefix('[').unwrap_or(line);
        let line = line.strip_suffix(']').unwrap_or(line);
        names.extend(line.split(',').map(|name| plain(name).to_owned()));
    }
    names.retain(|name| !name.is_empty());
    names
}
