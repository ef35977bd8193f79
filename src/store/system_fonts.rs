//! The fonts that the computer has, found when a page needs a script that is not built in.

use crate::lang::Lang;
use fontdb::{Database, ID, Style};
use std::sync::OnceLock;
use ttf_parser::Permissions;

/// The fonts of the computer.
#[derive(Debug, Default)]
pub struct SystemFonts(OnceLock<Found>);

#[derive(Debug)]
struct Found {
    database: Database,
    /// The upright faces, ordered by their files, so that their places stay the same.
    faces: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    id: ID,
    families: Vec<String>,
    weight: u16,
}

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
                    let entry = Entry { id: face.id, families, weight: face.weight.0 };
                    ((path, face.index), entry)
                })
                .collect();
            faces.sort_by(|(a, _), (b, _)| a.cmp(b));
            let faces = faces.into_iter().map(|(_, entry)| entry).collect();
            Found { database, faces }
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
            if let Some(place) = found
                .best(c, bold, |entry| entry.families.iter().any(|own| own == family))
            {
                return Some(place);
            }
        }
        let plain = |entry: &Entry| {
            entry
                .families
                .iter()
                .any(|name| name.contains("Sans") && !name.contains("Mono"))
        };
        found.best(c, bold, plain).or_else(|| found.best(c, bold, |_| true))
    }

    /// The bytes of the file of a face, and the face's number in it.
    pub fn bytes(&self, place: usize) -> Option<(Vec<u8>, u32)> {
        let found = self.found();
        let entry = found.faces.get(place)?;
        found.database.with_face_data(entry.id, |bytes, index| (bytes.to_vec(), index))
    }
}

impl Found {
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
        let has = |bytes: &[u8], index| {
            ttf_parser::Face::parse(bytes, index).is_ok_and(|face| {
                face.permissions() != Some(Permissions::Restricted)
                    && face.glyph_index(c).is_some()
            })
        };
        self.database.with_face_data(self.faces[place].id, has).unwrap_or_default()
    }
}
