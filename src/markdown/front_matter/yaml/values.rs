//! Reads YAML's events, every scalar as its text.

use super::super::entry::{Refusal, Value};
use crate::limits::MAX_VALUE_NESTING;
use saphyr_parser::{Event, Parser, ScanError, Span};

/// What an entry says.
pub(super) struct Read {
    /// The key, if it was read too.
    pub(super) key: Option<String>,
    pub(super) value: Value,
    /// Whether there was an anchor or a tag of its author's before the value.
    pub(super) marked: bool,
}

/// Reads a key with its value.
pub(super) fn pair(text: &str) -> Result<Read, Refusal> {
    let (root, marked) = document(text, true)?;
    let Value::List(pair) = root else { return Err(Refusal::Language) };
    let Ok([Value::Words(key), value]) = <[Value; 2]>::try_from(pair) else {
        return Err(Refusal::Language);
    };
    Ok(Read { key: Some(key), value, marked })
}

/// Reads a value.
pub(super) fn alone(text: &str) -> Result<Read, Refusal> {
    let (value, marked) = document(text, false)?;
    Ok(Read { key: None, value, marked })
}

/// A collection that is not closed yet.
struct Open {
    values: Vec<Value>,
    has_keys: bool,
}

/// The one value of a document, and whether the last scalar at its top was marked. Where it is a
/// `pair`, its keys and values are a list.
fn document(text: &str, is_pair: bool) -> Result<(Value, bool), Refusal> {
    let (mut open, mut root, mut marked) = (Vec::<Open>::new(), None, false);
    let top = usize::from(is_pair);
    let mut aliases = Aliases { text, character: 0, byte: 0 };
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let value = match event {
            Ok((Event::Scalar(words, _, anchor, tag), _)) => {
                if open.len() == top {
                    marked =
                        anchor > 0 || tag.is_some_and(|tag| !tag.is_yaml_core_schema());
                }
                Value::Words(words.into_owned())
            }
            Ok((Event::Alias(_), Span { start, .. })) if open.len() > top => {
                Value::Words(aliases.at(start.index())?)
            }
            // The parser goes on after an alias whose anchor stands in another entry.
            Err(error) if open.len() > top && is_alias(&error) => {
                Value::Words(aliases.at(error.marker().index())?)
            }
            Ok((Event::SequenceStart(..) | Event::MappingStart(..), _))
                if open.len() == MAX_VALUE_NESTING + top =>
            {
                return Err(Refusal::TooDeep);
            }
            Ok((Event::SequenceStart(..), _)) => {
                open.push(Open { values: Vec::new(), has_keys: false });
                continue;
            }
            Ok((Event::MappingStart(..), _)) => {
                let has_keys = !(is_pair && open.is_empty());
                open.push(Open { values: Vec::new(), has_keys });
                continue;
            }
            Ok((Event::SequenceEnd | Event::MappingEnd, _)) => match open.pop() {
                Some(Open { has_keys: true, .. }) => Value::Keys,
                Some(Open { values, .. }) => Value::List(values),
                None => return Err(Refusal::Language),
            },
            Ok((Event::DocumentStart(_), _)) => {
                documents += 1;
                continue;
            }
            Ok((
                Event::Nothing
                | Event::StreamStart
                | Event::StreamEnd
                | Event::DocumentEnd,
                _,
            )) => continue,
            Ok((Event::Alias(_), _)) | Err(_) => return Err(Refusal::Language),
        };
        match open.last_mut() {
            Some(Open { has_keys: true, .. }) => {}
            Some(Open { values, .. }) => values.push(value),
            None => root = Some(value),
        }
    }
    match root {
        Some(root) if documents == 1 => Ok((root, marked)),
        _ => Err(Refusal::Language),
    }
}

/// Whether this is no fault of the text: an alias of something that stands elsewhere.
fn is_alias(error: &ScanError) -> bool {
    error.info().contains("unknown anchor")
}

/// Gives aliases as they are written. Their places come in order.
struct Aliases<'t> {
    text: &'t str,
    /// After the sign of the last one, in characters.
    character: usize,
    /// The same in bytes.
    byte: usize,
}

impl Aliases<'_> {
    fn at(&mut self, character: usize) -> Result<String, Refusal> {
        let further = character.checked_sub(self.character).ok_or(Refusal::Language)?;
        let rest = &self.text[self.byte..];
        let bytes = rest.char_indices().nth(further).map_or(rest.len(), |(at, _)| at);
        let alias = rest[bytes..].strip_prefix('*').ok_or(Refusal::Language)?;
        // The next one stands after it, or the parser does not go on.
        (self.character, self.byte) = (character + 1, self.byte + bytes + 1);
        let end = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}');
        Ok(format!("*{}", &alias[..alias.find(end).unwrap_or(alias.len())]))
    }
}
