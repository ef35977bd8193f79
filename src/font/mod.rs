//! Font faces: the built-in ones, the user's and the system's, their metrics and coverage, and
//! shaping.

mod face;
mod itemize;
mod script;
mod shape;
mod shaped;

pub use face::{Face, FontError};
pub use shape::Shaper;
pub(crate) use shape::saturated;
pub use shaped::{Extent, Glyph, ShapedRun, ShapedText, Tongue};

use crate::lang::Lang;
use script::{SAMPLES, sample};
use std::fmt;
use std::sync::OnceLock;
use unicode_script::Script;

/// How a piece of text is to look. Emphasis is weight alone: slanted letters are hard to read
/// with low vision (UKAAF G003).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// Plain text.
    Regular,
    /// Emphasis.
    SemiBold,
    /// Strong emphasis and headings.
    Bold,
    /// Code.
    Code,
    /// Code in bold text.
    CodeBold,
}

impl Style {
    /// How many styles there are.
    pub const COUNT: usize = 5;

    /// Whether its letters are bold or nearly so.
    pub const fn is_bold(self) -> bool {
        matches!(self, Self::SemiBold | Self::Bold | Self::CodeBold)
    }
}

/// Names a face of a [`FontSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// The built-in faces. `fonts/README.md` gives the licence and origin of each.
const BUILT_IN: [(&str, &[u8]); 9] = [
    ("Regular", include_bytes!("../../fonts/AtkinsonHyperlegibleNext_400Regular.ttf")),
    ("SemiBold", include_bytes!("../../fonts/AtkinsonHyperlegibleNext_600SemiBold.ttf")),
    ("Bold", include_bytes!("../../fonts/AtkinsonHyperlegibleNext_700Bold.ttf")),
    ("Mono", include_bytes!("../../fonts/AtkinsonHyperlegibleMono_400Regular.ttf")),
    ("MonoBold", include_bytes!("../../fonts/AtkinsonHyperlegibleMono_700Bold.ttf")),
    ("NotoSans", include_bytes!("../../fonts/NotoSans_400Regular.ttf")),
    ("NotoSansBold", include_bytes!("../../fonts/NotoSans_700Bold.ttf")),
    ("Symbols", include_bytes!("../../fonts/NotoSansSymbols_subset.ttf")),
    ("Symbols2", include_bytes!("../../fonts/NotoSansSymbols2_subset.ttf")),
];

/// The face that has a glyph for U+FFFD, which stands for every character that no face has.
pub const REPLACEMENT_FACE: FaceId = FaceId(5);

const USER_REGULAR: FaceId = FaceId(9);
const USER_BOLD: FaceId = FaceId(10);

/// The number of the first face that is given for what the others lack. Those of a library have
/// the numbers after the last that is given.
const FIRST_FALLBACK: u16 = 11;

/// The most that a face of another script is enlarged to be as tall as the main one.
const MAX_ENLARGED: f64 = 1.5;

/// Faces that are not built in and are looked for when a page needs them. Places count from 0
/// and stay the same.
pub trait Library: fmt::Debug + Send + Sync {
    /// How many faces there are.
    fn count(&self) -> usize;

    /// The place of the face that is best for a character of a script (ISO 15924, `Arab`).
    fn find(&self, c: char, script: &str, lang: &Lang, bold: bool) -> Option<usize>;

    /// The bytes of a face's file, and the face's number in it.
    fn read(&self, place: usize) -> Option<(Vec<u8>, u32)>;
}

/// A face and how much it is enlarged.
#[derive(Debug)]
struct Sized {
    face: Face,
    scale: f64,
}

/// The faces a layout may use. A face is parsed when it is first needed.
#[derive(Debug, Default)]
pub struct FontSet {
    built_in: [OnceLock<Face>; BUILT_IN.len()],
    user_regular: Option<Face>,
    user_bold: Option<Face>,
    fallbacks: Vec<Sized>,
    library: Option<Box<dyn Library>>,
    /// The faces of the library, as far as they are read. What cannot be used is `None`.
    found: OnceLock<Vec<OnceLock<Option<Sized>>>>,
}

impl FontSet {
    /// The built-in faces alone.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a face before the built-in one for plain text; characters it lacks still come from
    /// the built-in ones.
    ///
    /// # Errors
    /// When the bytes are no font that can be embedded.
    pub fn set_regular(&mut self, bytes: Vec<u8>) -> Result<(), FontError> {
        self.user_regular = Some(Face::new(bytes, 0)?);
        Ok(())
    }

    /// The same for emphasis, strong emphasis and headings.
    ///
    /// # Errors
    /// When the bytes are no font that can be embedded.
    pub fn set_bold(&mut self, bytes: Vec<u8>) -> Result<(), FontError> {
        self.user_bold = Some(Face::new(bytes, 0)?);
        Ok(())
    }

    /// Adds a face, of that number in its file, for what the faces before it lack. All faces for
    /// text have to be given before.
    ///
    /// # Errors
    /// When the bytes are no font that can be embedded, or have no such face.
    pub fn add_fallback(&mut self, bytes: Vec<u8>, index: u32) -> Result<(), FontError> {
        let face = Face::new(bytes, index)?;
        let scale = self.scale_of(&face);
        self.fallbacks.push(Sized { face, scale });
        Ok(())
    }

    /// Looks for faces in a library too. All faces that are given have to be given before.
    pub fn set_library(&mut self, library: Box<dyn Library>) {
        self.library = Some(library);
    }

    /// How much a face is to be enlarged so that its letters are as tall as capitals of the main
    /// one. None is made smaller: its letters may be full of strokes, and none may be under the
    /// least size of large print.
    fn scale_of(&self, face: &Face) -> f64 {
        let main = self.user_regular.as_ref().unwrap_or_else(|| self.face(FaceId(0)));
        let height = SAMPLES
            .iter()
            .filter(|(_, sample)| !main.has(*sample))
            .find_map(|(_, sample)| face.height(*sample))
            .filter(|height| *height > 0.0);
        height.map_or(1.0, |height| (main.cap_height / height).clamp(1.0, MAX_ENLARGED))
    }

    /// How many times the size of the text a face is set.
    pub fn scale(&self, id: FaceId) -> f64 {
        self.further(id).map_or(1.0, |sized| sized.scale)
    }

    fn further(&self, id: FaceId) -> Option<&Sized> {
        let at = usize::from(id.0.checked_sub(FIRST_FALLBACK)?);
        match at.checked_sub(self.fallbacks.len()) {
            None => self.fallbacks.get(at),
            Some(place) => {
                let library = self.library.as_ref()?;
                let found = self.found.get_or_init(|| {
                    let mut found = Vec::new();
                    found.resize_with(library.count(), OnceLock::new);
                    found
                });
                let read = || {
                    let (bytes, index) = library.read(place)?;
                    let face = Face::new(bytes, index).ok()?;
                    let scale = self.scale_of(&face);
                    Some(Sized { face, scale })
                };
                found.get(place)?.get_or_init(read).as_ref()
            }
        }
    }

    /// The face of the library for a character that no other has.
    fn found_for(
        &self,
        c: char,
        script: Script,
        lang: &Lang,
        bold: bool,
    ) -> Option<FaceId> {
        let place = self.library.as_ref()?.find(c, script.short_name(), lang, bold)?;
        let number = usize::from(FIRST_FALLBACK) + self.fallbacks.len() + place;
        let id = FaceId(u16::try_from(number).ok()?);
        self.further(id).filter(|sized| sized.face.has(c)).map(|_| id)
    }

    /// The face of that name.
    ///
    /// # Panics
    /// When no layout of this set gave out the name.
    pub fn face(&self, id: FaceId) -> &Face {
        let user = match id {
            USER_REGULAR => self.user_regular.as_ref(),
            USER_BOLD => self.user_bold.as_ref(),
            FaceId(at) if at >= FIRST_FALLBACK => {
                self.further(id).map(|sized| &sized.face)
            }
            FaceId(at) => {
                let at = usize::from(at);
                return self.built_in[at].get_or_init(|| {
                    Face::built_in(BUILT_IN[at].1).expect("the built-in faces are fonts")
                });
            }
        };
        user.expect("a layout names only faces of its set")
    }

    /// The faces for a style, the first choice first.
    pub fn chain(&self, style: Style) -> impl Iterator<Item = FaceId> {
        let (main, fallback) = match style {
            Style::Regular => (0, 5),
            Style::SemiBold => (1, 6),
            Style::Bold => (2, 6),
            Style::Code => (3, 5),
            Style::CodeBold => (4, 6),
        };
        let user = match style {
            Style::Regular => self.user_regular.as_ref().map(|_| USER_REGULAR),
            Style::SemiBold | Style::Bold => self.user_bold.as_ref().map(|_| USER_BOLD),
            Style::Code | Style::CodeBold => None,
        };
        let given = move |bold: bool| {
            let with_numbers = (FIRST_FALLBACK..).zip(&self.fallbacks);
            let own = with_numbers.filter(move |(_, sized)| sized.face.is_bold() == bold);
            own.map(|(number, _)| FaceId(number))
        };
        user.into_iter()
            .chain([FaceId(main)])
            .chain(given(style.is_bold()))
            .chain(given(!style.is_bold()))
            .chain([fallback, 7, 8].map(FaceId))
    }

    /// The face for a script that the main one does not have: `None` where it has it, or where no
    /// face does.
    fn for_script(&self, script: Script, style: Style, lang: &Lang) -> Option<FaceId> {
        let sample = sample(script)?;
        let chain = self.chain(style).position(|id| self.face(id).has(sample));
        match chain {
            Some(0) => None,
            Some(at) => self.chain(style).nth(at),
            None => self.found_for(sample, script, lang, style.is_bold()),
        }
    }

    /// Whether a face is the user's choice for text.
    pub const fn is_user(id: FaceId) -> bool {
        id.0 == USER_REGULAR.0 || id.0 == USER_BOLD.0
    }
}
