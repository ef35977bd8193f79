//! What is done with noise, and what has to hold of the result. `fuzz/run` throws noise at it;
//! `tests/all/hostile/noise.rs` throws the corpus at it.

use lopdf::Document as Pdf;
use printaloud::check::{Checks, Page, check, without_off};
use printaloud::config::{JobFile, Settings, centres_from_csv, centres_from_toml};
use printaloud::diag::{Diagnostic, Severity};
use printaloud::document::Defaults;
use printaloud::document::{BlockKind, Document, ReviewDate};
use printaloud::font::FontSet;
use printaloud::formats::names;
use printaloud::geom::Pt;
use printaloud::lang::Lang;
use printaloud::markdown::{self, to_document};
use printaloud::pdf::{PdfOptions, export};
use printaloud::picture::{Picture, Pictures};
use printaloud::speech::lexicon::Lexicon;
use printaloud::speech::normalize::normalize;
use printaloud::speech::{Narration, narrate};
use printaloud::text::bind::bound_spaces;
use printaloud::text::hyphenate::Hyphenator;
use printaloud::text::segment::{break_opportunities, sentences};
use printaloud::text::slug;
use printaloud::typeset::style::{
    BINDINGS, CONTENTS, HYPHENATIONS, LargePrint, PAPERS, THEMES,
};
use printaloud::typeset::typeset;

use std::sync::LazyLock;

pub mod properties;

/// What is done with noise.
pub type Target = fn(&[u8]);

/// The targets, by name.
pub const TARGETS: [(&str, Target); 9] = [
    ("markdown", markdown),
    ("print", print),
    ("lines", lines),
    ("speech", speech),
    ("tables", tables),
    ("front_matter", front_matter),
    ("html", html),
    ("fonts", fonts),
    ("pictures", pictures),
];

/// The fonts that are built in.
static FONTS: LazyLock<FontSet> = LazyLock::new(FontSet::new);

/// Languages with patterns, without, and from right to left.
const LANGUAGES: [&str; 8] = ["en-GB", "cy", "pl", "de", "ur", "hi", "zh", "tlh"];

/// Reads a page, checks it and writes its script.
pub fn markdown(noise: &[u8]) {
    let Ok(source) = std::str::from_utf8(noise) else { return };
    let (document, _) = read(source);
    let lexicon = Lexicon::built_in();
    let page = Page { source, document: &document, lexicon: &lexicon };
    let today = ReviewDate::from_iso("2026-11-24").expect("it is a day");
    let checks = Checks { today, off: Vec::new(), with_advice: true, with_notes: true };
    told(source, &without_off(&document, &checks, check(&page, &checks)));
    for comment in &document.comments {
        assert!(source[comment.span.clone()].contains(&comment.text));
    }
    let (script, found) = narrate(&document, &Narration::default());
    told(source, &found);
    properties::script(&document, &script);
}

/// Sets a page in any style, and writes its PDF. The first two bytes choose the style.
pub fn print(noise: &[u8]) {
    let [look, more, source @ ..] = noise else { return };
    let Ok(source) = std::str::from_utf8(source) else { return };
    let style = style(*look, *more);
    let defaults = Defaults::titled("A leaflet");
    let Ok((completed, diagnostics)) = markdown::read(source, &defaults) else { return };
    let centre = (more % 3 == 0).then(|| centres_from_csv(CENTRE).0.remove(0).details);
    let document = completed.document(centre.as_ref());
    let refused = diagnostics.iter().any(|it| it.severity == Severity::Error);
    if refused || !document.is_printable() {
        return;
    }
    printed(source, &document, &style, &FONTS, &Pictures::default());
}

/// A centre with all details.
const CENTRE: &str = "name,address,phone,email,web,hours,note\nNorthbridge,\"1 Sample Street; Northbridge\",01632 960101; 01632 960102,help@example.org,https://example.org/a,9 to 5,Ring the bell.\n";

/// Cuts text wherever it may be cut, and sets it as one paragraph. The first two bytes choose the
/// style and the language.
pub fn lines(noise: &[u8]) {
    let [look, more, text @ ..] = noise else { return };
    let text = String::from_utf8_lossy(text);
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    let tag = LANGUAGES[usize::from(*more) % LANGUAGES.len()];
    let lang = Lang::new(tag).expect("it is a tag");
    let ends = break_opportunities(&text);
    assert!(
        ends.windows(2).all(|two| two[0] < two[1])
            && ends.iter().all(|&at| text.is_char_boundary(at))
    );
    assert!(text.is_empty() || ends.last() == Some(&text.len()));
    assert!(bound_spaces(&text).iter().all(|&at| text[..at].ends_with(' ')));
    if let Some(hyphenator) = Hyphenator::new(&lang) {
        for word in text.split(|c: char| !c.is_alphabetic()) {
            let places = hyphenator.hyphenate(word);
            assert!(places.windows(2).all(|two| two[0] < two[1]));
            assert!(
                places
                    .iter()
                    .all(|&at| 0 < at && at < word.len() && word.is_char_boundary(at))
            );
        }
    }
    let sentences = sentences(&text, &lang);
    assert!(sentences.windows(2).all(|two| two[0].end <= two[1].start));
    let said: String = sentences.iter().map(|range| &text[range.clone()]).collect();
    assert!(letters(&said).eq(letters(&text)), "{said:?} {text:?}");
    // The words of a page, without Markdown in their way.
    let mut document = to_document("x", &Defaults { title: "x", lang }).0;
    for block in &mut document.blocks {
        if let BlockKind::Paragraph { content } = &mut block.kind
            && let Some(printaloud::document::Inline {
                kind: printaloud::document::InlineKind::Text(words),
                ..
            }) = content.first_mut()
            && words == "x"
        {
            *words = text.trim().to_owned();
        }
    }
    if !document.is_printable() {
        return;
    }
    let style = style(*look, more / 8);
    let (layout, _) = typeset(&document, &style, &FONTS, &Pictures::default());
    properties::layout(&document, &layout, &style);
}

/// Says words with a lexicon of the user's, which stands behind the last form feed.
pub fn speech(noise: &[u8]) {
    let Ok(source) = std::str::from_utf8(noise) else { return };
    let (text, own) = source.rsplit_once('\u{c}').unwrap_or((source, ""));
    let (words, diagnostics) = Lexicon::parse(own);
    told(own, &diagnostics);
    let lexicon = Lexicon::built_in().under(words);
    let british = Lang::british();
    let said = normalize(text, &british, &Lexicon::built_in());
    assert!(!said.contains(|c: char| c.is_ascii_digit()), "{text:?} {said:?}");
    // Signs have words too.
    assert!(
        letters(text).next().is_none() || letters(&said).next().is_some(),
        "{text:?}"
    );
    for tag in ["en-US", "en-IE", "cy", "pl"] {
        let lang = Lang::new(tag).expect("it is a tag");
        normalize(text, &lang, &lexicon);
    }
}

/// Reads noise as every file of settings that there is.
pub fn tables(noise: &[u8]) {
    let [kind, source @ ..] = noise else { return };
    let Ok(source) = std::str::from_utf8(source) else { return };
    match kind % 6 {
        0 => centres(source, centres_from_csv(source)),
        1 => centres(source, centres_from_toml(source, &names())),
        2 => told(source, &JobFile::parse(source, &names()).1),
        3 => {
            let (settings, diagnostics) = Settings::parse(source);
            told(source, &diagnostics);
            assert!(
                settings
                    .all(source)
                    .iter()
                    .all(|it| it.place.is_none_or(|at| at <= source.len()))
            );
        }
        4 => {
            let source = format!("---\n{source}\n---\nA page.\n");
            read(&source);
        }
        _ => told(source, &Lexicon::parse(source).1),
    }
}

/// Reads noise as front matter: whatever stands there, the page below it is printed. The first byte
/// chooses YAML or TOML.
pub fn front_matter(noise: &[u8]) {
    let [kind, source @ ..] = noise else { return };
    let Ok(source) = std::str::from_utf8(source) else { return };
    let (fence, key) =
        if kind % 2 == 0 { ("---", "sources: a") } else { ("+++", "sources = 'a'") };
    // What closes it earlier makes a page of the rest.
    let closes = |line: &str| matches!(line.trim_end(), "---" | "..." | "+++");
    if source.split(['\n', '\r']).any(closes) {
        return;
    }
    let page = format!("{fence}\n{source}\n{key}\n{fence}\n\nWords.");
    let (document, diagnostics) = read(&page);
    assert!(diagnostics.iter().all(|it| it.severity != Severity::Error));
    assert!(properties::written(&document).contains("Words"), "{page:?}");
}

/// Reads noise as a block of HTML: whatever stands there, the page behind it is printed, or refused
/// with the reason.
pub fn html(noise: &[u8]) {
    let Ok(source) = std::str::from_utf8(noise) else { return };
    // Sections for one medium may hide what stands behind them on purpose.
    if source.contains("-only") {
        return;
    }
    let page = format!("<div>\n{source}\n</div>\n\nWords.\n");
    let (document, diagnostics) = read(&page);
    let refused = diagnostics.iter().any(|it| it.severity == Severity::Error);
    assert!(refused || properties::written(&document).contains("Words"), "{page:?}");
    let (script, found) = narrate(&document, &Narration::default());
    told(&page, &found);
    properties::script(&document, &script);
}

/// Reads a page and looks at its places.
fn read(source: &str) -> (Document, Vec<Diagnostic>) {
    let (document, diagnostics) = to_document(source, &Defaults::titled("A leaflet"));
    told(source, &diagnostics);
    properties::nodes(source, &document);
    (document, diagnostics)
}

fn centres(
    source: &str,
    (centres, diagnostics): (Vec<printaloud::config::CentreEntry>, Vec<Diagnostic>),
) {
    told(source, &diagnostics);
    let page = markdown::read("# Rest\n\nSleep.\n", &Defaults::titled("A leaflet"));
    let (page, _) = page.expect("it is short");
    for centre in centres {
        for name in [&centre.slug, &centre.details.name] {
            let slug = slug(name);
            let plain = |c: char| c == '-' || c.is_alphanumeric();
            assert!(
                !slug.is_empty() && slug.len() < 100 && slug.chars().all(plain),
                "{slug:?}"
            );
        }
        let page = page.document(Some(&centre.details));
        let style = LargePrint::default();
        let (layout, _) = typeset(&page, &style, &FONTS, &Pictures::default());
        properties::layout(&page, &layout, &style);
    }
}

/// A user's font for text, and one for what others lack. The first byte is the number of the face.
pub fn fonts(noise: &[u8]) {
    let [number, font @ ..] = noise else { return };
    let source = "# Rest\n\nSleep when you are *tired*: 8 mg, Ωmega, 睡 …\n";
    let (document, _) = to_document(source, &Defaults::titled("A leaflet"));
    let mut own = FontSet::new();
    let mut further = FontSet::new();
    let read = [
        own.set_regular(font.to_vec()).is_ok(),
        further.add_fallback(font.to_vec(), u32::from(*number)).is_ok(),
    ];
    for (fonts, read) in [own, further].iter().zip(read) {
        if read {
            let style = LargePrint::default();
            let (layout, _) = typeset(&document, &style, fonts, &Pictures::default());
            let pdf = export(
                &document,
                &layout,
                fonts,
                &Pictures::default(),
                &PdfOptions::default(),
            );
            if let Ok(pdf) = pdf {
                loaded(&pdf, layout.pages.len());
            }
        }
    }
}

/// A picture on a page.
pub fn pictures(noise: &[u8]) {
    let Ok(picture) = Picture::read(noise.to_vec()) else { return };
    let mut pictures = Pictures::default();
    pictures.insert("it.png".into(), picture);
    let source = "# Rest\n\n![A picture of rest](it.png)\n\nSleep.\n";
    let (document, _) = to_document(source, &Defaults::titled("A leaflet"));
    printed(source, &document, &LargePrint::default(), &FONTS, &pictures);
}

fn printed(
    source: &str,
    document: &Document,
    style: &LargePrint,
    fonts: &FontSet,
    pictures: &Pictures,
) {
    let (layout, found) = typeset(document, style, fonts, pictures);
    told(source, &found);
    properties::layout(document, &layout, style);
    let pdf = export(document, &layout, fonts, pictures, &PdfOptions::default());
    loaded(&pdf.expect("the fonts are whole"), layout.pages.len());
}

/// An outside reader finds every page.
fn loaded(pdf: &[u8], pages: usize) {
    let pdf = Pdf::load_mem(pdf).expect("a PDF can be read");
    assert_eq!(pdf.get_pages().len(), pages);
}

/// A message has a place in its page and can be shown.
fn told(source: &str, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        assert!(source.get(diagnostic.span.clone()).is_some(), "{diagnostic:?}");
        let shown = diagnostic.render("page.md", source);
        assert!(shown.starts_with("page.md:"), "{shown}");
    }
}

/// One style of all that are allowed.
fn style(look: u8, more: u8) -> LargePrint {
    let pick = |byte: u8, among: usize| usize::from(byte) % among;
    let paper = PAPERS[pick(look, PAPERS.len())].1;
    let style = LargePrint {
        size: Pt([16.0, 18.0, 24.0, 36.0, 72.0][pick(look / 4, 5)]),
        paper,
        margin: paper.margin(),
        hyphenation: HYPHENATIONS[pick(look / 20, 3)].1,
        contents: CONTENTS[pick(more, 3)].1,
        theme: THEMES[pick(more / 3, THEMES.len())].1,
        binding: if BINDINGS[pick(more / 15, 2)].1 {
            printaloud::typeset::style::BINDING
        } else {
            Pt(0.0)
        },
        duplex: more / 30 % 2 == 1,
        sheets: more / 60 % 2 == 1,
        ..LargePrint::default()
    };
    if style.check().is_ok() {
        style
    } else {
        LargePrint { size: style.size, ..LargePrint::default() }
    }
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}
