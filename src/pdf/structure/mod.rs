//! The structure tree (ISO 32000-1, 14.7): what each piece of content is, in the document's order.

mod roles;

use super::content::Content;
use super::file::File;
use super::strings;
use crate::document::Document;
use crate::geom::Rect;
use crate::lang::Lang;
use crate::node::NodeId;
use crate::typeset::frame::{Layout, Owner};
use lopdf::{Dictionary, Object, ObjectId, dictionary};
use std::collections::{BTreeMap, BTreeSet};

/// The structure elements of a document.
pub(super) struct Structure<'d> {
    elements: Vec<Element>,
    /// By node: the element that owns its content.
    of_node: Vec<Option<usize>>,
    /// By page and MCID: the element of the sequence.
    parents: Vec<Vec<usize>>,
    /// The elements of annotations, in the order of their keys.
    annotated: Vec<usize>,
    pages: &'d [ObjectId],
    listed_tables: &'d BTreeSet<NodeId>,
    /// Whether the table of contents is printed.
    contents: bool,
    /// Where pictures are.
    shown: BTreeMap<NodeId, Rect>,
    /// The printed headings: node, level in the structure, words.
    pub(super) headings: Vec<Heading>,
}

/// A heading of the structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) node: NodeId,
    /// 1 to 6, none skipped.
    pub(super) level: u8,
    pub(super) words: String,
}

#[derive(Default)]
struct Element {
    kind: &'static str,
    parent: usize,
    attached: bool,
    kids: Vec<Kid>,
    actual_text: Option<String>,
    /// What an abbreviation stands for (ISO 32000-1, 14.9.5).
    expansion: Option<String>,
    /// What a picture shows.
    alt: Option<String>,
    attribute: Option<Attribute>,
    /// Its name among all elements.
    id: Option<String>,
    /// Where it is another than the document's.
    lang: Option<Lang>,
}

/// What is said of an element beside its kind (ISO 32000-1, 14.8.5).
#[derive(Clone, Copy)]
enum Attribute {
    /// How the items of a list are numbered.
    Numbering(&'static str),
    /// It names the column below it.
    ColumnHeader,
    /// Its words are struck through.
    Struck,
    /// It is a picture, and where.
    Box(Rect),
}

impl Attribute {
    fn dictionary(self) -> Dictionary {
        match self {
            Self::Numbering(numbering) => {
                dictionary! { "O" => "List", "ListNumbering" => numbering }
            }
            Self::ColumnHeader => dictionary! { "O" => "Table", "Scope" => "Column" },
            Self::Box(Rect { x, y, width, height }) => {
                let sides = [x, y, x + width, y + height];
                let sides = sides.map(|side| strings::number(side.0)).to_vec();
                dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => sides }
            }
            Self::Struck => {
                dictionary! { "O" => "Layout", "TextDecorationType" => "LineThrough" }
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Kid {
    Element(usize),
    Content { page: usize, mcid: usize },
    Annotation { page: usize, id: ObjectId },
}

/// The element of the whole document.
const ROOT: usize = 0;

impl<'d> Structure<'d> {
    /// The elements of a document, without content yet.
    pub(super) fn new(
        document: &Document,
        layout: &'d Layout,
        pages: &'d [ObjectId],
    ) -> Self {
        let mut structure = Self {
            elements: Vec::new(),
            of_node: vec![None; document.nodes as usize],
            parents: Vec::new(),
            annotated: Vec::new(),
            pages,
            listed_tables: &layout.listed_tables,
            contents: layout.contents.is_some(),
            shown: shown(layout),
            headings: Vec::new(),
        };
        structure.elements.push(Element {
            kind: "Document",
            attached: true,
            ..Element::default()
        });
        structure.blocks(&document.blocks, ROOT);
        structure
    }

    fn add(&mut self, kind: &'static str, parent: usize, node: Option<NodeId>) -> usize {
        let own = self.elements.len();
        self.elements[parent].kids.push(Kid::Element(own));
        let element = Element { kind, parent, attached: true, ..Element::default() };
        self.elements.push(element);
        if let Some(node) = node {
            self.of_node[node.index()] = Some(own);
        }
        own
    }

    fn add_detached(&mut self, kind: &'static str, parent: usize, node: NodeId) -> usize {
        let own = self.add(kind, parent, Some(node));
        self.elements[parent].kids.pop();
        self.elements[own].attached = false;
        own
    }

    /// Gives every marked content sequence to its element.
    pub(super) fn place(&mut self, pages: &[Content]) {
        for (page, content) in pages.iter().enumerate() {
            let mut parents = Vec::with_capacity(content.sequences.len());
            for (mcid, sequence) in content.sequences.iter().enumerate() {
                let owner = self.of_node[sequence.owner.index()].unwrap_or(ROOT);
                self.attach(owner);
                let own = match &sequence.actual_text {
                    None => owner,
                    Some(text) => {
                        let span = self.add("Span", owner, None);
                        self.elements[span].actual_text = Some(text.clone());
                        span
                    }
                };
                self.elements[own].kids.push(Kid::Content { page, mcid });
                parents.push(own);
            }
            self.parents.push(parents);
        }
    }

    fn attach(&mut self, element: usize) {
        let mut at = element;
        while !self.elements[at].attached {
            self.elements[at].attached = true;
            let parent = self.elements[at].parent;
            self.elements[parent].kids.push(Kid::Element(at));
            at = parent;
        }
    }

    /// Gives an annotation to the element of a node and says its key in the parent tree.
    pub(super) fn annotate(&mut self, node: NodeId, page: usize, id: ObjectId) -> i64 {
        let own = self.of_node[node.index()].unwrap_or(ROOT);
        self.elements[own].kids.push(Kid::Annotation { page, id });
        self.annotated.push(own);
        i64::try_from(self.pages.len() + self.annotated.len() - 1).unwrap_or(i64::MAX)
    }

    /// Writes the tree and says where its root is.
    pub(super) fn write(self, pdf: &mut File) -> ObjectId {
        let root = pdf.new_object_id();
        let ids: Vec<ObjectId> =
            self.elements.iter().map(|_| pdf.new_object_id()).collect();
        for (own, element) in self.elements.iter().enumerate() {
            let parent = if own == ROOT { root } else { ids[element.parent] };
            if element.attached {
                pdf.set_object(ids[own], self.dictionary(element, parent, &ids));
            }
        }
        let mut numbers = Vec::with_capacity(self.parents.len() * 2);
        for (key, parents) in (0i64..).zip(&self.parents) {
            let parents: Vec<Object> =
                parents.iter().map(|&own| Object::Reference(ids[own])).collect();
            numbers.push(key.into());
            numbers.push(Object::Reference(pdf.add_object(parents)));
        }
        let first = i64::try_from(self.pages.len()).unwrap_or(i64::MAX);
        for (key, &own) in (first..).zip(&self.annotated) {
            numbers.push(key.into());
            numbers.push(Object::Reference(ids[own]));
        }
        let next = first + i64::try_from(self.annotated.len()).unwrap_or(i64::MAX);
        let tree = pdf.add_object(dictionary! { "Nums" => numbers });
        let mut dict = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => ids[ROOT],
            "ParentTree" => tree,
            "ParentTreeNextKey" => next,
        };
        // Elements come in the order of their names.
        let named = self.elements.iter().zip(&ids).filter_map(|(element, id)| {
            Some([identifier(element.id.as_ref()?), Object::Reference(*id)])
        });
        let names: Vec<Object> = named.flatten().collect();
        if !names.is_empty() {
            dict.set("IDTree", pdf.add_object(dictionary! { "Names" => names }));
        }
        pdf.set_object(root, dict);
        root
    }

    fn dictionary(
        &self,
        element: &Element,
        parent: ObjectId,
        ids: &[ObjectId],
    ) -> Dictionary {
        let mut dict = dictionary! { "S" => element.kind, "P" => parent };
        let page = element.kids.iter().find_map(|kid| match kid {
            Kid::Content { page, .. } => Some(*page),
            _ => None,
        });
        let kid = |kid: &Kid| match *kid {
            Kid::Element(own) => Object::Reference(ids[own]),
            Kid::Content { page: own, mcid } => {
                let mcid = i64::try_from(mcid).unwrap_or(i64::MAX);
                if Some(own) == page {
                    mcid.into()
                } else {
                    let page = self.pages[own];
                    dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => mcid }.into()
                }
            }
            Kid::Annotation { page, id } => {
                dictionary! { "Type" => "OBJR", "Pg" => self.pages[page], "Obj" => id }
                    .into()
            }
        };
        match &element.kids[..] {
            [] => {}
            [one] => dict.set("K", kid(one)),
            several => dict.set("K", several.iter().map(kid).collect::<Vec<Object>>()),
        }
        if let Some(page) = page {
            dict.set("Pg", self.pages[page]);
        }
        if let Some(text) = &element.expansion {
            dict.set("E", strings::text(text));
        }
        if let Some(text) = &element.actual_text {
            dict.set("ActualText", strings::text(text));
        }
        if let Some(alt) = &element.alt {
            dict.set("Alt", strings::text(alt));
        }
        if let Some(id) = &element.id {
            dict.set("ID", identifier(id));
        }
        if let Some(lang) = &element.lang {
            dict.set("Lang", strings::text(lang.as_str()));
        }
        if let Some(attribute) = element.attribute {
            dict.set("A", attribute.dictionary());
        }
        dict
    }
}

/// The pictures of a layout that have a meaning.
fn shown(layout: &Layout) -> BTreeMap<NodeId, Rect> {
    let pictures = layout.pages.iter().flat_map(|page| &page.pictures);
    let owned = pictures.filter_map(|picture| match picture.owner {
        Owner::Node(node) => Some((node, picture.place)),
        Owner::Artifact => None,
    });
    owned.collect()
}

fn identifier(id: &str) -> Object {
    Object::string_literal(id)
}
