//! The outline (bookmarks): headings, nested as in the structure.

use super::file::File;
use super::strings;
use super::structure::Structure;
use crate::geom::Pt;
use crate::node::NodeId;
use crate::typeset::frame::{Layout, Owner};
use lopdf::{Dictionary, Object, ObjectId, dictionary};
use std::collections::BTreeMap;

/// A place to go to: the page from 0, and the height above its lower edge.
pub(super) type Place = (usize, Pt);

/// Where blocks and the content of other nodes begin.
pub(super) struct Destinations(BTreeMap<NodeId, Place>);

impl Destinations {
    pub(super) fn new(layout: &Layout) -> Self {
        let mut places = BTreeMap::new();
        for (number, page) in layout.pages.iter().enumerate() {
            for &(node, top) in &page.begins {
                places.entry(node).or_insert((number, top));
            }
            for fragment in &page.fragments {
                if let Owner::Node(node) = fragment.owner {
                    let top = fragment.origin.y + fragment.size * 1.2;
                    places.entry(node).or_insert((number, top));
                }
            }
        }
        Self(places)
    }

    pub(super) fn of(&self, node: NodeId) -> Option<Place> {
        self.0.get(&node).copied()
    }
}

/// A destination that keeps the reader's zoom.
pub(super) fn destination((page, top): Place, pages: &[ObjectId]) -> Vec<Object> {
    vec![
        pages[page].into(),
        "XYZ".into(),
        Object::Null,
        strings::number(top.0),
        Object::Null,
    ]
}

struct Item {
    id: ObjectId,
    title: Object,
    place: Place,
    kids: Vec<usize>,
    parent: Option<usize>,
}

/// Writes the outline; `None` where there is no heading.
pub(super) fn write(
    pdf: &mut File,
    layout: &Layout,
    pages: &[ObjectId],
    structure: &Structure<'_>,
) -> Option<ObjectId> {
    let places = Destinations::new(layout);
    let mut items: Vec<Item> = Vec::new();
    let mut top: Vec<usize> = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    for heading in &structure.headings {
        let Some(place) = places.of(heading.node) else { continue };
        while open.pop_if(|(level, _)| *level >= heading.level).is_some() {}
        let parent = open.last().map(|(_, item)| *item);
        let own = items.len();
        let title = strings::text(heading.words.trim());
        let id = pdf.new_object_id();
        items.push(Item { id, title, place, kids: Vec::new(), parent });
        match parent {
            Some(parent) => items[parent].kids.push(own),
            None => top.push(own),
        }
        open.push((heading.level, own));
    }
    let (first, last) = (*top.first()?, *top.last()?);
    let root = pdf.new_object_id();
    for siblings in std::iter::once(&top).chain(items.iter().map(|item| &item.kids)) {
        for (at, &own) in siblings.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| items[siblings[before]].id);
            let after = siblings.get(at + 1).map(|&after| items[after].id);
            pdf.set_object(items[own].id, entry(&items, own, root, pages, before, after));
        }
    }
    pdf.set_object(
        root,
        dictionary! {
            "Type" => "Outlines",
            "First" => items[first].id,
            "Last" => items[last].id,
            "Count" => i64::try_from(items.len()).unwrap_or(i64::MAX),
        },
    );
    Some(root)
}

fn entry(
    items: &[Item],
    own: usize,
    root: ObjectId,
    pages: &[ObjectId],
    before: Option<ObjectId>,
    after: Option<ObjectId>,
) -> Dictionary {
    let item = &items[own];
    let mut dict = dictionary! {
        "Title" => item.title.clone(),
        "Parent" => item.parent.map_or(root, |parent| items[parent].id),
        "Dest" => destination(item.place, pages),
    };
    for (key, sibling) in [("Prev", before), ("Next", after)] {
        if let Some(sibling) = sibling {
            dict.set(key, sibling);
        }
    }
    if let (Some(&first), Some(&last)) = (item.kids.first(), item.kids.last()) {
        dict.set("First", items[first].id);
        dict.set("Last", items[last].id);
        dict.set("Count", descendants(items, own));
    }
    dict
}

/// How many items an open item shows.
fn descendants(items: &[Item], own: usize) -> i64 {
    let kids = items[own].kids.iter();
    kids.map(|&kid| 1 + descendants(items, kid)).sum()
}
