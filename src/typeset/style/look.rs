//! What somebody chose of a style, and the names by which it is chosen.

use super::{BINDING, Contents, Hyphenation, LargePrint, Paper, StyleError, Theme};
use crate::geom::Pt;

/// The papers by their names.
pub const PAPERS: [(&str, Paper); 4] =
    [("a4", Paper::A4), ("a5", Paper::A5), ("a3", Paper::A3), ("letter", Paper::Letter)];

/// The themes by their names.
pub const THEMES: [(&str, Theme); 5] = [
    ("black-on-white", Theme::BlackOnWhite),
    ("black-on-yellow", Theme::BlackOnYellow),
    ("black-on-cream", Theme::BlackOnCream),
    ("white-on-black", Theme::WhiteOnBlack),
    ("yellow-on-black", Theme::YellowOnBlack),
];

/// The modes of hyphenation by their names.
pub const HYPHENATIONS: [(&str, Hyphenation); 3] = [
    ("none", Hyphenation::None),
    ("sparing", Hyphenation::Sparing),
    ("full", Hyphenation::Full),
];

/// When a table of contents is printed, by name.
pub const CONTENTS: [(&str, Contents); 3] =
    [("auto", Contents::Auto), ("always", Contents::Always), ("never", Contents::Never)];

/// Whether there is room for a binding, by the side that it takes.
pub const BINDINGS: [(&str, bool); 2] = [("left", true), ("none", false)];

/// The name of a value in a table such as [`PAPERS`].
pub fn name_of<T: PartialEq>(
    names: &[(&'static str, T)],
    value: &T,
) -> Option<&'static str> {
    names.iter().find(|(_, known)| known == value).map(|(name, _)| *name)
}

/// The choices that make a style; what is `None` is left to those below it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Look {
    /// Size of body text; [`LargePrint::size`] has the range.
    pub size: Option<Pt>,
    /// Distance of baselines as a factor of the size; [`LargePrint::leading`] has the range.
    pub leading: Option<f64>,
    /// The sheet.
    pub paper: Option<Paper>,
    /// Margin on all four sides.
    pub margin: Option<Pt>,
    /// Ink and background.
    pub theme: Option<Theme>,
    /// Whether the background is painted.
    pub paint_background: Option<bool>,
    /// How freely words are broken.
    pub hyphenation: Option<Hyphenation>,
    /// Whether a table of contents is printed.
    pub contents: Option<Contents>,
    /// Whether there is room for a binding.
    pub binding: Option<bool>,
    /// Whether pages are printed on both sides.
    pub duplex: Option<bool>,
    /// Whether a heading of level 1 begins a new page.
    pub sheets: Option<bool>,
}

impl Look {
    /// These choices, and those of `below` where these leave something open.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            size: self.size.or(below.size),
            leading: self.leading.or(below.leading),
            paper: self.paper.or(below.paper),
            // A margin was chosen for the paper it stands with.
            margin: self.margin.or(below.margin.filter(|_| {
                self.paper.is_none() || below.paper.is_none() || self.paper == below.paper
            })),
            theme: self.theme.or(below.theme),
            paint_background: self.paint_background.or(below.paint_background),
            hyphenation: self.hyphenation.or(below.hyphenation),
            contents: self.contents.or(below.contents),
            binding: self.binding.or(below.binding),
            duplex: self.duplex.or(below.duplex),
            sheets: self.sheets.or(below.sheets),
        }
    }

    /// The style, with its defaults where nothing was chosen.
    ///
    /// # Errors
    /// When the choices together make no page that can be read.
    pub fn style(self) -> Result<LargePrint, StyleError> {
        let usual = LargePrint::default();
        let paper = self.paper.unwrap_or_default();
        let style = LargePrint {
            foot: usual.foot,
            size: self.size.unwrap_or(usual.size),
            leading: self.leading.unwrap_or(usual.leading),
            paper,
            margin: self.margin.unwrap_or_else(|| paper.margin()),
            theme: self.theme.unwrap_or_default(),
            paint_background: self.paint_background.unwrap_or(true),
            hyphenation: self.hyphenation.unwrap_or_default(),
            contents: self.contents.unwrap_or_default(),
            binding: if self.binding.unwrap_or(false) { BINDING } else { Pt(0.0) },
            duplex: self.duplex.unwrap_or(false),
            sheets: self.sheets.unwrap_or(false),
        };
        style.check().map(|()| style)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_above_holds() {
        let below = Look {
            size: Some(Pt(20.0)),
            paper: Some(Paper::A4),
            margin: Some(Pt::from_mm(30.0)),
            ..Look::default()
        };
        let style = Look { size: Some(Pt(24.0)), ..Look::default() }.over(below).style();
        let style = style.unwrap();
        assert_eq!((style.size, style.margin), (Pt(24.0), Pt::from_mm(30.0)));
        let small =
            Look { paper: Some(Paper::A5), ..Look::default() }.over(below).style();
        assert_eq!(small.unwrap().margin, Paper::A5.margin());
        assert_eq!(Look::default().style().unwrap(), LargePrint::default());
        assert!(Look { size: Some(Pt(9.0)), ..Look::default() }.style().is_err());
    }
}
