//! How lines come out: the targets of `docs/large-print.md` on the seed page and the content page.

use crate::support::{content, layout, seed, style};
use printaloud::typeset::frame::LineFact;
use printaloud::typeset::style::{Hyphenation, Paper, Theme};

/// The settings for which there are targets.
const SETTINGS: [(Paper, f64); 4] =
    [(Paper::A4, 18.0), (Paper::A4, 24.0), (Paper::A4, 28.0), (Paper::A5, 18.0)];

const MODES: [Hyphenation; 3] =
    [Hyphenation::None, Hyphenation::Sparing, Hyphenation::Full];

struct Figures {
    lines: usize,
    hyphens: usize,
    mean: f64,
    shortest: f64,
    under: usize,
}

fn figures(lines: &[LineFact]) -> Figures {
    let full: Vec<f64> =
        lines.iter().filter(|line| !line.last).map(|line| line.fill).collect();
    let mean = full.iter().sum::<f64>() / full.len() as f64;
    Figures {
        lines: lines.len(),
        hyphens: lines.iter().filter(|line| line.hyphenated).count(),
        mean,
        shortest: full.iter().copied().fold(1.0, f64::min),
        under: full.iter().filter(|fill| **fill < 0.75).count(),
    }
}

#[test]
fn lines_are_even_and_hyphens_few() {
    let mut missed = Vec::new();
    for page in seed().into_iter().chain([content()]) {
        println!("{}: paper size mode lines hyphens mean shortest under-75%", page.name);
        for (paper, size) in
            SETTINGS.into_iter().chain([(Paper::A5, 24.0), (Paper::A4, 36.0)])
        {
            for mode in MODES {
                let style = style(size, paper, Theme::BlackOnWhite, mode);
                let lines = layout(&page.source, &style).1.lines;
                let Figures { lines: count, hyphens, mean, shortest, under } =
                    figures(&lines);
                println!(
                    "{paper:?} {size} {mode:?} {count} {hyphens} {mean:.3} {shortest:.2} {under}"
                );
                neighbours(&lines);
                if mode == Hyphenation::None {
                    assert_eq!(hyphens, 0);
                }
                if !SETTINGS.contains(&(paper, size)) {
                    continue;
                }
                let share = 100.0 * hyphens as f64 / count as f64;
                let case = format!("{} {paper:?} {size} {mode:?}", page.name);
                if mode == Hyphenation::Sparing && (share > 5.5 || under > 0) {
                    missed.push(format!("{case}: {share:.1} in 100, {under} short"));
                }
                if mode == Hyphenation::Full
                    && (paper, size) == SETTINGS[0]
                    && (share > 12.5 || shortest < 0.82)
                {
                    missed.push(format!(
                        "{case}: {share:.1} in 100, shortest {shortest:.3}"
                    ));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Never two hyphenated lines in a row, and none over a page.
fn neighbours(lines: &[LineFact]) {
    for pair in lines.windows(2) {
        if pair[0].hyphenated {
            assert!(!pair[1].hyphenated, "two hyphens in a row");
            assert_eq!(pair[0].page, pair[1].page, "a hyphen over a page");
            assert!(!pair[0].last);
        }
    }
}
