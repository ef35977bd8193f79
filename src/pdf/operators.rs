//! Writes the operators of a content stream (ISO 32000-1, annex A), each on a line.

use std::io::Write as _;

/// A content stream as it is written.
#[derive(Debug, Default)]
pub(super) struct Operators(Vec<u8>);

impl Operators {
    /// With room for a number of bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    /// The stream; the last line is not ended.
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.strip_suffix(b"\n").unwrap_or(&self.0)
    }

    /// An operator, after its operands.
    pub(super) fn operator(&mut self, name: &str) {
        self.0.extend_from_slice(name.as_bytes());
        self.0.push(b'\n');
    }

    /// A name.
    pub(super) fn name(&mut self, name: &str) -> &mut Self {
        self.0.push(b'/');
        self.0.extend_from_slice(name.as_bytes());
        self.0.push(b' ');
        self
    }

    /// A whole number.
    pub(super) fn integer(&mut self, value: i64) -> &mut Self {
        integer(&mut self.0, value);
        self.0.push(b' ');
        self
    }

    /// A length in points, with a thousandth of one at the most: files are small and the same on
    /// every machine.
    pub(super) fn length(&mut self, length: crate::geom::Pt) -> &mut Self {
        thousandths(&mut self.0, (length.0 * 1000.0).round() as i64);
        self.0.push(b' ');
        self
    }

    /// A number with all its digits.
    pub(super) fn real(&mut self, value: f32) -> &mut Self {
        let _ = write!(self.0, "{value} ");
        self
    }

    /// What is written in another way, such as an array.
    pub(super) fn operand(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self.0.push(b' ');
        self
    }

    /// Begins marked content with a property list: what it says, if that has to be said, then a
    /// key with its value.
    pub(super) fn begin_marked(
        &mut self,
        tag: &str,
        actual_text: Option<(Vec<u8>, bool)>,
        property: &str,
    ) {
        self.name(tag);
        self.0.extend_from_slice(b"<<");
        if let Some((data, is_literal)) = actual_text {
            self.0.extend_from_slice(b"/ActualText");
            if is_literal {
                literal(&mut self.0, &data);
            } else {
                hexadecimal(&mut self.0, &data);
            }
        }
        self.0.extend_from_slice(property.as_bytes());
        self.0.extend_from_slice(b">> ");
        self.operator("BDC");
    }
}

/// Writes a whole number.
pub(super) fn integer(out: &mut Vec<u8>, value: i64) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

/// Writes a number of thousandths, without zeros at its end.
pub(super) fn thousandths(out: &mut Vec<u8>, value: i64) {
    let (whole, rest) = (value.unsigned_abs() / 1000, value.unsigned_abs() % 1000);
    if value < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(itoa::Buffer::new().format(whole).as_bytes());
    if rest > 0 {
        out.push(b'.');
        // A thousand more has zeros in front that are to be written.
        out.extend_from_slice(&itoa::Buffer::new().format(1000 + rest).as_bytes()[1..]);
        while out.last() == Some(&b'0') {
            out.pop();
        }
    }
}

/// Writes a literal string (ISO 32000-1, 7.3.4.2): only parentheses that have no partner are
/// escaped.
pub(super) fn literal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'(');
    if !text.iter().any(|byte| matches!(byte, b'(' | b')' | b'\\' | b'\r')) {
        out.extend_from_slice(text);
        out.push(b')');
        return;
    }
    let mut open = Vec::new();
    let mut escaped = vec![false; text.len()];
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'(' => open.push(at),
            b')' => escaped[at] = open.pop().is_none(),
            b'\\' | b'\r' => escaped[at] = true,
            _ => {}
        }
    }
    for at in open {
        escaped[at] = true;
    }
    for (&byte, escaped) in text.iter().zip(escaped) {
        if escaped {
            out.push(b'\\');
        }
        out.push(if byte == b'\r' { b'r' } else { byte });
    }
    out.push(b')');
}

/// Writes a hexadecimal string.
pub(super) fn hexadecimal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'<');
    for byte in text {
        let _ = write!(out, "{byte:02X}");
    }
    out.push(b'>');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Pt;

    #[test]
    fn lengths_have_three_decimals_at_most() {
        let mut out = Operators::default();
        for length in [70.866_141, -0.5, 18.0, 0.000_4, -0.000_4, 9.990_2] {
            out.length(Pt(length));
        }
        assert_eq!(out.0, b"70.866 -0.5 18 0 0 9.99 ");
    }

    #[test]
    fn parentheses_without_a_partner_are_escaped() {
        let mut out = Vec::new();
        literal(&mut out, b"a(b)c)d(e\\\r");
        assert_eq!(out, b"(a(b)c\\)d\\(e\\\\\\r)");
    }
}
