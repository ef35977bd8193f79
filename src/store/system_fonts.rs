//! The fonts that the computer has, found when a page needs a script that is not built in.

use crate::lang::Lang;
use fontdb::{Database, ID, Style};
use rustc_hash::FxHashMap;
use std::ops::RangeInclusive;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use ttf_parser::{Face, Permissions};

/// The fonts of the computer.
#[derive(Debug, Default)]
pub struct SystemFonts(OnceLock<Found>);

#[derive(Debug)]
struct Found {
    database: Database,
    /// The upright faces, ordered by their files, so that their places stay the same.
    faces: Vec<Entry>,
    /// What was asked for, and the places that were found.
    known: Mutex<FxHashMap<Wanted, Option<usize>>>,
}

#[derive(Debug)]
struct Entry {
    id: ID,
    families: Vec<String>,
    weight: u16,
    /// The characters that it has, as ranges; none where it may not be embedded.
    coverage: OnceLock<Vec<RangeInclusive<u32>>>,
}

/// A character, its script and language, and whether it is to be bold.
type Wanted = (char, Box<str>, Box<str>, bool);

/// Families that are made for easy reading, by script and language, the best first. Urdu and
/// Kashmiri are read in Nastaliq, the characters of Chinese and Japanese differ by country.
const FAMILIES: [(&str, &[&str], &[&str]); 18] = [
    (
        "Arab",
        &["ur", "ks", "pa", "pnb"],
        &["Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting"],
    ),
    (
        "Arab",
        &[],
        &[
            "Noto Sans Arabic",
            "Noto Naskh Arabic",
            "Vazirmatn",
            "Amiri",
            "Geeza Pro",
            "Segoe UI",
            "Arial",
        ],
    ),
    ("Hebr", &[], &["Noto Sans Hebrew", "Arial Hebrew", "Segoe UI", "Arial"]),
    ("Beng", &[], &["Noto Sans Bengali", "Bangla Sangam MN", "Nirmala UI"]),
    ("Gujr", &[], &["Noto Sans Gujarati", "Gujarati Sangam MN", "Nirmala UI"]),
    ("Guru", &[], &["Noto Sans Gurmukhi", "Gurmukhi MN", "Nirmala UI"]),
    ("Deva", &[], &["Noto Sans Devanagari", "Kohinoor Devanagari", "Nirmala UI"]),
    ("Taml", &[], &["Noto Sans Tamil", "Tamil Sangam MN", "Nirmala UI"]),
    ("Telu", &[], &["Noto Sans Telugu", "Nirmala UI"]),
    ("Knda", &[], &["Noto Sans Kannada", "Nirmala UI"]),
    ("Mlym", &[], &["Noto Sans Malayalam", "Nirmala UI"]),
    ("Sinh", &[], &["Noto Sans Sinhala", "Nirmala UI"]),
    ("Thai", &[], &["Noto Sans Thai", "Noto Looped Thai", "Thonburi", "Leelawadee UI"]),
    (
        "Hani",
        &["zh-HK", "zh-MO", "yue"],
        &["Noto Sans CJK HK", "Noto Sans HK", "PingFang HK", "Microsoft JhengHei"],
    ),
    (
        "Hani",
        &["zh-TW", "zh-Hant"],
        &["Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei"],
    ),
    (
        "Hani",
        &["ja"],
        &["Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic"],
    ),
    (
        "Hani",
        &["ko"],
        &["Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic"],
    ),
    (
        "Hani",
        &[],
        &[
            "Noto Sans CJK SC",
            "Noto Sans SC",
            "Source Han Sans SC",
            "PingFang SC",
            "Microsoft YaHei",
        ],
    ),
];

impl SystemFonts {
    fn found(&self) -> &Found {
        self.0.get_or_init(|| {
            let mut database = Database::new();
            database.load_system_fonts();
            let mut faces: Vec<_> = database
                .faces()
                .filter(|face| face.style == Style::Normal)
                .map(|face| {
                    let path = match &face.source {
                        fontdb::Source::File(path) => path.clone(),
                        _ => std::path::PathBuf::new(),
                    };
                    let families =
                        face.families.iter().map(|(name, _)| name.clone()).collect();
                    let (id, weight) = (face.id, face.weight.0);
                    let entry = Entry { id, families, weight, coverage: OnceLock::new() };
                    ((path, face.index), entry)
                })
                .collect();
            faces.sort_by(|(a, _), (b, _)| a.cmp(b));
            let faces = faces.into_iter().map(|(_, entry)| entry).collect();
            Found { database, faces, known: Mutex::default() }
        })
    }

    /// How many upright faces there are.
    pub fn faces(&self) -> usize {
        self.found().faces.len()
    }

    /// The place of the face that is best for a character of a script (ISO 15924, `Arab`) in a
    /// language: one of a family that is known to be easy to read, or else any that has it.
    /// Faces that forbid embedding are left out.
    pub fn face_for(
        &self,
        c: char,
        script: &str,
        lang: &Lang,
        bold: bool,
    ) -> Option<usize> {
        let found = self.found();
        let wanted = (c, script.into(), lang.as_str().into(), bold);
        if let Some(place) = found.known().get(&wanted) {
            return *place;
        }
        let place = found.look_for(c, script, lang, bold);
        found.known().insert(wanted, place);
        place
    }

    /// The bytes of the file of a face, and the face's number in it.
    pub fn bytes(&self, place: usize) -> Option<(Vec<u8>, u32)> {
        let found = self.found();
        let entry = found.faces.get(place)?;
        found.database.with_face_data(entry.id, |bytes, index| (bytes.to_vec(), index))
    }
}

impl Found {
    fn known(&self) -> MutexGuard<'_, FxHashMap<Wanted, Option<usize>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn look_for(&self, c: char, script: &str, lang: &Lang, bold: bool) -> Option<usize> {
        let script = match script {
            "Hira" | "Kana" | "Bopo" | "Hang" => "Hani",
            script => script,
        };
        let written = lang.script();
        let speaks = |languages: &[&str]| {
            languages.is_empty()
                || lang.fallbacks().any(|tag| languages.contains(&tag))
                || languages.iter().any(|it| it.strip_prefix("zh-") == Some(&written))
        };
        let families = FAMILIES
            .iter()
            .filter(|(own, languages, _)| *own == script && speaks(languages))
            .flat_map(|(.., families)| *families);
        for family in families {
            let own = |entry: &Entry| entry.families.iter().any(|own| own == family);
            if let Some(place) = self.best(c, bold, own) {
                return Some(place);
            }
        }
        let plain = |entry: &Entry| {
            entry
                .families
                .iter()
                .any(|name| name.contains("Sans") && !name.contains("Mono"))
        };
        self.best(c, bold, plain).or_else(|| self.best(c, bold, |_| true))
    }

    /// Of the faces that have a character, that whose weight is nearest to what is wanted.
    fn best(
        &self,
        c: char,
        bold: bool,
        wanted: impl Fn(&Entry) -> bool,
    ) -> Option<usize> {
        let weight = if bold { 700 } else { 400 };
        let mut candidates: Vec<(u16, usize)> = self
            .faces
            .iter()
            .enumerate()
            .filter(|(_, entry)| wanted(entry))
            .map(|(place, entry)| (entry.weight.abs_diff(weight), place))
            .collect();
        candidates.sort_unstable();
        let places = candidates.into_iter().map(|(_, place)| place);
        places.into_iter().find(|&place| self.has(place, c))
    }

    fn has(&self, place: usize, c: char) -> bool {
        let Entry { id, coverage, .. } = &self.faces[place];
        // Files are opened once: the largest take a millisecond.
        let coverage = coverage.get_or_init(|| {
            self.database.with_face_data(*id, coverage_of).unwrap_or_default()
        });
        let c = u32::from(c);
        let after = coverage.partition_point(|range| *range.end() < c);
        coverage.get(after).is_some_and(|range| range.contains(&c))
    }
}

/// The characters for which a face has glyphs; none where it may not be embedded.
fn coverage_of(bytes: &[u8], index: u32) -> Vec<RangeInclusive<u32>> {
    let Ok(face) = Face::parse(bytes, index) else { return Vec::new() };
    if face.permissions() == Some(Permissions::Restricted) {
        return Vec::new();
    }
    let mut points = Vec::new();
    for table in face.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
        if table.is_unicode() {
            table.codepoints(|c| {
                if table.glyph_index(c).is_some() {
                    points.push(c);
                }
            });
        }
    }
    points.sort_unstable();
    points.dedup();
    let runs = points.chunk_by(|a, b| a + 1 == *b);
    runs.map(|run| run[0]..=run[run.len() - 1]).collect()
}
