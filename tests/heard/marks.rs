//! Tags and marks of other dialects without end: what they take grows as the page does.

use super::steps::{Shape, steps_grow};
use crate::support::alone;

/// The same after a paragraph: a page without words is not set or said.
fn after_words(shapes: Vec<Shape>) -> Vec<Shape> {
    let behind = |(name, shape): Shape| -> Shape {
        (name, Box::new(move |n| format!("A page.\n\n{}", shape(n))))
    };
    shapes.into_iter().map(behind).collect()
}

#[test]
fn steps_of_tags_grow_as_pages_do() {
    let _alone = alone();
    let shapes: Vec<Shape> = vec![
        ("open blocks", Box::new(|n| "<div>\n\na\n\n".repeat(n / 8))),
        ("open words", Box::new(|n| "<b>a ".repeat(n / 4))),
        (
            "words closed far behind",
            Box::new(|n| "<b>a\n\n".repeat(n / 16) + &"</b>a\n\n".repeat(n / 16)),
        ),
        ("open deletions", Box::new(|n| "<del>a\n\n".repeat(n / 8))),
        ("end tags", Box::new(|n| "</b></div> ".repeat(n / 4))),
        ("open items", Box::new(|n| "<ul>".to_owned() + &"<li>a\n".repeat(n / 4))),
        ("nested lists", Box::new(|n| "<ul><li>a\n".repeat(n / 8))),
        (
            "open cells",
            Box::new(|n| "<table>".to_owned() + &"<tr><td>a<td>b".repeat(n / 8)),
        ),
        ("nested tables", Box::new(|n| "<table><tr><td>a".repeat(n / 8))),
        (
            "cells over rows",
            Box::new(|n| {
                let cells = "<td rowspan=65534>a".repeat(n / 32);
                format!("<table><tr>{cells}") + &"<tr><td>b".repeat(n / 16)
            }),
        ),
        (
            "a long head",
            Box::new(|n| {
                let head = "a ".repeat(n / 2);
                format!("<table><tr><th>{head}<th>b")
                    + &"<tr><td colspan=2>b".repeat(n / 16)
            }),
        ),
        ("open scripts", Box::new(|n| "<style>\n<script>\n".repeat(n / 8))),
        ("instructions", Box::new(|n| "<?a > ".repeat(n / 4))),
        ("words in brackets", Box::new(|n| "<name x> ".repeat(n / 8))),
        (
            "templates in templates",
            Box::new(|n| "<template>".repeat(n / 8) + &"</template>".repeat(n / 8)),
        ),
        ("hidden words", Box::new(|n| "<p hidden>a\n\n".repeat(n / 8))),
        (
            "words for screen readers",
            Box::new(|n| {
                "<b aria-hidden=true>a</b><b class=sr-only>ab</b> ".repeat(n / 32)
            }),
        ),
    ];
    steps_grow(&["check"], &after_words(shapes));
}

#[test]
fn steps_of_marks_grow_as_pages_do() {
    let _alone = alone();
    let shapes: Vec<Shape> = vec![
        ("comments", Box::new(|n| "%%a%% ".repeat(n / 2))),
        ("open comments", Box::new(|n| "%%a %%b ".repeat(n / 2))),
        ("lines of comments", Box::new(|n| "%%\n\na\n\n".repeat(n / 4))),
        ("boxes", Box::new(|n| "::: tip a\n\na\n\n:::\n\n".repeat(n / 16))),
        ("open boxes", Box::new(|n| "::: tip\n\na\n\n".repeat(n / 8))),
        ("quotes that are boxes", Box::new(|n| "> [!faq] a\n> b\n\n".repeat(n / 8))),
        (
            "abbreviations",
            Box::new(|n| {
                let lines = (0..n / 8).map(|at| format!("*[A{at}]: b\n"));
                lines.collect::<String>() + &"A1 ".repeat(n / 8)
            }),
        ),
        ("marked words", Box::new(|n| "==a== ==b ".repeat(n / 4))),
        ("wiki links", Box::new(|n| "[[a]] [[".repeat(n / 4))),
        ("attributes", Box::new(|n| "{.a} {: ".repeat(n / 4))),
        ("templates", Box::new(|n| "{{ a }} {{ ".repeat(n / 4))),
        ("formulas", Box::new(|n| "$a $".repeat(n / 2))),
        ("pictures that are none", Box::new(|n| "![a](b c =1 ".repeat(n / 8))),
        ("asterisks", Box::new(|n| "a**b 2*3 ".repeat(n / 4))),
        ("braces", Box::new(|n| "x".to_owned() + &"{a=".repeat(n) + &"{-".repeat(n))),
        ("emoji", Box::new(|n| "🍎 ✅ Phone ☎ ".repeat(n / 8))),
        ("signs", Box::new(|n| "a".to_owned() + &"#".repeat(n) + &"*".repeat(n))),
        (
            "brackets with marks",
            Box::new(|n| "[ ".repeat(n / 4) + &"w ]{.x} ==a== ".repeat(n / 8)),
        ),
        ("names of notes", Box::new(|n| "x".to_owned() + &"[^".repeat(n) + "]")),
    ];
    steps_grow(&["check"], &after_words(shapes));
}
