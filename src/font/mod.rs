//! Font faces: the built-in ones and the user's, their metrics and coverage, and shaping.

mod face;
mod shape;

pub use face::{Face, FontError};
pub use shape::{Glyph, ShapedRun, ShapedText, Shaper};

use std::sync::OnceLock;

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
}

/// Names a face of a [`FontSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u8);

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

/// The faces a layout may use. A face is parsed when it is first needed.
#[derive(Debug, Default)]
pub struct FontSet {
    built_in: [OnceLock<Face>; BUILT_IN.len()],
    user_regular: Option<Face>,
    user_bold: Option<Face>,
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
        self.user_regular = Some(Face::new(bytes)?);
        Ok(())
    }

    /// The same for emphasis, strong emphasis and headings.
    ///
    /// # Errors
    /// When the bytes are no font that can be embedded.
    pub fn set_bold(&mut self, bytes: Vec<u8>) -> Result<(), FontError> {
        self.user_bold = Some(Face::new(bytes)?);
        Ok(())
    }

    /// The face of that name.
    ///
    /// # Panics
    /// When no layout of this set gave out the name.
    pub fn face(&self, id: FaceId) -> &Face {
        let user = match id {
            USER_REGULAR => self.user_regular.as_ref(),
            USER_BOLD => self.user_bold.as_ref(),
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
        user.into_iter().chain([main, fallback, 7, 8].map(FaceId))
    }

    /// Whether a face is the user's.
    pub const fn is_user(id: FaceId) -> bool {
        id.0 >= USER_REGULAR.0
    }
}
