//! Sets a [`Document`] in lines and pages.

mod boxes;
mod break_points;
mod breaks;
mod chunks;
mod column;
mod content;
mod draw;
mod emit;
mod ending;
mod flow;
mod foot;
pub mod frame;
mod line;
mod line_break_queue;
mod linebreak;
mod lines;
mod mirror;
mod order;
mod page;
mod paragraph;
mod space;
pub mod style;
mod supply;
mod table;
mod tighten;
mod words;

use crate::diag::{Diagnostic, Span};
use crate::document::{
    Block, BlockKind, Document, Image, Inline, InlineKind, Target, Walk, inlines,
};
use crate::font::{FontSet, Shaper, Tongue};
use crate::lang::Lang;
use crate::lang::words::words as our_words;
use crate::limits::MAX_PAGES;
use crate::node::NodeId;
use crate::parallel::processors;
use crate::picture::Pictures;
use crate::text::hyphenate::Hyphenator;
use content::Context;
use emit::{Emitter, PageNumberSlot};
use frame::{Layout, Owner};
use paragraph::{Hyphenators, Shaping};
use std::collections::{BTreeMap, BTreeSet};
use style::{
    COMFORTABLE_MEASURE, CONTENTS_HEADINGS, CONTENTS_PAGES, Contents, Hyphenation,
    LargePrint,
};

/// Sets the document. The style must have passed [`LargePrint::check`]; the messages are about
/// what the setting found: characters that no face has, a narrow column, a language without
/// hyphenation patterns. Where there is nothing to print, or it would have more pages than
/// [`MAX_PAGES`], the one message is of severity [`Error`](crate::diag::Severity::Error), and the
/// layout is empty.
pub fn typeset(
    document: &Document,
    style: &LargePrint,
    fonts: &FontSet,
    pictures: &Pictures,
) -> (Layout, Vec<Diagnostic>) {
    let mut shaper = Shaper::new(fonts, &document.metadata.lang);
    typeset_on(processors(), &mut shaper, document, style, fonts, pictures)
}

/// [`typeset`] for batches: single-threaded, with a shaper of these fonts and of the document's
/// language, whose cache is reused.
pub fn typeset_with<'f>(
    shaper: &mut Shaper<'f>,
    document: &Document,
    style: &LargePrint,
    fonts: &'f FontSet,
    pictures: &Pictures,
) -> (Layout, Vec<Diagnostic>) {
    typeset_on(1, shaper, document, style, fonts, pictures)
}

fn typeset_on<'f>(
    threads: usize,
    shaper: &mut Shaper<'f>,
    document: &Document,
    style: &LargePrint,
    fonts: &'f FontSet,
    pictures: &Pictures,
) -> (Layout, Vec<Diagnostic>) {
    let languages = languages(&document.blocks);
    shaper.begin(&languages);
    let hyphenators = match style.hyphenation {
        Hyphenation::None => Hyphenators::default(),
        _ => Hyphenators {
            own: Hyphenator::new(&document.metadata.lang),
            foreign: languages.iter().map(Hyphenator::new).collect(),
        },
    };
    let right_to_left = document.metadata.lang.is_right_to_left();
    let languages = languages.as_slice();
    let roomy = LargePrint { foot: foot::room(document, shaper), ..*style };
    // Where text is so large that a page has no room for it, the foot has that of Latin letters.
    let style = if roomy.check().is_ok() { &roomy } else { style };
    let typesetter = Typesetter {
        threads,
        document,
        style,
        fonts,
        pictures,
        languages,
        right_to_left,
    };
    if !document.is_printable() {
        return (typesetter.empty(), vec![nothing_to_print()]);
    }
    let shaping = &mut Shaping { shaper, hyphenators: &hyphenators };
    let Ok((layout, listed)) = typesetter.set(shaping) else {
        let message = format!(
            "at {} points the page would take more than {MAX_PAGES} sheets",
            style.size.0
        );
        let way = "split it into several pages, or use smaller text";
        return (typesetter.empty(), vec![Diagnostic::too_large(0..0, message, way)]);
    };
    let mut diagnostics = glyph_messages(document, shaping.shaper);
    diagnostics.extend(listed.iter().map(|table| {
        let message = "the columns are too narrow for their words at this size; the table is printed as a list of its rows";
        Diagnostic::advice("table-as-list", table.span.clone(), message)
            .help("use fewer columns or shorter words, or larger paper")
    }));
    if style.measure().0 < COMFORTABLE_MEASURE.0 - 1e-6 {
        let measure = style.measure().mm();
        diagnostics.push(
            Diagnostic::warning(
                "narrow-column",
                0..0,
                format!("the column is {measure:.0} mm wide; under 108 mm lines hold few words"),
            )
            .help("use smaller margins or larger paper"),
        );
    }
    if style.hyphenation != Hyphenation::None && hyphenators.own.is_none() {
        let lang = &document.metadata.lang;
        diagnostics.push(
            Diagnostic::warning(
                "no-hyphenation",
                0..0,
                format!(
                    "there are no hyphenation patterns for `{lang}`; words are not broken"
                ),
            )
            .help("docs/patterns.md lists the languages that have patterns"),
        );
    }
    (layout, diagnostics)
}

/// The message about a page without a word for paper.
pub(crate) fn nothing_to_print() -> Diagnostic {
    Diagnostic::error("nothing-to-print", 0..0, "the page has nothing to print").help(
        "write something below the front matter, outside sections marked `{.web-only}` or `{.speech-only}`",
    )
}

/// Why a document is not set: it would have more than [`MAX_PAGES`].
struct TooLong;

/// One typesetting run.
struct Typesetter<'p, 'f> {
    threads: usize,
    document: &'p Document,
    style: &'p LargePrint,
    fonts: &'f FontSet,
    pictures: &'p Pictures,
    languages: &'p [Lang],
    right_to_left: bool,
}

impl<'p, 'f> Typesetter<'p, 'f> {
    /// Sets the document, with a table of contents or without, and says which tables became lists.
    fn set(
        &self,
        shaping: &mut Shaping<'_, 'f>,
    ) -> Result<(Layout, Vec<&'p Block>), TooLong> {
        let entries = self.document.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Contents { entries } => Some(entries.len()),
            _ => None,
        });
        let entries = entries.unwrap_or_default();
        match self.style.contents {
            Contents::Always if entries > 0 => self.set_without_short_end(true, shaping),
            Contents::Auto if entries >= CONTENTS_HEADINGS => {
                let with = self.set_without_short_end(true, shaping)?;
                let end = with.0.contents.map_or(0, |page| page + 1);
                // So much text after the table does not go on two pages without it.
                if with.0.pages.len() - end > CONTENTS_PAGES {
                    return Ok(with);
                }
                let without = self.set_without_short_end(false, shaping)?;
                Ok(if without.0.pages.len() >= CONTENTS_PAGES { with } else { without })
            }
            _ => self.set_without_short_end(false, shaping),
        }
    }

    fn context<'c>(&'c self, page_of: &'c BTreeMap<NodeId, usize>) -> Context<'c> {
        Context {
            words: our_words(&self.document.metadata.lang),
            page_of,
            pictures: self.pictures,
            languages: self.languages,
            right_to_left: self.right_to_left,
        }
    }

    /// Builds a page, by its number from 0.
    fn emitter<'e>(
        &self,
        shaping: &'e mut Shaping<'_, 'f>,
        page: usize,
    ) -> Emitter<'e, 'f>
    where
        'p: 'e,
    {
        let shaper = &mut *shaping.shaper;
        Emitter::new(self.style, self.fonts, shaper, page, self.right_to_left)
    }

    /// A layout without pages.
    fn empty(&self) -> Layout {
        Layout {
            size: self.style.paper.size(),
            right_to_left: self.right_to_left,
            theme: self.style.theme,
            paint_background: self.style.paint_background,
            pages: Vec::new(),
            lines: Vec::new(),
            listed_tables: BTreeSet::new(),
            contents: None,
        }
    }

    /// Puts the numbers of pages into the table of contents.
    fn fill_contents(
        &self,
        layout: &mut Layout,
        slots: &[(usize, Vec<PageNumberSlot>)],
        shaping: &mut Shaping<'_, 'f>,
    ) {
        let headings =
            slots.iter().flat_map(|(_, slots)| slots.iter().map(|it| it.heading));
        let page_of = pages_of(layout, &headings.collect());
        for (page, slots) in slots {
            let mut emitter = self.emitter(shaping, *page);
            emitter.page = std::mem::take(&mut layout.pages[*page]);
            emitter.fill(slots, &page_of, our_words(&self.document.metadata.lang));
            layout.pages[*page] = emitter.page;
        }
    }
}

/// The languages of words that are not in the page's own, as many as have a number each.
fn languages(blocks: &[Block]) -> Vec<Lang> {
    let mut languages = Vec::new();
    for_each_inline(blocks, &mut |inline| {
        if let InlineKind::LangSpan { lang, .. } = &inline.kind
            && languages.len() < Tongue::MAX_COUNT
            && !languages.contains(lang)
        {
            languages.push(lang.clone());
        }
    });
    languages
}

/// The places that links refer to.
fn targets(blocks: &[Block]) -> BTreeSet<NodeId> {
    let mut targets = BTreeSet::new();
    for_each_inline(blocks, &mut |inline| {
        if let InlineKind::Link { target: Target::Place(id), .. } = inline.kind {
            targets.insert(id);
        }
    });
    targets
}

/// The pages on which nodes begin.
fn pages_of(layout: &Layout, targets: &BTreeSet<NodeId>) -> BTreeMap<NodeId, usize> {
    let mut found = BTreeMap::new();
    if targets.is_empty() {
        return found;
    }
    for (number, page) in layout.pages.iter().enumerate() {
        for (id, _) in page.begins.iter().filter(|(id, _)| targets.contains(id)) {
            found.entry(*id).or_insert(number);
        }
        for fragment in &page.fragments {
            if let Owner::Node(id) = fragment.owner
                && targets.contains(&id)
            {
                found.entry(id).or_insert(number);
            }
        }
    }
    found
}

/// Calls `visit` with every inline of printed blocks.
fn for_each_inline<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Inline)) {
    for block in Walk::new(blocks).filter(|block| block.media.is_printed()) {
        let (BlockKind::Heading { content, .. } | BlockKind::Paragraph { content }) =
            &block.kind
        else {
            continue;
        };
        inlines(content).for_each(&mut *visit);
    }
}

/// Messages about characters that no face has, and about those that the user's font lacks: one
/// for each piece of text that has some.
fn glyph_messages(document: &Document, shaper: &Shaper<'_>) -> Vec<Diagnostic> {
    let missing =
        by_place(document, shaper.missing()).into_iter().map(|(span, names)| {
            let message = format!("no font has {names}; a sign stands in its place");
            Diagnostic::warning("missing-glyph", span, message)
                .help("write it in words, install a font that has it (`printaloud doctor` says which), or give one with `--fallback-font`")
        });
    let lent = by_place(document, shaper.lent()).into_iter().map(|(span, names)| {
        let message = format!("your font lacks {names}; another font is used there");
        Diagnostic::warning("font-lacks-glyph", span, message)
            .help("give a font that has it")
    });
    missing.chain(lent).collect()
}

/// Characters by the piece of text in which each first stands, from the first of them on.
fn by_place(document: &Document, characters: &BTreeSet<char>) -> Vec<(Span, String)> {
    let mut places: Vec<(Span, char)> =
        characters.iter().map(|&c| (place_of(document, c), c)).collect();
    places.sort_by_key(|(span, _)| span.start);
    places
        .chunk_by(|(a, _), (b, _)| a.end == b.end)
        .map(|group| {
            let names: Vec<String> = group.iter().map(|(_, c)| name(*c)).collect();
            (group[0].0.clone(), names.join(", "))
        })
        .collect()
}

/// A character as a message shows it: itself, if it shows, and its code.
fn name(c: char) -> String {
    let code = format!("U+{:04X}", u32::from(c));
    if c.is_alphanumeric() || c.is_ascii_graphic() {
        format!("`{c}` ({code})")
    } else {
        code
    }
}

/// Where a character first stands in the page.
fn place_of(document: &Document, c: char) -> Span {
    let mut place = None;
    let mut find = |text: &str, span: &Span, is_text: bool| {
        if place.is_none()
            && let Some(at) = text.find(c)
        {
            // Of words that were escaped or cleaned only the place of the whole is known. What was
            // no character has become a longer one, and may make up for what was taken out.
            let verbatim =
                is_text && text.len() == span.len() && !text.contains('\u{fffd}');
            let offset = if verbatim { at } else { 0 };
            place = Some(span.start + offset..span.end);
        }
    };
    for_each_inline(&document.blocks, &mut |inline| match &inline.kind {
        InlineKind::Text(text) => find(text, &inline.span, true),
        InlineKind::Code(text) | InlineKind::Image(Image { description: text, .. }) => {
            find(text, &inline.span, false);
        }
        _ => {}
    });
    for block in Walk::new(&document.blocks) {
        match &block.kind {
            BlockKind::Code { text }
            | BlockKind::Figure { image: Image { description: text, .. } } => {
                find(text, &block.span, false);
            }
            _ => {}
        }
    }
    place.unwrap_or_default()
}
