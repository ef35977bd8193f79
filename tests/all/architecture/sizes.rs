//! How long files and functions are, counted by lines.

use super::source::Source;

/// The most lines of a file, without its tests.
pub(super) const FILE: usize = 500;

/// The most lines of a function.
pub(super) const FUNCTION: usize = 90;

/// The most parameters of a function, `self` among them.
pub(super) const PARAMETERS: usize = 6;

/// A function as its source has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) lines: usize,
    pub(super) parameters: usize,
}

/// What is too long in a file.
pub(super) fn too_long(source: &Source) -> Vec<String> {
    let path = source.path.display();
    let mut found = Vec::new();
    let lines = source.code.lines().count();
    if lines > FILE {
        found.push(format!("{path} has {lines} lines"));
    }
    for Function { name, lines, parameters } in functions(&source.code) {
        if lines > FUNCTION {
            found.push(format!("{path}: {name} has {lines} lines"));
        }
        if parameters > PARAMETERS {
            found.push(format!("{path}: {name} has {parameters} parameters"));
        }
    }
    found
}

/// The functions of code that rustfmt has set: each ends in a bracket as far in as it begins.
pub(super) fn functions(code: &str) -> Vec<Function> {
    let lines: Vec<&str> = code.lines().collect();
    let mut functions = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some((before, rest)) = line.split_once("fn ") else { continue };
        let is_head = before.split_whitespace().all(|word| {
            matches!(word, "const" | "pub")
                || word.starts_with("pub(")
                || word == "crate)"
        });
        let name: String =
            rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if !is_head || name.is_empty() {
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let is_end = |line: &&str| line.strip_prefix(indent) == Some("}");
        let ends_at_once = line.ends_with('}') || line.ends_with(';');
        let end = if ends_at_once {
            0
        } else {
            lines[start..].iter().position(is_end).unwrap_or_default()
        };
        let head = lines[start..].join("\n");
        functions.push(Function { name, lines: end + 1, parameters: parameters(&head) });
    }
    functions
}

/// How many parameters the first function in a text has.
fn parameters(head: &str) -> usize {
    let Some((_, list)) = head.split_once("fn ") else { return 0 };
    // What is generic stands before the list.
    let mut generic = 0;
    let open = list.char_indices().find(|(at, c)| {
        generic += i32::from(*c == '<');
        generic -= i32::from(*c == '>' && !list[..*at].ends_with('-'));
        *c == '(' && generic == 0
    });
    let Some((open, _)) = open else { return 0 };
    let (mut depth, mut count, mut is_begun) = (0, 0, false);
    let mut before = ' ';
    for c in list[open..].chars() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            '>' if before == '-' => {}
            ')' | ']' | '}' | '>' => depth -= 1,
            ',' if depth == 1 => {
                count += usize::from(is_begun);
                is_begun = false;
            }
            c if depth > 0 && !c.is_whitespace() => is_begun = true,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        before = c;
    }
    count + usize::from(is_begun)
}
