//! What each stage makes of every folder in `tests/leaflets/` and `tests/pages/`, as text beside
//! the leaflet.
//! `SNAPSHOTS=overwrite cargo test --test stages` accepts what is made now.

use crate::support::{leaflet_folders, page_folders, pictures, print, run, tool};
use printaloud::diag::{Diagnostic, Severity};
use printaloud::document::Defaults;
use printaloud::document::{
    Block, BlockKind, Document, Expansion, Image, Inline, InlineKind,
};
use printaloud::font::FontSet;
use printaloud::geom::Rect;
use printaloud::markdown::to_document;
use printaloud::speech::{Narration, Role, Script, Verbosity, narrate};
use printaloud::typeset::frame::{Layout, Owner};
use printaloud::typeset::style::LargePrint;
use printaloud::typeset::typeset;
use snapbox::{Assert, Data};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[test]
fn every_stage_makes_what_is_written_beside_the_leaflet() {
    let folders = [leaflet_folders(), page_folders()].concat();
    assert!(folders.len() >= 25, "{} folders", folders.len());
    for folder in folders {
        let source =
            String::from_utf8(fs::read(folder.join("leaflet.md")).unwrap()).unwrap();
        let (document, mut diagnostics) =
            to_document(&source, &Defaults::titled("A leaflet"));
        let refused = |diagnostics: &[Diagnostic]| {
            diagnostics.iter().any(|it| it.severity == Severity::Error)
        };
        let mut layout = None;
        if !refused(&diagnostics) {
            let (style, fonts) = (LargePrint::default(), FontSet::new());
            let (set, found) = typeset(&document, &style, &fonts, &pictures(&source));
            diagnostics.extend(found);
            layout = Some(set).filter(|_| !refused(&diagnostics));
        }
        if let Some(layout) = layout {
            let (script, found) = narrate(&document, &narration());
            diagnostics.extend(found);
            expect(&folder, "document.txt", &document_text(&document));
            expect(&folder, "script.txt", &script_text(&script));
            expect(&folder, "layout.txt", &layout_text(&layout));
            structure(&folder, &source);
        }
        expect(&folder, "diagnostics.txt", &diagnostics_text(&diagnostics, &source));
    }
}

/// All that can be said.
fn narration() -> Narration {
    Narration { verbosity: Verbosity::Full, addresses: true, ..Narration::default() }
}

/// A line an utterance: the silence before it, whose words it says, what is said; below it what
/// is written, where that differs.
fn script_text(script: &Script) -> String {
    let mut out = String::new();
    for utterance in &script.utterances {
        let pause = utterance.pause_before.as_secs_f32();
        let sign = match utterance.role {
            Role::Content => ' ',
            Role::Announcement => '*',
        };
        let lang = if utterance.lang == script.utterances[0].lang {
            String::new()
        } else {
            format!("[{}] ", utterance.lang)
        };
        // An endless word says no more by all its letters.
        let said: String = utterance.said.chars().take(200).collect();
        let _ = writeln!(out, "{pause:.1} {sign} {lang}{said}");
        if utterance.written != utterance.said {
            let written: String = utterance.written.chars().take(200).collect();
            let _ = writeln!(out, "      for {written}");
        }
    }
    out
}

fn expect(folder: &Path, file: &str, actual: &str) {
    let path = folder.join(file);
    let expected = Data::read_from(&path, Some(snapbox::data::DataFormat::Text));
    Assert::new().action_env("SNAPSHOTS").eq(actual.to_owned(), expected.raw());
}

fn diagnostics_text(diagnostics: &[Diagnostic], source: &str) -> String {
    let lines = diagnostics.iter().map(|found| found.render("leaflet.md", source) + "\n");
    lines.collect()
}

fn document_text(document: &Document) -> String {
    let metadata = &document.metadata;
    let mut out = format!("title `{}`, language {}\n", metadata.title, metadata.lang);
    blocks_text(&document.blocks, 0, &mut out);
    out
}

fn blocks_text(blocks: &[Block], depth: usize, out: &mut String) {
    // Beyond ten levels one line says the rest.
    for block in blocks {
        let mut indent = "  ".repeat(depth.min(10));
        if block.origin != Default::default() {
            let _ = write!(indent, "[{:?}] ", block.origin);
        }
        if block.media != Default::default() {
            let _ = write!(indent, "[{:?} only] ", block.media);
        }
        match &block.kind {
            BlockKind::Heading { level, content, .. } => {
                let _ =
                    writeln!(out, "{indent}heading {level}: {}", inlines_text(content));
            }
            BlockKind::Paragraph { content } => {
                let _ = writeln!(out, "{indent}paragraph: {}", inlines_text(content));
            }
            BlockKind::List { start, descending, items } => {
                let down = if *descending { " down" } else { "" };
                let _ = writeln!(out, "{indent}list from {start:?}{down}");
                for item in items {
                    let task = match item.task {
                        Some(true) => ", done",
                        Some(false) => ", to do",
                        None => "",
                    };
                    let _ = writeln!(out, "{indent}  item{task}");
                    blocks_text(&item.blocks, depth + 2, out);
                }
            }
            BlockKind::Quote { blocks } => {
                let _ = writeln!(out, "{indent}quote");
                blocks_text(blocks, depth + 1, out);
            }
            BlockKind::Code { text } => {
                let _ = writeln!(out, "{indent}code {text:?}");
            }
            BlockKind::Rule => {
                let _ = writeln!(out, "{indent}rule");
            }
            BlockKind::Contents { entries } => {
                let _ = writeln!(out, "{indent}contents");
                for entry in entries {
                    let _ = writeln!(out, "{indent}  {} {}", entry.level, entry.words);
                }
            }
            BlockKind::Figure { image } => {
                let _ = writeln!(out, "{indent}figure: {}", image_text(image));
            }
            BlockKind::Footnotes { notes } => {
                let _ = writeln!(out, "{indent}notes");
                for note in notes {
                    let _ = writeln!(out, "{indent}  note");
                    blocks_text(&note.blocks, depth + 2, out);
                }
            }
            BlockKind::Admonition { kind, title, blocks } => {
                let title = title.kind.content();
                let title = inlines_text(title);
                let colon = if title.is_empty() { "" } else { ": " };
                let _ = writeln!(out, "{indent}{kind:?}{colon}{title}");
                blocks_text(blocks, depth + 1, out);
            }
            BlockKind::DefinitionList { items } => {
                let _ = writeln!(out, "{indent}definitions");
                for item in items {
                    let _ = writeln!(out, "{indent}  term");
                    blocks_text(&item.terms, depth + 2, out);
                    let _ = writeln!(out, "{indent}  means");
                    blocks_text(&item.blocks, depth + 2, out);
                }
            }
            BlockKind::Table(table) => {
                let _ = writeln!(out, "{indent}table {:?}", table.columns);
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let cells =
                        row.cells.iter().map(|cell| inlines_text(cell.kind.content()));
                    let cells: Vec<String> = cells.collect();
                    let _ = writeln!(out, "{indent}  {}", cells.join(" | "));
                }
            }
        }
    }
}

fn image_text(image: &Image) -> String {
    let caption = image.caption.as_ref().map_or("", |caption| &caption.words);
    let decorative = if image.decorative { ", decorative" } else { "" };
    format!("image({}, {}, {caption}{decorative})", image.source, image.description)
}

fn inlines_text(content: &[Inline]) -> String {
    let one = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.clone(),
        InlineKind::Emphasis(content) => format!("emphasis({})", inlines_text(content)),
        InlineKind::Strong(content) => format!("strong({})", inlines_text(content)),
        InlineKind::Shifted { shift, content } => {
            format!("{shift:?}({})", inlines_text(content))
        }
        InlineKind::Strikethrough(content) => {
            format!("deleted({})", inlines_text(content))
        }
        InlineKind::Code(text) => format!("code({text})"),
        InlineKind::PrintOnly(content) => format!("printed({})", inlines_text(content)),
        InlineKind::Expanded { content, expansion, speech } => {
            let how = match speech {
                Expansion::AsWritten => "for",
                Expansion::InPlace => "said",
                Expansion::BetweenPauses => "named",
            };
            format!("{}[{how} {expansion}]", inlines_text(content))
        }
        InlineKind::LangSpan { lang, content } => {
            format!("in {lang}({})", inlines_text(content))
        }
        InlineKind::Link { target, address, content } => {
            format!("link({}, {target:?}, {address:?})", inlines_text(content))
        }
        InlineKind::Image(image) => image_text(image),
        InlineKind::SoftBreak => " ".into(),
        InlineKind::HardBreak => "⏎".into(),
    };
    content.iter().map(one).collect()
}

/// A line a line: its height above the lower edge, its left edge, its size and its words.
fn layout_text(layout: &Layout) -> String {
    let mut out = String::new();
    for (number, page) in layout.pages.iter().enumerate() {
        let leaders = match page.leaders.len() {
            0 => String::new(),
            count => format!(", {count} rows of dots"),
        };
        let rules = page.rules.len();
        let _ = writeln!(out, "page {}, {rules} rules{leaders}", number + 1);
        let same = |a: &printaloud::typeset::frame::Fragment,
                    b: &printaloud::typeset::frame::Fragment| {
            a.origin.y == b.origin.y
                && (a.owner == Owner::Artifact) == (b.owner == Owner::Artifact)
        };
        for line in page.fragments.chunk_by(same) {
            let first = &line[0];
            let words: Vec<&str> =
                line.iter().map(|fragment| fragment.text.as_str()).collect();
            let kind = if first.owner == Owner::Artifact { "foot " } else { "" };
            let (x, y, size) = (first.origin.x.0, first.origin.y.0, first.size.0);
            let _ =
                writeln!(out, "  {kind}{y:.1} {x:.1} {size:.1} {:?}", words.join("|"));
        }
        for picture in &page.pictures {
            let Rect { x, y, width, height } = picture.place;
            let (x, y, width, height) = (x.0, y.0, width.0, height.0);
            let source = &picture.source;
            let _ = writeln!(
                out,
                "  picture {source}: {y:.1} {x:.1}, {width:.1} by {height:.1}"
            );
        }
        for word in &page.joined {
            let _ = writeln!(out, "  read as {word:?}");
        }
    }
    out
}

/// The structure tree with its words, as Poppler shows it.
fn structure(folder: &Path, source: &str) {
    let Some(pdfinfo) = tool("pdfinfo") else { return };
    let pdf = tempfile::NamedTempFile::new().unwrap();
    fs::write(pdf.path(), print(source, &LargePrint::default())).unwrap();
    let shown =
        run(std::process::Command::new(pdfinfo).arg("-struct-text").arg(pdf.path()));
    expect(folder, "structure.txt", &shown);
}
