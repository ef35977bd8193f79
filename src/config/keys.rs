//! Takes the values of a TOML table one by one, and tells what is wrong with any of them.

use crate::diag::{Diagnostic, Span};
use crate::geom::Pt;
use crate::lang::Lang;
use crate::typeset::style::{BINDINGS, CONTENTS, HYPHENATIONS, Look, PAPERS, THEMES};
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its place in the file.
    pub span: Span,
}

/// A table whose keys are asked for by name. Those that nobody asked for are unknown.
pub(super) struct Keys<'t, 'd> {
    table: &'t DeTable<'t>,
    asked: Vec<&'static str>,
    rule: &'static str,
    diagnostics: &'d mut Vec<Diagnostic>,
}

/// Reads a whole file; what is not TOML is reported.
pub(super) fn read<'t>(
    source: &'t str,
    rule: &'static str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Spanned<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(source);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        diagnostics.push(
            Diagnostic::error(rule, span, error.message().to_owned())
                .help("write it as TOML: `key = \"words\"`, `key = 18` or `key = true`"),
        );
    }
    table
}

/// Where the keys at the top of a file stand.
pub(super) fn places(source: &str) -> BTreeMap<String, usize> {
    let (table, _) = DeTable::parse_recoverable(source);
    let keys = table.get_ref().iter();
    keys.map(|(key, _)| (key.get_ref().to_string(), key.span().start)).collect()
}

/// A message in a settings file.
fn wrong(rule: &'static str, span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic::error(rule, span, message).help(help)
}

impl<'t, 'd> Keys<'t, 'd> {
    pub(super) const fn new(
        table: &'t DeTable<'t>,
        rule: &'static str,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Self {
        Self { table, asked: Vec::new(), rule, diagnostics }
    }

    fn take(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.push(key);
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    fn refuse(&mut self, span: Span, message: String, help: &str) {
        self.diagnostics.push(wrong(self.rule, span, message, help.into()));
    }

    fn wrong_type(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        wanted: &str,
        like: &str,
    ) {
        let found = type_of(value.get_ref());
        let message = format!("`{key}` has to be {wanted}, and is {found}");
        self.refuse(value.span(), message, &format!("write it as `{key} = {like}`"));
    }

    /// Tells that something is wrong with a value that was found.
    pub(super) fn reject<T>(&mut self, found: &Located<T>, message: String, help: &str) {
        self.refuse(found.span.clone(), message, help);
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<Located<String>> {
        let value = self.take(key)?;
        if let DeValue::String(text) = value.get_ref() {
            return Some(Located { value: text.to_string(), span: value.span() });
        }
        self.wrong_type(key, value, "words in quotation marks", "\"…\"");
        None
    }

    pub(super) fn number(&mut self, key: &'static str) -> Option<Located<f64>> {
        let value = self.take(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => {
                i64::from_str_radix(number.as_str(), number.radix())
                    .ok()
                    .map(|it| it as f64)
            }
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.wrong_type(key, value, "a number", "18");
        }
        number.map(|number| Located { value: number, span: value.span() })
    }

    /// A whole number from -100 to 100.
    pub(super) fn hundred(&mut self, key: &'static str) -> Option<i8> {
        let found = self.number(key)?;
        let fits = found.value.fract() == 0.0 && found.value.abs() <= 100.0;
        if !fits {
            let message = format!("`{key}` cannot be {}", found.value);
            self.reject(&found, message, "write a whole number from -100 to 100");
        }
        fits.then_some(found.value as i8)
    }

    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.take(key)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        self.wrong_type(key, value, "true or false", "true");
        None
    }

    /// One of some names, in any case.
    pub(super) fn named<T: Clone>(
        &mut self,
        key: &'static str,
        names: &[(&'static str, T)],
    ) -> Option<T> {
        let found = self.text(key)?;
        let known =
            names.iter().find(|(name, _)| name.eq_ignore_ascii_case(found.value.trim()));
        if known.is_none() {
            let all = names.iter().map(|(name, _)| *name);
            let help = nearest(&found.value, all.clone()).map_or_else(
                || format!("write one of {}", all.collect::<Vec<_>>().join(", ")),
                |name| format!("did you mean \"{name}\"?"),
            );
            self.reject(&found, format!("`{key}` cannot be `{}`", found.value), &help);
        }
        known.map(|(_, value)| value.clone())
    }

    pub(super) fn lang(&mut self, key: &'static str) -> Option<Lang> {
        let found = self.text(key)?;
        let lang = Lang::new(&found.value);
        if lang.is_none() {
            let message = format!("`{}` is not a language tag", found.value);
            self.reject(&found, message, "write one such as en-GB, cy or pl");
        }
        lang
    }

    /// A list of texts, or one.
    pub(super) fn list(&mut self, key: &'static str) -> Option<Vec<Located<String>>> {
        let value = self.take(key)?;
        let items = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut found = Vec::with_capacity(items.len());
        for item in items {
            if let DeValue::String(text) = item.get_ref() {
                found.push(Located { value: text.to_string(), span: item.span() });
            } else {
                self.wrong_type(
                    key,
                    item,
                    "a list of words in quotation marks",
                    "[\"…\"]",
                );
            }
        }
        Some(found)
    }

    /// The tables `[[key]]`.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<(&'t DeTable<'t>, Span)> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let items = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut tables = Vec::with_capacity(items.len());
        for item in items {
            if let DeValue::Table(table) = item.get_ref() {
                tables.push((table, item.span()));
            } else {
                let found = type_of(item.get_ref());
                let message = format!("`{key}` has to be tables, and is {found}");
                self.refuse(
                    item.span(),
                    message,
                    &format!(
                        "write `[[{key}]]` on a line of its own, and its keys below"
                    ),
                );
            }
        }
        tables
    }

    /// The choices about print.
    pub(super) fn look(&mut self) -> Look {
        Look {
            size: self.number("size").map(|size| Pt(size.value)),
            leading: self.number("leading").map(|leading| leading.value),
            paper: self.named("paper", &PAPERS),
            margin: self.number("margin").map(|margin| Pt::from_mm(margin.value)),
            theme: self.named("theme", &THEMES),
            paint_background: self.flag("background"),
            hyphenation: self.named("hyphenation", &HYPHENATIONS),
            contents: self.named("contents", &CONTENTS),
            binding: self.named("binding", &BINDINGS),
            duplex: self.flag("duplex"),
            sheets: self.flag("sheet"),
        }
    }

    /// Names the keys that nobody asked for.
    pub(super) fn finish(self) {
        for (name, _) in self.table {
            let written = name.get_ref();
            if self.asked.iter().any(|key| written == key) {
                continue;
            }
            let help = nearest(written, self.asked.iter().copied()).map_or_else(
                || format!("the keys here are {}", self.asked.join(", ")),
                |key| format!("did you mean `{key}`?"),
            );
            let message = format!("`{written}` is not known here");
            self.diagnostics.push(wrong(self.rule, name.span(), message, help));
        }
    }
}

const fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "words",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// How alike a name has to be to be suggested (Jaro-Winkler, 0 to 1).
const ALIKE: f64 = 0.75;

/// The name that is most like what was written, if any is.
pub fn nearest<'n>(
    written: &str,
    names: impl Iterator<Item = &'n str>,
) -> Option<&'n str> {
    let written = written.to_lowercase();
    let alike = names.map(|name| (strsim::jaro_winkler(&written, name), name));
    let best = alike.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (best.0 >= ALIKE).then_some(best.1)
}
