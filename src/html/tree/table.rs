//! Tables in tags: a simple one is a table, any other rows that name their columns.

use super::Tree;
use super::frame::Kind;
use super::parts::{HtmlCell, HtmlRow, HtmlTable};
use super::words::{paragraph, tidy};
use crate::diag::Span;
use crate::document::draft::UNNUMBERED;
use crate::document::{
    Alignment, Block, BlockKind, Inline, InlineKind, ListItem, Row, Table,
};
use crate::html::Tag;
use crate::html::elements::Rows;
use crate::text::first_words;
use std::ops::Range;

/// The most rows that name columns; those after are rows like others.
const MAX_HEADS: usize = 8;

/// The most names that a cell over several columns is given.
const MAX_NAMES: usize = 8;

/// The longest words, in bytes, that are said again in each row that their cell spans.
const MAX_WORDS_AGAIN: usize = 200;

/// How much may be said again in a table beside its own length, in bytes.
const MAX_AGAIN: usize = 10_000;

/// How many columns that cells of rows before take are looked at, for each byte of the table.
const MAX_STEPS: usize = 16;

/// A cell at its place: how many columns stand before it.
struct Placed {
    column: usize,
    cell: HtmlCell,
}

impl Placed {
    const fn end(&self) -> usize {
        self.column.saturating_add(self.cell.columns)
    }
}

/// What columns are called.
struct Name {
    columns: Range<usize>,
    words: String,
}

impl Name {
    fn of(placed: &Placed) -> Self {
        Self { columns: placed.column..placed.end(), words: placed.cell.words() }
    }
}

impl Tree<'_> {
    /// Begins the rows of the head, the body or the foot.
    pub(super) fn begin_rows(&mut self, rows: Rows) {
        if let Some(Kind::HtmlTable(table)) = self.innermost() {
            table.section = rows;
        }
    }

    /// A row of the table that is open.
    pub(super) fn row_kind(&mut self) -> HtmlRow {
        let section = self.find_open(|kind| match kind {
            Kind::HtmlTable(table) => Some(table.section),
            _ => None,
        });
        HtmlRow { section: section.unwrap_or_default(), cells: Vec::new() }
    }

    pub(super) fn cell_kind(head: bool, tag: &Tag) -> Kind {
        let count = |name: &str, most: usize| {
            let written = tag.words_of(name).and_then(|count| count.parse().ok());
            written.unwrap_or(1usize).clamp(1, most)
        };
        let scope = tag.attribute("scope").unwrap_or_default();
        Kind::HtmlCell {
            head,
            // HTML Standard, 4.9.11.
            columns: count("colspan", 1000),
            rows: count("rowspan", 65_534),
            names_row: matches!(scope, "row" | "rowgroup"),
        }
    }

    /// A cell; without a row it is its words.
    pub(super) fn html_cell(&mut self, cell: HtmlCell) {
        match self.innermost() {
            Some(Kind::HtmlRow(row)) => row.cells.push(cell),
            _ => self.blocks(cell.blocks),
        }
    }

    /// A row; words that stand in it without a cell stand before the table.
    pub(super) fn html_row(&mut self, row: HtmlRow, blocks: Vec<Block>) {
        self.blocks(blocks);
        match self.innermost() {
            Some(Kind::HtmlTable(table)) if !row.cells.is_empty() => table.rows.push(row),
            _ => {}
        }
    }

    pub(super) fn table_caption(&mut self, blocks: Vec<Block>) {
        match self.innermost() {
            Some(Kind::HtmlTable(table)) => table.caption.extend(blocks),
            _ => self.blocks(blocks),
        }
    }

    /// A whole table, its caption before it.
    pub(super) fn html_table(&mut self, table: HtmlTable, stray: Vec<Block>, span: Span) {
        self.blocks(stray);
        self.blocks(table.caption);
        let (mut head, rest): (Vec<HtmlRow>, Vec<HtmlRow>) =
            table.rows.into_iter().partition(|row| row.section == Rows::Head);
        let (foot, mut body): (Vec<HtmlRow>, Vec<HtmlRow>) =
            rest.into_iter().partition(|row| row.section == Rows::Foot);
        body.extend(foot);
        if head.is_empty() {
            let names = body.iter().take_while(|row| row.names_columns()).count();
            head = body.drain(..names).collect();
        }
        if head.len() > MAX_HEADS {
            let excess = head.split_off(MAX_HEADS);
            body.splice(..0, excess);
        }
        // A row of names among the others begins a table of its own.
        let mut again = span.len() + MAX_AGAIN;
        let mut rows = body.into_iter().peekable();
        let mut is_labelled = false;
        loop {
            let mut body: Vec<HtmlRow> = Vec::new();
            while let Some(row) =
                rows.next_if(|row| body.is_empty() || !row.names_columns())
            {
                body.push(row);
            }
            if rows.peek().is_none() {
                if !(is_labelled && body.is_empty()) {
                    self.rows(head, body, span);
                }
                return;
            }
            if let Some(label) = rows.next_if(HtmlRow::is_label) {
                // One name over all columns is a label: those of the columns hold on.
                let cost: usize = head.iter().map(|row| row.words().len() + 1).sum();
                let next = if cost <= again { head.clone() } else { Vec::new() };
                again = again.saturating_sub(cost);
                self.rows(std::mem::replace(&mut head, next), body, span.clone());
                self.blocks(label.cells.into_iter().flat_map(|it| it.blocks).collect());
                is_labelled = true;
                continue;
            }
            let mut next = Vec::new();
            while next.len() < MAX_HEADS
                && let Some(row) = rows.next_if(HtmlRow::names_columns)
            {
                next.push(row);
            }
            self.rows(std::mem::replace(&mut head, next), body, span.clone());
        }
    }

    /// The rows below the names of their columns.
    fn rows(&mut self, mut head: Vec<HtmlRow>, body: Vec<HtmlRow>, span: Span) {
        let simple = |row: &HtmlRow| {
            let plain = |cell: &HtmlCell| {
                cell.columns == 1 && cell.rows == 1 && cell.content().is_some()
            };
            row.cells.iter().all(plain)
        };
        let named = |row: &HtmlRow| row.cells.first().is_some_and(|cell| cell.head);
        let columns = head.iter().chain(&body).map(|row| row.cells.len()).max();
        let columns = columns.unwrap_or_default();
        let cells = || body.iter().flat_map(|row| &row.cells);
        let names_rows = head.is_empty() && !body.is_empty() && body.iter().all(named);
        let nameless = head.is_empty() && !cells().any(|cell| cell.head);
        let is_simple = head.iter().chain(&body).all(simple);
        if nameless && (columns <= 1 || !is_simple) {
            // A box around words, or columns of a web page: one below the other.
            for cell in body.into_iter().flat_map(|row| row.cells) {
                self.blocks(cell.blocks);
            }
        } else if is_simple && head.len() <= 1 && !names_rows {
            self.simple_table(head.pop(), body, columns, span);
        } else {
            self.listed_rows(&head, body, span);
        }
    }

    /// A table whose cells are each of one row and one column.
    fn simple_table(
        &mut self,
        head: Option<HtmlRow>,
        body: Vec<HtmlRow>,
        columns: usize,
        span: Span,
    ) {
        let columns = head.as_ref().map_or(columns, |head| head.cells.len());
        let mut row = |row: HtmlRow, is_head: bool| {
            let mut cells: Vec<Block> = row
                .cells
                .into_iter()
                .map(|cell| {
                    let mut blocks = cell.blocks;
                    let content = match blocks.pop().map(|block| block.kind) {
                        Some(BlockKind::Paragraph { content }) => content,
                        _ => Vec::new(),
                    };
                    let strong = cell.head && !is_head && !content.is_empty();
                    let content =
                        if strong { vec![bold(content, &cell.span)] } else { content };
                    paragraph(content, cell.span)
                })
                .collect();
            let excess = cells.split_off(columns.min(cells.len()));
            if !excess.is_empty() {
                self.tell_excess_cells(excess[0].span.clone());
            }
            while cells.len() < columns {
                cells.push(paragraph(Vec::new(), span.end..span.end));
            }
            if let Some(BlockKind::Paragraph { content: last }) =
                cells.last_mut().map(|cell| &mut cell.kind)
            {
                for mut cell in excess {
                    if let BlockKind::Paragraph { content } = &mut cell.kind {
                        last.push(words(" ".into(), &cell.span));
                        last.append(content);
                    }
                }
                *last = tidy(std::mem::take(last));
            }
            Row { id: UNNUMBERED, cells }
        };
        let head = row(head.unwrap_or_default(), true);
        let rows = body.into_iter().map(|it| row(it, false)).collect();
        let columns = vec![Alignment::Left; columns];
        self.table(Table { columns, head, rows }, span);
    }

    /// The rows of any other table, each fact after the names of its columns.
    fn listed_rows(&mut self, head: &[HtmlRow], body: Vec<HtmlRow>, span: Span) {
        let mut again = span.len() + MAX_AGAIN;
        let heads = placed(head.to_vec(), &mut again);
        let rows = placed(body, &mut again);
        if rows.is_empty() {
            for row in heads {
                row.into_iter().for_each(|placed| self.blocks(placed.cell.blocks));
            }
            return;
        }
        let names: Vec<Vec<Name>> =
            heads.iter().map(|row| row.iter().map(Name::of).collect()).collect();
        let mut items = Vec::new();
        for (number, row) in rows.into_iter().enumerate() {
            let mut blocks = Vec::new();
            // The names of the row, and whether a fact stands after them.
            let mut row_names: Vec<String> = Vec::new();
            let mut is_said = true;
            let mut covered = Vec::new();
            let start =
                row.first().map_or(span.clone(), |placed| placed.cell.span.clone());
            for Placed { column, cell } in row {
                let end = column.saturating_add(cell.columns);
                covered.push(column..end);
                let mut name = name_of(&names, column..end, number == 0);
                if heads.is_empty() && cell.is_name() {
                    row_names.push(cell.words());
                    is_said = false;
                    continue;
                }
                if name.is_empty() && heads.is_empty() {
                    name = row_names.join(", ");
                    is_said = true;
                }
                blocks.extend(named(&name, cell));
            }
            if !is_said {
                let name = row_names.join(", ");
                blocks.push(paragraph(vec![words(name, &start)], start.clone()));
            }
            if number == 0 {
                // No name of a column is lost, also of one that has no cells.
                let is_covered = |placed: &&Placed| {
                    let at = covered
                        .partition_point(|it: &Range<usize>| it.end <= placed.column);
                    covered.get(at).is_some_and(|it| it.start < placed.end())
                };
                let lost = heads.iter().flatten().filter(|it| !is_covered(it));
                let lost: Vec<Block> =
                    lost.flat_map(|placed| placed.cell.blocks.clone()).collect();
                blocks.extend(lost);
            }
            items.push(ListItem {
                id: UNNUMBERED,
                label: UNNUMBERED,
                body: UNNUMBERED,
                task: None,
                span: start,
                blocks,
            });
        }
        self.list(None, false, false, items, span);
    }
}

/// A cell of a row before that goes on in the rows below.
struct Open {
    placed: Placed,
    /// In how many rows more.
    rows: usize,
    /// How long its words are.
    length: usize,
}

/// Rows with the places of their cells; a cell that spans rows stands again in each, as long as it
/// is short and the table does not grow beyond what is left of `again`.
fn placed(rows: Vec<HtmlRow>, again: &mut usize) -> Vec<Vec<Placed>> {
    let mut steps = *again * MAX_STEPS;
    let mut open: Vec<Open> = Vec::new();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let mut cells: Vec<Placed> = Vec::new();
        let mut next = Vec::new();
        let mut taken =
            open.iter().map(|it| it.placed.column..it.placed.end()).peekable();
        let mut column = 0usize;
        for cell in row.cells {
            while let Some(range) = taken.next_if(|range| range.start <= column) {
                column = column.max(range.end);
            }
            let placed = Placed { column, cell };
            column = placed.end();
            if placed.cell.rows > 1 {
                let rows = placed.cell.rows - 1;
                let again = Placed { cell: placed.cell.clone(), ..placed };
                next.push(Open { length: again.cell.words().len(), placed: again, rows });
            }
            cells.push(placed);
        }
        for it in open {
            if steps == 0 {
                continue;
            }
            steps -= 1;
            // Its columns are taken, whether or not there is room for its words.
            if it.length <= MAX_WORDS_AGAIN && it.length < *again {
                *again -= it.length + 1;
                let cell = it.placed.cell.clone();
                cells.push(Placed { column: it.placed.column, cell });
            }
            if it.rows > 1 {
                next.push(Open { rows: it.rows - 1, ..it });
            }
        }
        cells.sort_by_key(|placed| placed.column);
        next.sort_by_key(|open| open.placed.column);
        open = next;
        out.push(cells);
    }
    out
}

/// The names of the columns of a range, those of higher rows first. In rows after the first a
/// long name is cut.
fn name_of(names: &[Vec<Name>], range: Range<usize>, is_first: bool) -> String {
    let mut found: Vec<String> = Vec::new();
    for row in names {
        let from = row.partition_point(|name| name.columns.end <= range.start);
        let over = row[from..].iter().take_while(|name| name.columns.start < range.end);
        for Name { words, .. } in over.take(MAX_NAMES) {
            let long = words.len() > MAX_WORDS_AGAIN && !is_first;
            let words = if long { first_words(words) } else { words.clone() };
            if !words.is_empty() && !found.contains(&words) {
                found.push(words);
            }
        }
    }
    found.join(", ")
}

/// A fact after the name of its column.
fn named(name: &str, cell: HtmlCell) -> Vec<Block> {
    let span = cell.span.clone();
    let name = name.trim_end().trim_end_matches(':');
    if name.is_empty() {
        return cell.blocks;
    }
    let label = |mark: &str| bold(vec![words(format!("{name}{mark}"), &span)], &span);
    match cell.content() {
        Some(content) => {
            let mut named = vec![label(":")];
            if !content.is_empty() {
                named.push(words(" ".into(), &span));
                named.extend_from_slice(content);
            }
            vec![paragraph(named, span)]
        }
        None => {
            let mut blocks = vec![paragraph(vec![label(":")], span.clone())];
            blocks.extend(cell.blocks);
            blocks
        }
    }
}

fn words(text: String, span: &Span) -> Inline {
    Inline { id: UNNUMBERED, span: span.clone(), kind: InlineKind::Text(text) }
}

fn bold(content: Vec<Inline>, span: &Span) -> Inline {
    Inline { id: UNNUMBERED, span: span.clone(), kind: InlineKind::Strong(content) }
}
