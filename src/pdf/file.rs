//! The file itself (ISO 32000-1, 7.5): objects in object streams, and a cross-reference stream.
//!
//! An object is written down when it is given, a few dozen bytes: kept as a tree, those of a long
//! page would take ten times the memory of everything else.

use super::deflate::Deflate;
use super::operators::{hexadecimal, literal};
use crate::parallel::{in_parallel, threads_for};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use std::io::Write as _;
use std::ops::Range;

/// How many objects one object stream holds: a viewer unpacks all of them to read one.
const OBJECTS_A_STREAM: usize = 500;

/// The version, and bytes that say that the file is not text (ISO 19005-2, 6.1.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";

/// A file as it is put together.
pub(super) struct File {
    /// By number, from 1.
    objects: Vec<Stored>,
    /// The plain objects as they are written, one after the other.
    plain: Vec<u8>,
}

#[derive(Clone)]
enum Stored {
    /// It was given a number alone.
    Nothing,
    Plain(Range<usize>),
    Stream(Box<Stream>),
}

impl From<lopdf::Document> for File {
    fn from(document: lopdf::Document) -> Self {
        let count = usize::try_from(document.max_id).unwrap_or(usize::MAX);
        let mut file = Self { objects: vec![Stored::Nothing; count], plain: Vec::new() };
        for (id, object) in document.objects {
            file.set_object(id, object);
        }
        file
    }
}

impl File {
    /// A number for an object.
    pub(super) fn new_object_id(&mut self) -> ObjectId {
        self.objects.push(Stored::Nothing);
        (u32::try_from(self.objects.len()).unwrap_or(u32::MAX), 0)
    }

    /// Writes the object of a number.
    pub(super) fn set_object(&mut self, id: ObjectId, object: impl Into<Object>) {
        let stored = match object.into() {
            Object::Stream(stream) => Stored::Stream(Box::new(stream)),
            object => {
                let start = self.plain.len();
                write(&mut self.plain, &object);
                Stored::Plain(start..self.plain.len())
            }
        };
        self.objects[id.0 as usize - 1] = stored;
    }

    /// Writes an object and says its number.
    pub(super) fn add_object(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.new_object_id();
        self.set_object(id, object);
        id
    }

    /// The bytes of the file, whose trailer has what `trailer` has.
    pub(super) fn save(self, trailer: &Dictionary) -> Vec<u8> {
        let Self { objects, plain } = self;
        // By number: its type and two fields, as the cross-reference stream has them.
        let mut places = vec![FREE; objects.len() + 1];
        let mut whole = Vec::new();
        let mut packed = Vec::new();
        for (number, stored) in (1..).zip(objects) {
            match stored {
                Stored::Nothing => {}
                Stored::Plain(range) => packed.push((number, range)),
                Stored::Stream(stream) => whole.push((number, stream)),
            }
        }
        let room = whole.iter().map(|(_, stream)| stream.content.len() + 100);
        let mut out = Vec::with_capacity(room.sum::<usize>() + plain.len() / 2 + 2000);
        out.extend_from_slice(HEADER);
        for (number, stream) in whole {
            places[number] = [1, out.len(), 0];
            write_stream(&mut out, number, &stream.dict, &stream.content);
        }
        let groups: Vec<&[(usize, Range<usize>)]> =
            packed.chunks(OBJECTS_A_STREAM).collect();
        let streams = in_parallel(
            threads_for(groups.len()),
            &groups,
            Deflate::new,
            |deflate, group| object_stream(group, &plain, deflate),
        );
        for (group, (dict, content)) in groups.iter().zip(streams) {
            let number = places.len();
            places.push([1, out.len(), 0]);
            for (at, (packed, _)) in group.iter().enumerate() {
                places[*packed] = [2, number, at];
            }
            write_stream(&mut out, number, &dict, &content);
        }
        let number = places.len();
        let start = out.len();
        places.push([1, start, 0]);
        let (dict, content) = cross_references(&places, trailer);
        write_stream(&mut out, number, &dict, &content);
        let _ = write!(out, "startxref\n{start}\n%%EOF");
        out
    }
}

/// The entry of a number without an object.
const FREE: [usize; 3] = [0, 0, 65_535];

fn object_stream(
    group: &[(usize, Range<usize>)],
    plain: &[u8],
    deflate: &mut Deflate,
) -> (Dictionary, Vec<u8>) {
    let mut content = Vec::new();
    let mut at = 0;
    for (number, range) in group {
        let _ = write!(content, "{number} {at} ");
        at += range.len() + 1;
    }
    let first = content.len();
    content.reserve(at);
    for (_, range) in group {
        content.extend_from_slice(&plain[range.clone()]);
        content.push(b'\n');
    }
    let content = deflate.bytes(&content);
    let dict = dictionary! {
        "Type" => "ObjStm",
        "N" => integer(group.len()),
        "First" => integer(first),
        "Filter" => "FlateDecode",
        "Length" => integer(content.len()),
    };
    (dict, content)
}

/// The cross-reference stream (ISO 32000-1, 7.5.8): each entry as what differs from the one before,
/// which packs well (PNG's predictor `Up`).
fn cross_references(
    places: &[[usize; 3]],
    trailer: &Dictionary,
) -> (Dictionary, Vec<u8>) {
    const FIELDS: [usize; 3] = [1, 4, 2];
    const COLUMNS: usize = FIELDS[0] + FIELDS[1] + FIELDS[2];
    let mut rows = Vec::with_capacity(places.len() * (COLUMNS + 1));
    let mut above = [0u8; COLUMNS];
    for place in places {
        let mut row = [0; COLUMNS];
        let mut at = 0;
        for (value, bytes) in place.iter().zip(FIELDS) {
            let value = value.to_be_bytes();
            row[at..at + bytes].copy_from_slice(&value[value.len() - bytes..]);
            at += bytes;
        }
        rows.push(2);
        rows.extend(
            row.iter().zip(&above).map(|(byte, above)| byte.wrapping_sub(*above)),
        );
        above = row;
    }
    let content = Deflate::new().bytes(&rows);
    let mut dict = dictionary! {
        "Type" => "XRef",
        "Size" => integer(places.len()),
        "W" => FIELDS.map(integer).to_vec(),
        "Filter" => "FlateDecode",
        "DecodeParms" => dictionary! {
            "Predictor" => 12,
            "Columns" => integer(COLUMNS),
        },
        "Length" => integer(content.len()),
    };
    for (key, value) in trailer {
        dict.set(key.clone(), value.clone());
    }
    (dict, content)
}

fn integer(value: usize) -> Object {
    i64::try_from(value).unwrap_or(i64::MAX).into()
}

fn write_stream(out: &mut Vec<u8>, number: usize, dict: &Dictionary, content: &[u8]) {
    let _ = writeln!(out, "{number} 0 obj");
    write_dictionary(out, dict);
    out.extend_from_slice(b"stream\n");
    out.extend_from_slice(content);
    out.extend_from_slice(b"\nendstream\nendobj\n");
}

/// Writes an object (ISO 32000-1, 7.3).
fn write(out: &mut Vec<u8>, object: &Object) {
    // Writing to memory does not fail.
    let _ = match object {
        Object::Null => out.write_all(b"null"),
        Object::Boolean(value) => write!(out, "{value}"),
        Object::Integer(value) => write!(out, "{value}"),
        Object::Real(value) => write!(out, "{value}"),
        Object::Name(name) => {
            write_name(out, name);
            Ok(())
        }
        Object::String(text, StringFormat::Literal) => {
            literal(out, text);
            Ok(())
        }
        Object::String(text, StringFormat::Hexadecimal) => {
            hexadecimal(out, text);
            Ok(())
        }
        Object::Array(objects) => {
            out.push(b'[');
            for (at, object) in objects.iter().enumerate() {
                if at > 0 && begins_like_a_word(object) {
                    out.push(b' ');
                }
                write(out, object);
            }
            out.push(b']');
            Ok(())
        }
        Object::Dictionary(dict) => {
            write_dictionary(out, dict);
            Ok(())
        }
        Object::Reference((number, generation)) => write!(out, "{number} {generation} R"),
        // A stream is an object of its own.
        Object::Stream(stream) => {
            write_dictionary(out, &stream.dict);
            Ok(())
        }
    };
}

fn write_dictionary(out: &mut Vec<u8>, dict: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dict {
        write_name(out, key);
        if begins_like_a_word(value) {
            out.push(b' ');
        }
        write(out, value);
    }
    out.extend_from_slice(b">>");
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            let _ = write!(out, "#{byte:02X}");
        }
    }
}

/// Whether something has to part it from what stands before it.
const fn begins_like_a_word(object: &Object) -> bool {
    matches!(
        object,
        Object::Null
            | Object::Boolean(_)
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Reference(_)
    )
}
