//! Named values, in order: what a file was made of, and what lists say of it.

use crate::hash::Parts;
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::Value;

/// Named values, in the order in which they were given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields(Vec<(&'static str, Value)>);

impl Fields {
    /// These fields and another.
    #[must_use]
    pub fn and(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.push((name, value.into()));
        self
    }

    /// These fields and another, if it has a value.
    #[must_use]
    pub fn and_if(self, name: &'static str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.and(name, value),
            None => self,
        }
    }

    /// A hash of the names and the values.
    pub fn fingerprint(&self) -> String {
        let parts = self.0.iter().fold(Parts::default(), |parts, (name, value)| {
            parts.add(name).add(value.to_string())
        });
        parts.finish()
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_order_and_tell_values_apart() {
        let fields = Fields::default().and("size", 18.0).and("paper", "a4");
        assert_eq!(
            serde_json::to_string(&fields).unwrap(),
            r#"{"size":18.0,"paper":"a4"}"#
        );
        let other = Fields::default().and("size", 18.0).and("paper", "a5");
        assert_ne!(fields.fingerprint(), other.fingerprint());
        let moved = Fields::default().and("a", "bc");
        assert_ne!(moved.fingerprint(), Fields::default().and("ab", "c").fingerprint());
    }
}
