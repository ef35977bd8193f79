//! Which structure element each node is (ISO 32000-1, 14.8.4).

use super::{Attribute, Heading, Structure};
use crate::document::{
    Block, BlockKind, DefinitionItem, Image, Inline, InlineKind, Origin, Row, Table,
    Target, plain_text,
};
use crate::node::NodeId;

impl Structure<'_> {
    pub(super) fn blocks(&mut self, blocks: &[Block], parent: usize) {
        for block in blocks.iter().filter(|block| block.media.is_printed()) {
            self.block(block, parent);
        }
    }

    fn block(&mut self, block: &Block, parent: usize) {
        match &block.kind {
            _ if block.origin == Origin::Contents && !self.contents => {}
            BlockKind::Contents { entries } => {
                let own = self.add("TOC", parent, Some(block.id));
                for entry in entries {
                    let item = self.add("TOCI", own, None);
                    let reference = self.add("Reference", item, None);
                    self.add("Link", reference, Some(entry.id));
                }
            }
            BlockKind::Heading { content, .. } if content.is_empty() => {}
            BlockKind::Heading { level, content, .. } => {
                // The first heading is H1 and no level is skipped (ISO 14289-1, 7.4.2).
                let before = self.headings.last().map_or(0, |heading| heading.level);
                let level = (*level).min(before + 1);
                let words = plain_text(content);
                self.headings.push(Heading { node: block.id, level, words });
                let own =
                    self.add(HEADINGS[usize::from(level) - 1], parent, Some(block.id));
                self.inlines(content, own);
            }
            BlockKind::Paragraph { content } => {
                let own = self.add("P", parent, Some(block.id));
                self.inlines(content, own);
            }
            BlockKind::Figure { image } => self.figure_block(block.id, image, parent),
            BlockKind::Code { .. } => {
                let paragraph = self.add("P", parent, None);
                self.add("Code", paragraph, Some(block.id));
            }
            BlockKind::Quote { blocks } => {
                let own = self.add("BlockQuote", parent, Some(block.id));
                self.blocks(blocks, own);
            }
            BlockKind::List { start, items, .. } => {
                let own = self.add("L", parent, Some(block.id));
                let numbering = if start.is_some() { "Decimal" } else { "Disc" };
                self.elements[own].attribute = Some(Attribute::Numbering(numbering));
                for item in items {
                    let whole = self.add("LI", own, Some(item.id));
                    self.add("Lbl", whole, Some(item.label));
                    let body = self.add("LBody", whole, Some(item.body));
                    self.blocks(&item.blocks, body);
                }
            }
            BlockKind::Footnotes { notes } => {
                for note in notes {
                    let own = self.add("Note", parent, Some(note.id));
                    // The identifier that ISO 14289-1, 7.9 asks for.
                    self.elements[own].id = Some(format!("note-{:08}", note.id.0));
                    self.add("Lbl", own, Some(note.label));
                    self.blocks(&note.blocks, own);
                }
            }
            BlockKind::Admonition { title, blocks, .. } => {
                let own = self.add("Sect", parent, Some(block.id));
                self.block(title, own);
                self.blocks(blocks, own);
            }
            BlockKind::DefinitionList { items } => {
                self.definitions(block.id, items, parent);
            }
            BlockKind::Table(table) if self.listed_tables.contains(&block.id) => {
                self.listed_table(block.id, table, parent);
            }
            BlockKind::Table(table) => self.table(block.id, table, parent),
            BlockKind::Rule => {}
        }
    }

    fn figure_block(&mut self, node: NodeId, image: &Image, parent: usize) {
        let shown = self.shown.contains_key(&node);
        let kind = if shown { "Figure" } else { "P" };
        let own =
            if image.decorative { parent } else { self.add(kind, parent, Some(node)) };
        if shown && !image.decorative {
            self.describe(own, node, image);
        }
        if let Some(caption) = &image.caption {
            if own == parent || !shown {
                self.add("P", parent, Some(caption.id));
            } else {
                self.add_detached("Caption", own, caption.id);
            }
        }
    }

    /// A picture among words: it takes its place among them when it is placed.
    fn figure(&mut self, node: NodeId, image: &Image, parent: usize) {
        let shown = self.shown.contains_key(&node) && !image.decorative;
        let own = self.add_detached(if shown { "Figure" } else { "Span" }, parent, node);
        if shown {
            self.describe(own, node, image);
        }
        if let Some(caption) = &image.caption {
            self.add_detached(if shown { "Caption" } else { "Span" }, own, caption.id);
        }
    }

    fn describe(&mut self, element: usize, node: NodeId, image: &Image) {
        self.elements[element].alt = Some(image.description.clone());
        let place = self.shown.get(&node).copied();
        self.elements[element].attribute = place.map(Attribute::Box);
    }

    fn definitions(&mut self, list: NodeId, items: &[DefinitionItem], parent: usize) {
        let own = self.add("L", parent, Some(list));
        for item in items {
            let whole = self.add("LI", own, Some(item.id));
            for term in &item.terms {
                let label = self.add("Lbl", whole, Some(term.id));
                self.inlines(term.kind.content(), label);
            }
            let body = self.add("LBody", whole, Some(item.body));
            self.blocks(&item.blocks, body);
        }
    }

    fn table(&mut self, id: NodeId, table: &Table, parent: usize) {
        let own = self.add("Table", parent, Some(id));
        // A head without a body is a body of heads (ISO 14289-1, 7.2).
        let head = if table.rows.is_empty() { "TBody" } else { "THead" };
        let head = self.add(head, own, None);
        self.row("TH", &table.head, head);
        if !table.rows.is_empty() {
            let body = self.add("TBody", own, None);
            for row in &table.rows {
                self.row("TD", row, body);
            }
        }
    }

    fn row(&mut self, kind: &'static str, row: &Row, parent: usize) {
        let own = self.add("TR", parent, Some(row.id));
        for cell in &row.cells {
            let element = self.add(kind, own, Some(cell.id));
            if kind == "TH" {
                self.elements[element].attribute = Some(Attribute::ColumnHeader);
            }
            self.inlines(cell.kind.content(), element);
        }
    }

    /// A table that is set as a list of its rows is that in the structure too: the names of its
    /// columns stand before each fact.
    fn listed_table(&mut self, id: NodeId, table: &Table, parent: usize) {
        let own = self.add("L", parent, Some(id));
        let rows = if table.rows.is_empty() {
            std::slice::from_ref(&table.head)
        } else {
            &table.rows[..]
        };
        for (number, row) in rows.iter().enumerate() {
            let whole = self.add("LI", own, Some(row.id));
            let body = self.add("LBody", whole, None);
            for (name, cell) in table.head.cells.iter().zip(&row.cells) {
                self.block(cell, body);
                // The first row has the names whole, with their links and notes.
                let named = number == 0 && !table.rows.is_empty();
                if let Some(own) = self.of_node[cell.id.index()].filter(|_| named) {
                    self.inlines(name.kind.content(), own);
                }
            }
        }
    }

    /// Inlines take their place among their parent's content when their own is placed.
    fn inlines(&mut self, content: &[Inline], parent: usize) {
        for inline in content {
            match &inline.kind {
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::PrintOnly(content) => {
                    self.inlines(content, parent);
                }
                InlineKind::Shifted { content, .. } => {
                    let own = self.add_detached("Span", parent, inline.id);
                    self.inlines(content, own);
                }
                InlineKind::Expanded { content, expansion, .. } => {
                    let own = self.add_detached("Span", parent, inline.id);
                    self.elements[own].expansion = Some(expansion.clone());
                    self.inlines(content, own);
                }
                InlineKind::Strikethrough(content) => {
                    let own = self.add_detached("Span", parent, inline.id);
                    self.elements[own].attribute = Some(Attribute::Struck);
                    self.inlines(content, own);
                }
                InlineKind::LangSpan { lang, content } => {
                    let own = self.add_detached("Span", parent, inline.id);
                    self.elements[own].lang = Some(lang.clone());
                    self.inlines(content, own);
                }
                InlineKind::Code(_) => {
                    self.add_detached("Code", parent, inline.id);
                }
                InlineKind::Link { target, content, .. } => {
                    let kind = match target {
                        Target::Elsewhere(_) => "Span",
                        Target::Address(_) | Target::Place(_) => "Link",
                    };
                    let own = self.add_detached(kind, parent, inline.id);
                    self.inlines(content, own);
                }
                InlineKind::Image(image) => self.figure(inline.id, image, parent),
                InlineKind::Text(_) | InlineKind::SoftBreak | InlineKind::HardBreak => {}
            }
        }
    }
}

/// Heading elements by level.
const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];
