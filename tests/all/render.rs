//! What a reader with low vision sees: size, weight, space, edges and contrast, read back from the
//! PDF and from the rendered page.

use crate::support::{content, layout, leaflets, print, run, style, styles, tool};
use lopdf::{Document, Object};
use printaloud::typeset::frame::Owner;
use printaloud::typeset::style::{Colour, Hyphenation, Paper, Theme};
use std::fs;
use std::process::Command;

/// A run of text in a content stream.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shown {
    size: f64,
    x: f64,
    y: f64,
    artifact: bool,
}

fn float(object: &Object) -> f64 {
    f64::from(object.as_float().unwrap())
}

/// Every run of text on a page, with the size that is in force.
fn shown(pdf: &Document, page: lopdf::ObjectId) -> Vec<Shown> {
    let content = pdf.get_and_decode_page_content(page).unwrap();
    let (mut size, mut at, mut artifact) = (0.0, (0.0, 0.0), false);
    let mut runs = Vec::new();
    let mut picture = false;
    for operation in content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tf" => size = float(&operands[1]),
            "Tm" => {
                // Never scaled, turned or slanted.
                let matrix: Vec<f64> = operands.iter().map(float).collect();
                assert_eq!(matrix[..4], [1.0, 0.0, 0.0, 1.0]);
                at = (matrix[4], matrix[5]);
            }
            "BDC" => artifact = operands[0].as_name().unwrap() == b"Artifact",
            "TJ" | "Tj" => runs.push(Shown { size, x: at.0, y: at.1, artifact }),
            // Only pictures are scaled, each between q and Q.
            "cm" => picture = true,
            "Q" => picture = false,
            "BT" | "Tz" | "Tr" if picture || operation.operator != "BT" => {
                panic!("text is scaled or outlined")
            }
            _ => {}
        }
    }
    runs
}

#[test]
fn no_text_is_small_slanted_or_underlined() {
    for page in leaflets().into_iter().chain([content()]) {
        for size in [16.0, 18.0, 36.0] {
            let style = style(size, Paper::A4, Theme::BlackOnWhite, Hyphenation::Sparing);
            let pdf = Document::load_mem(&print(&page.source, &style)).unwrap();
            for id in pdf.page_iter() {
                for run in shown(&pdf, id) {
                    assert!(run.size >= 16.0, "{}: {run:?}", page.name);
                }
            }
            for object in pdf.objects.values() {
                let Ok(dict) = object.as_dict() else { continue };
                if dict.get_type().is_ok_and(|kind| kind == b"FontDescriptor") {
                    let name = dict.get(b"FontName").unwrap().as_name().unwrap();
                    let name = String::from_utf8_lossy(name).to_lowercase();
                    assert!(
                        !name.contains("italic") && !name.contains("oblique"),
                        "{name}"
                    );
                    assert_eq!(dict.get(b"ItalicAngle").unwrap().as_i64().unwrap(), 0);
                }
            }
        }
    }
}

#[test]
fn nothing_is_drawn_under_text_but_the_rule_of_the_foot() {
    let style = style(18.0, Paper::A4, Theme::BlackOnWhite, Hyphenation::Sparing);
    let (_, laid_out) = layout(&content().source, &style);
    for (number, page) in laid_out.pages.iter().enumerate() {
        assert_eq!(page.rules.len(), usize::from(number > 0), "page {}", number + 1);
    }
    let pdf = Document::load_mem(&print(&content().source, &style)).unwrap();
    for (number, id) in pdf.page_iter().enumerate() {
        let drawn = pdf.get_and_decode_page_content(id).unwrap().operations;
        let painted = drawn
            .iter()
            .filter(|op| matches!(op.operator.as_str(), "re" | "l" | "c" | "S"));
        assert_eq!(painted.count(), usize::from(number > 0));
    }
}

#[test]
fn lines_are_flush_left_and_a_leading_and_a_half_apart() {
    for (size, paper) in [(18.0, Paper::A4), (24.0, Paper::A5)] {
        let style = style(size, paper, Theme::BlackOnWhite, Hyphenation::Sparing);
        let source: String = (0..9)
            .map(|_| "Words that fill a few lines of a paragraph of plain text. ")
            .collect();
        let pdf = Document::load_mem(&print(&format!("# Title\n\n{source}\n"), &style))
            .unwrap();
        let page = pdf.page_iter().next().unwrap();
        let lines: Vec<Shown> = shown(&pdf, page)
            .into_iter()
            .filter(|run| !run.artifact && (run.size - size).abs() < 1e-3)
            .collect();
        // The last is the edition, a paragraph of its own.
        let lines = &lines[..lines.len() - 1];
        assert!(lines.len() > 5);
        for pair in lines.windows(2) {
            assert!((pair[0].y - pair[1].y - size * 1.5).abs() < 0.01, "{pair:?}");
            assert!((pair[0].x - style.margin.0).abs() < 0.01, "{pair:?}");
        }
    }
}

#[test]
fn content_stays_between_the_margins() {
    for page in leaflets().into_iter().chain([content()]) {
        for style in styles() {
            let (_, laid_out) = layout(&page.source, &style);
            let (left, right) = (style.margin.0, (laid_out.size.width - style.margin).0);
            let (low, high) =
                (style.bottom_margin().0, (laid_out.size.height - style.margin).0);
            for fragment in laid_out.pages.iter().flat_map(|page| &page.fragments) {
                let at = fragment.origin;
                // A space at a line's end is not seen.
                let blank = fragment.text.trim().is_empty();
                let end = if blank { at.x } else { at.x + fragment.width };
                let spaces = fragment.text.len() - fragment.text.trim_end().len();
                let seen = end.0 - fragment.size.0 * 0.7 * spaces as f64;
                let case = format!("{}: {:?} {:?}", page.name, fragment.text, style);
                assert!(
                    at.x.0 >= left - 0.01 && seen <= right + fragment.size.0 * 0.05,
                    "{case}"
                );
                if fragment.owner == Owner::Artifact {
                    assert!(at.y.0 >= 28.0, "{case}");
                } else {
                    assert!(at.y.0 >= low - 0.01 && at.y.0 <= high, "{case}");
                }
            }
        }
    }
}

/// A rendered page: width, height, and three bytes a pixel.
struct Pixels {
    width: usize,
    height: usize,
    bytes: Vec<u8>,
}

impl Pixels {
    /// Reads a binary PPM.
    fn from_ppm(ppm: &[u8]) -> Self {
        let mut fields = ppm.splitn(4, |byte| byte.is_ascii_whitespace());
        assert_eq!(fields.next(), Some(b"P6".as_slice()));
        let mut number = || -> usize {
            std::str::from_utf8(fields.next().unwrap()).unwrap().parse().unwrap()
        };
        let (width, height) = (number(), number());
        let bytes = ppm[ppm.len() - width * height * 3..].to_vec();
        Self { width, height, bytes }
    }

    fn at(&self, x: usize, y: usize) -> Colour {
        let at = (y.min(self.height - 1) * self.width + x.min(self.width - 1)) * 3;
        Colour(self.bytes[at], self.bytes[at + 1], self.bytes[at + 2])
    }
}

#[test]
fn every_run_of_text_stands_out_on_the_rendered_page() {
    let Some(pdftoppm) = tool("pdftoppm") else { return };
    let folder = tempfile::tempdir().unwrap();
    for theme in Theme::ALL {
        let style = style(18.0, Paper::A4, theme, Hyphenation::Sparing);
        let page = content();
        let (_, laid_out) = layout(&page.source, &style);
        let pdf = folder.path().join("page.pdf");
        fs::write(&pdf, print(&page.source, &style)).unwrap();
        run(Command::new(&pdftoppm)
            .args(["-r", "144"])
            .arg(&pdf)
            .arg(folder.path().join("p")));
        let mut runs = 0;
        for (number, page) in laid_out.pages.iter().enumerate() {
            let path = folder.path().join(format!("p-{}.ppm", number + 1));
            let pixels = Pixels::from_ppm(&fs::read(path).unwrap());
            assert_eq!(pixels.at(3, 3), theme.background(), "the corner is not painted");
            for fragment in page.fragments.iter().filter(|it| !it.text.trim().is_empty())
            {
                runs += 1;
                let scale = 2.0; // 144 pixels an inch
                let height = laid_out.size.height.0;
                let left = (fragment.origin.x.0 * scale) as usize;
                let right = ((fragment.origin.x + fragment.width).0 * scale) as usize;
                let top = ((height - fragment.origin.y.0 - fragment.size.0 * 0.8) * scale)
                    as usize;
                let bottom = ((height - fragment.origin.y.0) * scale) as usize;
                let colours: Vec<Colour> = (top..bottom)
                    .flat_map(|y| (left..right).map(move |x| (x, y)))
                    .map(|(x, y)| pixels.at(x, y))
                    .collect();
                let contrast = colours
                    .iter()
                    .map(|colour| colour.contrast(theme.background()))
                    .fold(1.0, f64::max);
                assert!(contrast >= 7.0, "{theme:?}: {:?} {contrast:.1}", fragment.text);
                // What is around the letters is the page.
                let ground =
                    colours.iter().filter(|it| **it == theme.background()).count();
                assert!(ground * 4 > colours.len(), "{theme:?}: {:?}", fragment.text);
            }
        }
        assert!(runs > 100, "{runs} runs");
    }
}
