//! The centres of an organisation, from the table of a spreadsheet or from TOML.

use super::job::Form;
use super::keys::{Keys, Located, nearest, read};
use crate::diag::{Diagnostic, Span};
use crate::document::Centre;
use crate::geom::Pt;
use crate::lang::Lang;
use crate::typeset::style::{HYPHENATIONS, Look, PAPERS, THEMES};
use toml::de::DeTable;

const RULE: &str = "centres";

/// A centre as it is written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CentreEntry {
    /// What readers learn of it. The organisation is the job's.
    pub details: Centre,
    /// The name of its folder, as it is written; empty where it follows from the centre's name.
    pub slug: String,
    /// The languages of the pages that it hands out; all where there is none.
    pub languages: Vec<Lang>,
    /// What it has otherwise than the forms of the job.
    pub look: Look,
    /// Its own forms in place of the job's, if it has some.
    pub forms: Vec<Form>,
    /// Where it is written.
    pub span: Span,
}

/// The columns of a table of centres, and the keys of a centre in TOML.
const COLUMNS: [&str; 13] = [
    "name",
    "slug",
    "address",
    "phone",
    "email",
    "web",
    "hours",
    "languages",
    "note",
    "size",
    "paper",
    "theme",
    "hyphenation",
];

/// How a column that nobody knows has to be like a known one to be a slip of the pen: a centre
/// must not lose its telephone number to it. Other columns are the organisation's own.
const SLIP: f64 = 0.85;

/// Reads the table of a spreadsheet: UTF-8, the first row the names of the columns, its fields
/// parted by commas, semicolons or tabs; a byte order mark, quoted fields and line ends in them
/// are understood.
pub fn centres_from_csv(source: &str) -> (Vec<CentreEntry>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let (text, offset, separator) = begin(source);
    if text.matches('"').count() % 2 == 1 {
        diagnostics.push(
            Diagnostic::error(
                RULE,
                last_quote(text, offset),
                "a quotation mark is not closed",
            )
            .help("close it, or write it twice where it stands for itself"),
        );
        return (Vec::new(), diagnostics);
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = reader.records().filter_map(|row| {
        // The text is UTF-8 and rows may have any length: nothing else can be wrong.
        let row = row.ok()?;
        let at = offset
            + row.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0));
        Some((row, at..at))
    });
    let Some((head, span)) = rows.next() else {
        diagnostics.push(
            Diagnostic::error(RULE, 0..0, "there is no centre in this file")
                .help("write the names of the columns first: name, address, phone"),
        );
        return (Vec::new(), diagnostics);
    };
    let columns: Vec<String> =
        head.iter().map(|name| name.trim().to_lowercase()).collect();
    check_columns(&columns, &span, &mut diagnostics);
    let mut centres = Vec::new();
    for (row, span) in rows {
        if row.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        if row.iter().skip(columns.len()).any(|field| !field.trim().is_empty()) {
            let message = format!(
                "this row has {} fields, and there are {} columns",
                row.len(),
                columns.len()
            );
            diagnostics.push(
                Diagnostic::error(RULE, span.clone(), message)
                    .help("put fields that have a separator in them in quotation marks"),
            );
            continue;
        }
        let field = |name: &str| {
            let at = columns.iter().position(|column| column == name);
            at.and_then(|at| row.get(at)).unwrap_or_default().trim()
        };
        centres.extend(entry_of_row(&field, &span, &mut diagnostics));
    }
    (centres, diagnostics)
}

/// The table itself, where it begins, and what parts its fields.
fn begin(source: &str) -> (&str, usize, u8) {
    let text = source.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    // A line by which some spreadsheets say what parts the fields.
    if let Some(separator) = first.strip_prefix("sep=").and_then(|it| it.bytes().next()) {
        let at = text.find('\n').map_or(text.len(), |at| at + 1);
        return (&text[at..], source.len() - text.len() + at, separator);
    }
    let count = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    let separator = [b',', b';', b'\t'].into_iter().rev().max_by_key(count);
    (text, source.len() - text.len(), separator.unwrap_or(b','))
}

/// Where the last quotation mark that opens something stands.
fn last_quote(text: &str, offset: usize) -> Span {
    let at = offset + text.rfind('"').unwrap_or(0);
    at..at + 1
}

fn check_columns(columns: &[String], span: &Span, diagnostics: &mut Vec<Diagnostic>) {
    if !columns.iter().any(|column| column == "name") {
        diagnostics.push(
            Diagnostic::error(RULE, span.clone(), "there is no column `name`")
                .help(format!("the first row names the columns: {}", COLUMNS.join(", "))),
        );
    }
    for (at, column) in columns.iter().enumerate() {
        if column.is_empty() {
            continue;
        }
        if columns[..at].contains(column) {
            let message = format!("there are two columns `{column}`");
            diagnostics.push(
                Diagnostic::error(RULE, span.clone(), message)
                    .help("join them, or give one another name"),
            );
        } else if !COLUMNS.contains(&column.as_str()) {
            let like = nearest(column, COLUMNS.into_iter())
                .filter(|known| strsim::jaro_winkler(known, column) >= SLIP);
            diagnostics.push(match like {
                Some(known) => Diagnostic::error(
                    RULE,
                    span.clone(),
                    format!("the column `{column}` is not known"),
                )
                .help(format!("did you mean `{known}`?")),
                None => Diagnostic::warning(
                    RULE,
                    span.clone(),
                    format!("the column `{column}` is not known and was passed over"),
                )
                .help(format!("the columns are {}", COLUMNS.join(", "))),
            });
        }
    }
}

fn entry_of_row<'r>(
    field: &dyn Fn(&str) -> &'r str,
    span: &Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<CentreEntry> {
    let name = field("name").to_owned();
    if name.is_empty() {
        diagnostics.push(
            Diagnostic::error(RULE, span.clone(), "this centre has no name")
                .help("fill in the column `name`"),
        );
        return None;
    }
    let mut wrong = |key: &str, help: String| {
        let message = format!("`{key}` cannot be `{}`", field(key));
        diagnostics.push(Diagnostic::error(RULE, span.clone(), message).help(help));
    };
    let mut look = Look::default();
    if !field("size").is_empty() {
        look.size = field("size").trim_end_matches("pt").trim().parse().ok().map(Pt);
        if look.size.is_none() {
            wrong("size", "write points, such as 24".into());
        }
    }
    look.paper = named("paper", field("paper"), &PAPERS, &mut wrong);
    look.theme = named("theme", field("theme"), &THEMES, &mut wrong);
    look.hyphenation =
        named("hyphenation", field("hyphenation"), &HYPHENATIONS, &mut wrong);
    let details = Centre {
        name,
        organisation: String::new(),
        telephones: lines(field("phone")),
        address: lines(field("address")),
        email: field("email").into(),
        website: field("web").into(),
        opening_hours: lines(field("hours")),
        notes: paragraphs(field("note")),
    };
    let written = field("languages").split([';', ',', ' ']).map(str::to_owned);
    let languages = languages(written, span, diagnostics);
    let slug = field("slug").into();
    Some(CentreEntry {
        details,
        slug,
        languages,
        look,
        forms: Vec::new(),
        span: span.clone(),
    })
}

fn named<T: Clone>(
    key: &str,
    written: &str,
    names: &[(&'static str, T)],
    wrong: &mut dyn FnMut(&str, String),
) -> Option<T> {
    if written.is_empty() {
        return None;
    }
    let known = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(written));
    if known.is_none() {
        let all: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        wrong(key, format!("write one of {}", all.join(", ")));
    }
    known.map(|(_, value)| value.clone())
}

/// Lines as a table's field has them: parted by line ends, or by semicolons.
fn lines(field: &str) -> Vec<String> {
    let lines = field.split(['\n', '\r', ';']).map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

fn paragraphs(field: &str) -> Vec<String> {
    let lines = field.split(['\n', '\r']).map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

fn languages(
    written: impl Iterator<Item = String>,
    span: &Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Lang> {
    let mut languages = Vec::new();
    for tag in written.filter(|tag| !tag.trim().is_empty()) {
        match Lang::new(tag.trim()) {
            Some(lang) => languages.push(lang),
            None => diagnostics.push(
                Diagnostic::error(
                    RULE,
                    span.clone(),
                    format!("`{tag}` is not a language tag"),
                )
                .help("write tags such as en, cy or pl, with semicolons between them"),
            ),
        }
    }
    languages
}

/// Reads centres from TOML: a table `[[centres]]` a centre, with the keys that the columns of a
/// table have; those of several lines may be lists. A centre may have `[[centres.forms]]`, and all
/// choices about print; `formats` are the names of those that a form may be of.
pub fn centres_from_toml(
    source: &str,
    formats: &[&'static str],
) -> (Vec<CentreEntry>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let table = read(source, RULE, &mut diagnostics);
    let mut keys = Keys::new(table.get_ref(), RULE, &mut diagnostics);
    let tables = keys.tables("centres");
    keys.finish();
    if tables.is_empty() && diagnostics.is_empty() {
        diagnostics.push(
            Diagnostic::error(RULE, 0..0, "there is no centre in this file").help(
                "write `[[centres]]` on a line of its own, and `name = \"…\"` below it",
            ),
        );
    }
    let centres = tables
        .into_iter()
        .filter_map(|(table, span)| {
            entry_of_table(table, span, formats, &mut diagnostics)
        })
        .collect::<Vec<_>>();
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    (centres, diagnostics)
}

fn entry_of_table(
    table: &DeTable<'_>,
    span: Span,
    formats: &[&'static str],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<CentreEntry> {
    let mut keys = Keys::new(table, RULE, diagnostics);
    let one =
        |found: Option<Located<String>>| found.map(|it| it.value).unwrap_or_default();
    let many = |found: Option<Vec<Located<String>>>| -> Vec<String> {
        let texts = found.unwrap_or_default().into_iter();
        texts.flat_map(|text| lines(&text.value)).collect()
    };
    let notes = keys.list("note").unwrap_or_default();
    let details = Centre {
        name: one(keys.text("name")).trim().to_owned(),
        organisation: String::new(),
        telephones: many(keys.list("phone")),
        address: many(keys.list("address")),
        email: one(keys.text("email")),
        website: one(keys.text("web")),
        opening_hours: many(keys.list("hours")),
        notes: notes.iter().flat_map(|note| paragraphs(&note.value)).collect(),
    };
    let slug = one(keys.text("slug"));
    let tags = many(keys.list("languages"));
    let look = keys.look();
    let own = keys.tables("forms");
    keys.finish();
    let tags = tags.iter().flat_map(|tag| tag.split([',', ' '])).map(str::to_owned);
    let languages = languages(tags, &span, diagnostics);
    let mut forms = Vec::new();
    for (table, span) in own {
        forms.extend(Form::read(table, span, formats, RULE, diagnostics));
    }
    if details.name.is_empty() {
        diagnostics.push(
            Diagnostic::error(RULE, span, "this centre has no name")
                .help("write `name = \"…\"` below `[[centres]]`"),
        );
        return None;
    }
    Some(CentreEntry { details, slug, languages, look, forms, span })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_as_spreadsheets_save_them() {
        let plain = "name,address,phone,hours\nNorthbridge,\"1 Sample Street\nNorthbridge\",01632 960101,9 to 5\n";
        let semicolons = plain.replace(',', ";").replace('\n', "\r\n");
        let marked = format!("\u{feff}{semicolons};;\r\n;;;\r\n");
        let announced = format!("sep=;\r\n{semicolons}");
        let tabs = plain.replace(',', "\t");
        for source in [plain, &semicolons, &marked, &announced, &tabs] {
            let (centres, diagnostics) = centres_from_csv(source);
            assert_eq!(diagnostics, [], "{source}");
            assert_eq!(centres.len(), 1, "{source}");
            let details = &centres[0].details;
            assert_eq!(details.name, "Northbridge");
            assert_eq!(details.address, ["1 Sample Street", "Northbridge"]);
            assert_eq!(details.telephones, ["01632 960101"]);
        }
    }

    #[test]
    fn what_is_wrong_in_a_table_is_told_with_its_line() {
        let source =
            "name,phnoe,manager,languages,size\nA,1,B,x,big\n,2,C,,\nD,1,2,3,18,extra\n";
        let (_, diagnostics) = centres_from_csv(source);
        let told: Vec<String> =
            diagnostics.iter().map(|it| it.render("centres.csv", source)).collect();
        let told = told.join("\n");
        for line in [
            "centres.csv:1:1: error[centres]: the column `phnoe` is not known\n  help: did you mean `phone`?",
            "centres.csv:1:1: warning[centres]: the column `manager` is not known and was passed over",
            "centres.csv:2:1: error[centres]: `x` is not a language tag",
            "centres.csv:2:1: error[centres]: `size` cannot be `big`",
            "centres.csv:3:1: error[centres]: this centre has no name",
            "centres.csv:4:1: error[centres]: this row has 6 fields, and there are 5 columns",
        ] {
            assert!(told.contains(line), "{line}\n\n{told}");
        }
        let (centres, diagnostics) = centres_from_csv("name,note\nA,\"open\nB,shut\n");
        assert!(centres.is_empty());
        assert_eq!(diagnostics[0].message, "a quotation mark is not closed");
    }

    #[test]
    fn a_centre_in_toml_has_lists_and_forms_of_its_own() {
        let source = "[[centres]]\nname = \"Riverside\"\nphone = [\"01632 960102\", \"01632 960103\"]\nlanguages = [\"cy\", \"en\"]\nsize = 24\n[[centres.forms]]\nform = \"pdf\"\npaper = \"a5\"\n";
        let (centres, diagnostics) = centres_from_toml(source, &["pdf"]);
        assert_eq!(diagnostics, []);
        assert_eq!(centres[0].details.telephones.len(), 2);
        assert_eq!(centres[0].languages.len(), 2);
        assert_eq!(centres[0].look.size, Some(Pt(24.0)));
        assert_eq!(centres[0].forms.len(), 1);
        let (_, diagnostics) = centres_from_toml("[[centres]]\nnmae = \"x\"\n", &["pdf"]);
        assert_eq!(diagnostics.len(), 2, "{diagnostics:?}");
    }
}
