//! Ink and paper.

/// A colour in sRGB, a byte a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// Black.
    pub const BLACK: Self = Self(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self(255, 255, 255);

    /// Relative luminance (WCAG 2.2), 0 to 1.
    fn luminance(self) -> f64 {
        let channel = |byte: u8| {
            let value = f64::from(byte) / 255.0;
            // `powf` is not the same on every machine: 2 + 1/4 + 1/8 stands for the exponent 2.4,
            // and the luminance comes out at most 0.01 too high.
            if value <= 0.04045 {
                value / 12.92
            } else {
                let base = (value + 0.055) / 1.055;
                base * base * base.sqrt().sqrt() * base.sqrt().sqrt().sqrt()
            }
        };
        0.0722f64.mul_add(
            channel(self.2),
            0.2126f64.mul_add(channel(self.0), 0.7152 * channel(self.1)),
        )
    }

    /// Contrast with another colour (WCAG 2.2), 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// Ink and paper colour. All have a contrast of 7:1 or more (WCAG 1.4.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// For most readers and every printer.
    #[default]
    BlackOnWhite,
    /// Often asked for with macular disease.
    BlackOnYellow,
    /// Less glare than white.
    BlackOnCream,
    /// Least glare, for a screen.
    WhiteOnBlack,
    /// The strongest reversed pair.
    YellowOnBlack,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::BlackOnWhite,
        Self::BlackOnYellow,
        Self::BlackOnCream,
        Self::WhiteOnBlack,
        Self::YellowOnBlack,
    ];

    /// The colour of text and rules.
    pub const fn ink(self) -> Colour {
        match self {
            Self::BlackOnWhite | Self::BlackOnYellow | Self::BlackOnCream => {
                Colour::BLACK
            }
            Self::WhiteOnBlack => Colour::WHITE,
            Self::YellowOnBlack => Colour(255, 230, 0),
        }
    }

    /// The colour the page is painted with.
    pub const fn background(self) -> Colour {
        match self {
            Self::BlackOnWhite => Colour::WHITE,
            Self::BlackOnYellow => Colour(255, 240, 110),
            Self::BlackOnCream => Colour(255, 248, 225),
            Self::WhiteOnBlack | Self::YellowOnBlack => Colour::BLACK,
        }
    }
}
