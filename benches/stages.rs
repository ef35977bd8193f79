//! Time of each stage by itself, inside one process: `cargo bench --bench stages`, or with
//! `make bench`. A name behind it chooses some: `cargo bench --bench stages -- typeset`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use printaloud::check::{Checks, Page, check};
use printaloud::document::Defaults;
use printaloud::document::{Document, ReviewDate};
use printaloud::font::FontSet;
use printaloud::lang::Lang;
use printaloud::markdown::to_document;
use printaloud::pdf::{PdfOptions, export};
use printaloud::picture::Pictures;
use printaloud::speech::lexicon::Lexicon;
use printaloud::speech::normalize::normalize;
use printaloud::speech::{Narration, narrate};
use printaloud::text::hyphenate::Hyphenator;
use printaloud::text::segment::{break_opportunities, sentences};
use printaloud::typeset::style::LargePrint;
use printaloud::typeset::typeset;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

/// How often the text of the page is taken.
const TIMES: [usize; 3] = [1, 10, 100];

/// The page that is shipped, so that figures of two machines are of one text.
fn page(times: usize) -> String {
    let page =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("content/if-cancer-comes-back.md");
    let page = std::fs::read_to_string(page).expect("the page is shipped");
    format!("{page}\n\n").repeat(times)
}

fn read(source: &str) -> Document {
    to_document(source, &Defaults::titled("A leaflet")).0
}

/// Each stage from the page on, with what comes before it done beforehand.
fn stages(bench: &mut Criterion) {
    let fonts = FontSet::new();
    let pictures = Pictures::default();
    let style = LargePrint::default();
    let lexicon = Lexicon::built_in();
    let today = ReviewDate::from_iso("2026-11-24").expect("it is a day");
    let checks = Checks { today, off: Vec::new(), with_advice: true, with_notes: true };
    for times in TIMES {
        let source = page(times);
        let document = read(&source);
        let (layout, _) = typeset(&document, &style, &fonts, &pictures);
        let id = |stage| BenchmarkId::new(stage, times);
        let mut group = bench.benchmark_group("stage");
        group.throughput(Throughput::Bytes(source.len() as u64));
        group.bench_function(id("parse"), |b| b.iter(|| read(black_box(&source))));
        group.bench_function(id("check"), |b| {
            let page = Page { source: &source, document: &document, lexicon: &lexicon };
            b.iter(|| check(black_box(&page), &checks));
        });
        group.bench_function(id("typeset"), |b| {
            b.iter(|| typeset(black_box(&document), &style, &fonts, &pictures));
        });
        group.bench_function(id("export"), |b| {
            let options = PdfOptions::default();
            b.iter(|| export(&document, black_box(&layout), &fonts, &pictures, &options));
        });
        group.bench_function(id("narrate"), |b| {
            b.iter(|| narrate(black_box(&document), &Narration::default()));
        });
        group.finish();
    }
}

/// What the stages ask most often, by the text of the page.
fn text(bench: &mut Criterion) {
    let source = page(1);
    let lang = Lang::british();
    let lexicon = Lexicon::built_in();
    let mut group = bench.benchmark_group("text");
    group.throughput(Throughput::Bytes(source.len() as u64));
    group.bench_function("hyphenate", |b| {
        let hyphenator = Hyphenator::new(&lang).expect("patterns are built in");
        let words = || source.split(|c: char| !c.is_alphabetic());
        b.iter(|| words().map(|word| hyphenator.hyphenate(word).len()).sum::<usize>());
    });
    group.bench_function("break_opportunities", |b| {
        b.iter(|| break_opportunities(black_box(&source)));
    });
    group
        .bench_function("sentences", |b| b.iter(|| sentences(black_box(&source), &lang)));
    group.bench_function("normalize", |b| {
        b.iter(|| normalize(black_box(&source), &lang, &lexicon));
    });
    group.finish();
}

/// What is done once in a process, before the first page.
fn start(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("start");
    group.bench_function("fonts", |b| {
        b.iter(FontSet::new);
    });
    group.bench_function("patterns", |b| b.iter(|| Hyphenator::new(&Lang::british())));
    group.bench_function("lexicon", |b| b.iter(Lexicon::built_in));
    group.finish();
}

/// Long enough to compare, and a minute in all.
fn configured() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .sample_size(10)
}

criterion_group! { name = benches; config = configured(); targets = stages, text, start }
criterion_main!(benches);
