//! Footnotes: numbered in the order in which they are referred to, and put at the end.

use crate::diag::Diagnostic;
use crate::document::draft::{UNNUMBERED, generated_block, generated_text};
use crate::document::walk::for_each_inline;
use crate::document::{
    Block, BlockKind, Document, Footnote, FootnoteSource, Inline, InlineKind, Medium,
    Origin, PrintedTarget, Target,
};
use crate::lang::words::Words;
use crate::node::NodeId;

/// Numbers the references and adds the notes. One that is referred to from nowhere comes last,
/// with a message, because its words must not be lost; one that is referred to from web-only
/// sections alone belongs to them.
pub(super) fn insert(
    blocks: &mut Vec<Block>,
    mut sources: Vec<FootnoteSource>,
    words: &Words,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if sources.is_empty() {
        return;
    }
    let mut order = Order { number_of: vec![None; sources.len()], places: Vec::new() };
    let mut hidden = vec![false; sources.len()];
    for block in blocks.iter_mut() {
        if block.media == Medium::Web {
            for_each_reference(block, &mut |note| hidden[*note] = true);
        } else {
            order.add(block);
        }
    }
    let mut next = 0;
    let mut places = 0..sources.len();
    let mut unused = Vec::new();
    loop {
        // Notes may refer to notes.
        while let Some(&place) = order.places.get(next) {
            sources[place].blocks.iter_mut().for_each(|block| order.add(block));
            next += 1;
        }
        let loose = |place: &usize| order.number_of[*place].is_none() && !hidden[*place];
        let Some(place) = places.find(loose) else { break };
        order.number(place);
        unused.push(place);
        let FootnoteSource { name, span, .. } = &sources[place];
        diagnostics.push(
            Diagnostic::warning(
                "unused-note",
                span.clone(),
                format!(
                    "nothing refers to the note `[^{name}]`; it is the last of the notes"
                ),
            )
            .help(format!("write `[^{name}]` where it belongs, or delete it")),
        );
    }
    let notes = order.places.iter().map(|&place| {
        let mut blocks = std::mem::take(&mut sources[place].blocks);
        if !unused.contains(&place) {
            add_backlink(&mut blocks);
        }
        Footnote { id: UNNUMBERED, label: UNNUMBERED, blocks }
    });
    let notes: Vec<Footnote> = notes.collect();
    if notes.is_empty() {
        return;
    }
    let content = vec![generated_text(words.notes.into())];
    let heading = BlockKind::Heading { level: 2, anchor: None, content };
    for kind in [heading, BlockKind::Footnotes { notes }] {
        blocks.push(generated_block(kind, Origin::Notes, Medium::All));
    }
}

/// Adds the link to where a note is referred to; [`resolve`] says where that is.
fn add_backlink(blocks: &mut Vec<Block>) {
    let kind = InlineKind::Link {
        target: Target::Place(UNNUMBERED),
        address: PrintedTarget::NoteSource(UNNUMBERED),
        content: Vec::new(),
    };
    let back = Inline { id: UNNUMBERED, span: 0..0, kind };
    match blocks.last_mut().map(|block| &mut block.kind) {
        Some(BlockKind::Paragraph { content }) => content.push(back),
        _ => {
            let kind = BlockKind::Paragraph { content: vec![back] };
            blocks.push(generated_block(kind, Origin::Notes, Medium::Print));
        }
    }
}

/// The numbers of notes.
struct Order {
    /// By the note's place among the sources: its number, from 1.
    number_of: Vec<Option<usize>>,
    /// By number: the place.
    places: Vec<usize>,
}

impl Order {
    fn number(&mut self, place: usize) -> usize {
        *self.number_of[place].get_or_insert_with(|| {
            self.places.push(place);
            self.places.len()
        })
    }

    fn add(&mut self, block: &mut Block) {
        for_each_reference(block, &mut |note| *note = self.number(*note));
    }
}

fn for_each_reference(block: &mut Block, visit: &mut dyn FnMut(&mut usize)) {
    for_each_inline(std::slice::from_mut(block), &mut |inline| {
        if let InlineKind::Link { address: PrintedTarget::Note(note), .. } =
            &mut inline.kind
        {
            visit(note);
        }
    });
}

/// Joins references and notes both ways, once all nodes have their numbers.
pub(super) fn resolve(document: &mut Document) {
    let notes = document.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Footnotes { notes } => Some(notes),
        _ => None,
    });
    let Some(notes) = notes else { return };
    let labels: Vec<NodeId> = notes.iter().map(|note| note.label).collect();
    let mut first_reference = vec![None; labels.len()];
    for block in document.blocks.iter_mut().filter(|block| block.media != Medium::Web) {
        for_each_inline(std::slice::from_mut(block), &mut |inline| {
            if let InlineKind::Link {
                address: PrintedTarget::Note(number), target, ..
            } = &mut inline.kind
            {
                *target = Target::Place(labels[*number - 1]);
                first_reference[*number - 1].get_or_insert(inline.id);
            }
        });
    }
    let notes = document.blocks.iter_mut().find_map(|block| match &mut block.kind {
        BlockKind::Footnotes { notes } => Some(notes),
        _ => None,
    });
    for (note, reference) in notes.into_iter().flatten().zip(first_reference) {
        let Some(reference) = reference else { continue };
        let last = note.blocks.last_mut().map(|block| &mut block.kind);
        if let Some(BlockKind::Paragraph { content }) = last
            && let Some(InlineKind::Link { target, address, .. }) =
                content.last_mut().map(|inline| &mut inline.kind)
            && matches!(address, PrintedTarget::NoteSource(_))
        {
            *target = Target::Place(reference);
            *address = PrintedTarget::NoteSource(reference);
        }
    }
}
