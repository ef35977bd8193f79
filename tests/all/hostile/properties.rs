//! What holds of pages of any shape in any style: each word once on paper and once in the script.

use super::targets;
use crate::support::{everything, judge_all, layout, print, run, tool};
use printaloud::geom::Pt;
use printaloud::speech::{Narration, Role, narrate};
use printaloud::typeset::style::{
    BINDING, CONTENTS, HYPHENATIONS, LargePrint, PAPERS, THEMES,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

/// What a page is made of, with how many words each has.
#[derive(Debug, Clone)]
enum Part {
    Heading(u8, usize),
    Paragraph(usize, &'static str),
    List(Vec<usize>, bool),
    Table(usize, usize),
    Quote(usize),
    Warning(usize),
    Code(usize),
    Note(usize),
    Definition(usize),
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        (1u8..=6, 1usize..12).prop_map(|(level, words)| Part::Heading(level, words)),
        (1usize..120, select(vec!["", "*", "**", "~~"]))
            .prop_map(|(words, mark)| Part::Paragraph(words, mark)),
        (vec(1usize..30, 1..8), any::<bool>())
            .prop_map(|(items, numbered)| Part::List(items, numbered)),
        (1usize..5, 1usize..6).prop_map(|(columns, rows)| Part::Table(columns, rows)),
        (1usize..40).prop_map(Part::Quote),
        (1usize..40).prop_map(Part::Warning),
        (1usize..30).prop_map(Part::Code),
        (1usize..20).prop_map(Part::Note),
        (1usize..20).prop_map(Part::Definition),
    ]
}

fn style() -> impl Strategy<Value = LargePrint> {
    let papers: Vec<_> = PAPERS.iter().map(|(_, paper)| *paper).collect();
    let modes: Vec<_> = HYPHENATIONS.iter().map(|(_, mode)| *mode).collect();
    let contents: Vec<_> = CONTENTS.iter().map(|(_, contents)| *contents).collect();
    let themes: Vec<_> = THEMES.iter().map(|(_, theme)| *theme).collect();
    let look = (16.0f64..=72.0, 1.2f64..=3.0, select(papers), select(modes));
    let more = (select(contents), select(themes), any::<[bool; 4]>());
    let style = (look, more).prop_map(|((size, leading, paper, hyphenation), more)| {
        let (contents, theme, [painted, bound, duplex, sheets]) = more;
        LargePrint {
            size: Pt(size),
            leading,
            paper,
            margin: paper.margin(),
            theme,
            paint_background: painted,
            hyphenation,
            contents,
            binding: if bound { BINDING } else { Pt(0.0) },
            duplex,
            sheets,
            ..LargePrint::default()
        }
    });
    // On a page of few lines a word may have to be broken over two pages.
    let readable = |style: &LargePrint| {
        style.check().is_ok() && style.text_height().0 > style.line_height().0 * 6.0
    };
    style.prop_filter("it cannot be read", readable)
}

/// Words that no rule of speech knows, each once.
#[derive(Default)]
struct Words {
    next: usize,
    /// The words that are said before each cell of their column.
    named: Vec<String>,
}

impl Words {
    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] = [
            "ba", "ke", "lo", "mi", "nu", "pa", "re", "so", "ti", "vu", "fa", "ge", "ho",
            "di", "zu", "wa",
        ];
        self.next += 1;
        (0..4).map(|digit| SYLLABLES[self.next >> (4 * digit) & 15]).collect()
    }

    fn some(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    fn part(&mut self, part: &Part) -> String {
        match part {
            Part::Heading(level, words) => {
                format!("{} {}", "#".repeat(usize::from(*level)), self.some(*words))
            }
            Part::Paragraph(words, mark) => {
                format!("{} {mark}{}{mark}.", self.word(), self.some(*words))
            }
            Part::List(items, numbered) => {
                let mark = if *numbered { "1." } else { "-" };
                let items =
                    items.iter().map(|words| format!("{mark} {}", self.some(*words)));
                items.collect::<Vec<_>>().join("\n")
            }
            Part::Table(columns, rows) => {
                let row = |words: &mut Self| {
                    let cells: Vec<String> =
                        (0..*columns).map(|_| words.some(2)).collect();
                    format!("| {} |", cells.join(" | "))
                };
                let head = row(self);
                self.named.extend(head.split_whitespace().map(str::to_owned));
                let line = format!("|{}", "---|".repeat(*columns));
                let rows: Vec<String> = (0..*rows).map(|_| row(self)).collect();
                format!("{head}\n{line}\n{}", rows.join("\n"))
            }
            Part::Quote(words) => format!("> {}", self.some(*words)),
            Part::Warning(words) => format!("> [!WARNING]\n> {}", self.some(*words)),
            Part::Code(words) => {
                format!("```\n{}\n```", self.some(*words).replace(' ', "\n"))
            }
            Part::Note(words) => {
                let name = self.next;
                let (before, note) = (self.word(), self.some(*words));
                format!("{before}[^n{name}].\n\n[^n{name}]: {note}")
            }
            Part::Definition(words) => {
                format!("{}\n: {}", self.word(), self.some(*words))
            }
        }
    }
}

/// How often each word is there.
fn counted(text: &str) -> BTreeMap<&str, usize> {
    let mut counted = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        *counted.entry(word).or_default() += 1;
    }
    counted
}

#[test]
fn each_word_is_once_on_paper_and_once_in_the_script() {
    let poppler = tool("pdftotext");
    let cases = if everything() { 300 } else { 40 };
    let room = tempfile::tempdir().unwrap();
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    // The same pages every time, but for those of the long tier.
    let mut runner = if everything() {
        TestRunner::new(config)
    } else {
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        TestRunner::new_with_rng(config, rng)
    };
    let strategy = (vec(part(), 1..12), style());
    let pdfs = std::cell::RefCell::new(Vec::new());
    let result = runner.run(&strategy, |(parts, style)| {
        let mut words = Words::default();
        let parts: Vec<String> = parts.iter().map(|part| words.part(part)).collect();
        let source = parts.join("\n\n") + "\n";
        let (document, layout) = layout(&source, &style);
        targets::properties::layout(&document, &layout, &style);
        let pdf = print(&source, &style);
        prop_assert_eq!(&pdf, &print(&source, &style), "other bytes the second time");
        let path = room.path().join(format!("{}.pdf", pdfs.borrow().len()));
        fs::write(&path, &pdf).unwrap();
        // The same pages are tried often while a failure is made smaller.
        pdfs.borrow_mut().push(path.clone());
        let all: Vec<String> = {
            let mut all = Words::default();
            (0..words.next).map(|_| all.word()).collect()
        };
        if let Some(poppler) = &poppler {
            let text = run(Command::new(poppler).arg("-raw").arg(&path).arg("-"));
            let read = counted(&text);
            let contents = layout.contents.is_some();
            for word in &all {
                let times = read.get(&**word).copied().unwrap_or_default();
                // Headings stand in the table of contents too, those of tables on every page,
                // and the title at the foot.
                let again = contents
                    || words.named.contains(word)
                    || document.metadata.title.contains(&**word);
                let once = times == 1 || (times > 1 && again);
                prop_assert!(once, "{word} is {times} times on paper\n{source}\n{text}");
            }
        }
        let (script, _) = narrate(&document, &Narration::default());
        targets::properties::script(&document, &script);
        let content = script.utterances.iter().filter(|it| it.role == Role::Content);
        let said: Vec<&str> = content.map(|it| it.said.as_str()).collect();
        let said = said.join(" ").to_lowercase();
        let said = counted(&said);
        for word in &all {
            let times = said.get(&**word).copied().unwrap_or_default();
            let once = times == 1 || (times > 1 && words.named.contains(word));
            prop_assert!(once, "{word} is said {times} times\n{source}");
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    judge_all(&pdfs.borrow());
}
