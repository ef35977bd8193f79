//! Link annotations: the words of a link lead somewhere, on every line that they stand on.

use super::file::File;
use super::outline::{Destinations, destination};
use super::strings;
use super::structure::Structure;
use crate::document::{
    Block, BlockKind, Document, Inline, InlineKind, PrintedTarget, Target, Walk,
    plain_text,
};
use crate::geom::{Pt, Rect};
use crate::lang::words::{Words, words};
use crate::node::NodeId;
use crate::typeset::frame::{Layout, Owner, Page};
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};
use std::collections::BTreeMap;

/// A link that leads somewhere.
struct Link {
    node: NodeId,
    target: Target,
    words: String,
}

/// A line of a link's words: left, bottom, right and top.
#[derive(Clone, Copy)]
struct Line {
    left: Pt,
    bottom: Pt,
    right: Pt,
    top: Pt,
}

/// Makes the annotations of every page and gives each to its structure element.
pub(super) fn annotate(
    pdf: &mut File,
    document: &Document,
    layout: &Layout,
    pages: &[ObjectId],
    structure: &mut Structure<'_>,
) -> Vec<Vec<ObjectId>> {
    let our_words = words(&document.metadata.lang);
    let mut links = Vec::new();
    let mut link_of = BTreeMap::new();
    for block in Walk::new(&document.blocks).filter(|block| block.media.is_printed()) {
        collect(block, our_words, &mut links, &mut link_of);
    }
    let mut destinations = None;
    let mut annotations = Vec::with_capacity(layout.pages.len());
    for (number, page) in layout.pages.iter().enumerate() {
        let mut own = Vec::new();
        for (link, lines) in lines(page, &link_of) {
            let Link { node, target, words } = &links[link];
            let id = pdf.new_object_id();
            let mut dict = shape(&lines);
            dict.set("StructParent", structure.annotate(*node, number, id));
            match target {
                Target::Address(address) => {
                    let uri = Object::String(uri(address), StringFormat::Literal);
                    dict.set("A", dictionary! { "S" => "URI", "URI" => uri });
                    dict.set("Contents", strings::text(address));
                }
                Target::Place(place) => {
                    let known =
                        destinations.get_or_insert_with(|| Destinations::new(layout));
                    if let Some(place) = known.of(*place) {
                        dict.set("Dest", destination(place, pages));
                    }
                    dict.set("Contents", strings::text(words));
                }
                Target::Elsewhere(_) => {}
            }
            pdf.set_object(id, dict);
            own.push(id);
        }
        annotations.push(own);
    }
    annotations
}

/// What a link leads to, for whoever cannot see it: its words, or that it is a note.
fn description(content: &[Inline], address: &PrintedTarget, ours: &Words) -> String {
    match address {
        PrintedTarget::Note(number) => {
            ours.note_label.replace("{number}", &number.to_string())
        }
        PrintedTarget::NoteSource(_) => ours.notes.to_owned(),
        _ => plain_text(content),
    }
}

fn collect<'d>(
    block: &'d Block,
    ours: &Words,
    links: &mut Vec<Link>,
    link_of: &mut BTreeMap<NodeId, usize>,
) {
    if let BlockKind::Contents { entries } = &block.kind {
        for entry in entries {
            link_of.insert(entry.id, links.len());
            let target = Target::Place(entry.heading);
            links.push(Link { node: entry.id, target, words: entry.words.clone() });
        }
    }
    // Each inline with the link around it.
    let mut pending: Vec<(&'d Inline, Option<usize>)> =
        block.kind.content().iter().map(|inline| (inline, None)).collect();
    while let Some((inline, around)) = pending.pop() {
        let mut around = around;
        if let InlineKind::Link { target, address, content } = &inline.kind
            && !matches!(target, Target::Elsewhere(_))
        {
            around = Some(links.len());
            let words = description(content, address, ours);
            links.push(Link { node: inline.id, target: target.clone(), words });
        }
        link_of.extend(around.map(|link| (inline.id, link)));
        pending.extend(inline.kind.content().iter().map(|inline| (inline, around)));
    }
}

/// The links of a page in order, each with the lines that its words stand on.
fn lines(page: &Page, link_of: &BTreeMap<NodeId, usize>) -> Vec<(usize, Vec<Line>)> {
    let pictures = page.pictures.iter().map(|picture| {
        let Rect { x, y, width, height } = picture.place;
        (picture.owner, Line { left: x, bottom: y, right: x + width, top: y + height })
    });
    let words = page.fragments.iter().map(|fragment| {
        let line = Line {
            left: fragment.origin.x,
            bottom: fragment.origin.y - fragment.size * 0.3,
            right: fragment.origin.x + fragment.width,
            top: fragment.origin.y + fragment.size * 0.95,
        };
        (fragment.owner, line)
    });
    let mut found: Vec<(usize, Vec<Line>)> = Vec::new();
    for (owner, line) in pictures.chain(words) {
        let Owner::Node(owner) = owner else { continue };
        let Some(&link) = link_of.get(&owner) else { continue };
        let at = found.iter().position(|(own, _)| *own == link).unwrap_or_else(|| {
            found.push((link, Vec::new()));
            found.len() - 1
        });
        let lines = &mut found[at].1;
        match lines.last_mut().filter(|last| last.bottom == line.bottom) {
            Some(last) => last.right = line.right,
            None => lines.push(line),
        }
    }
    found
}

/// Where an annotation is: a rectangle around all, and four corners a line (ISO 32000-1, table
/// 173, in the order that viewers expect: the upper two, then the lower two).
fn shape(lines: &[Line]) -> Dictionary {
    let all = |pick: fn(&Line) -> Pt, choose: fn(Pt, Pt) -> Pt| {
        lines.iter().map(pick).reduce(choose).unwrap_or_default()
    };
    let rect = [
        all(|line| line.left, Pt::min),
        all(|line| line.bottom, Pt::min),
        all(|line| line.right, Pt::max),
        all(|line| line.top, Pt::max),
    ];
    let corners = lines.iter().flat_map(|line| {
        [
            line.left,
            line.top,
            line.right,
            line.top,
            line.left,
            line.bottom,
            line.right,
            line.bottom,
        ]
    });
    let numbers = |lengths: &mut dyn Iterator<Item = Pt>| -> Vec<Object> {
        lengths.map(|length| strings::number(length.0)).collect()
    };
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "F" => 4, // printed (ISO 19005-2, 6.3.2)
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "Rect" => numbers(&mut rect.into_iter()),
        "QuadPoints" => numbers(&mut corners.into_iter()),
    }
}

/// An address in ASCII (RFC 3986): what is not, and space, is percent-encoded.
fn uri(address: &str) -> Vec<u8> {
    let encoded = address.bytes().map(|byte| match byte {
        0x21..=0x7e => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    encoded.collect::<String>().into_bytes()
}
