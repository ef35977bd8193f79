//! Text strings and numbers as PDF objects.

use lopdf::{Object, StringFormat};

/// A text string (ISO 32000-1, 7.9.2.2): `PDFDocEncoding` where that is ASCII, else UTF-16BE.
pub(super) fn text(text: &str) -> Object {
    let (data, ascii) = encode(text);
    let format = if ascii { StringFormat::Literal } else { StringFormat::Hexadecimal };
    Object::String(data, format)
}

/// The bytes of a text string, and whether they are ASCII.
pub(super) fn encode(text: &str) -> (Vec<u8>, bool) {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return (text.as_bytes().to_vec(), true);
    }
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    (units.flat_map(u16::to_be_bytes).collect(), false)
}

/// A number with a thousandth of a point at the most, so that files are small and the same on
/// every machine.
pub(super) fn number(value: f64) -> Object {
    let rounded = (value * 1000.0).round() / 1000.0;
    if (rounded - rounded.trunc()).abs() < f64::EPSILON {
        Object::Integer(rounded as i64)
    } else {
        Object::Real(rounded as f32)
    }
}

/// Escapes text for XML.
pub(super) fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_plain() {
        assert_eq!(encode("Hi (there)"), (b"Hi (there)".to_vec(), true));
        assert_eq!(encode("é"), (vec![0xfe, 0xff, 0x00, 0xe9], false));
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(595.0), Object::Integer(595));
        assert_eq!(number(70.866_141), Object::Real(70.866));
    }
}
