//! Pictures: from the bytes of a PNG or JPEG file to pixels as a PDF stores them.

mod jpeg;
mod png;

use crate::limits::MAX_PIXEL_BYTES;
use image::{DynamicImage, ImageDecoder, ImageError, Limits, metadata::Orientation};
use std::collections::BTreeMap;
use std::sync::Arc;
use thiserror::Error;

/// A picture that can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The pixels of a stored row.
    pub(crate) columns: u32,
    /// The stored rows.
    pub(crate) rows: u32,
    /// How the stored picture is turned to be upright.
    pub(crate) turn: Turn,
    /// Whether it is grey.
    pub(crate) grey: bool,
    /// How its pixels are stored.
    pub(crate) coding: Coding,
    /// Its pixels.
    pub(crate) data: Vec<u8>,
}

/// How pixels are stored, 8 bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    /// As a JPEG file (the filter `DCTDecode`).
    Jpeg,
    /// Deflated, with a PNG predictor a row (the filter `FlateDecode`, predictor 15).
    Png,
}

/// How a stored picture is turned, as a matrix of its unit square: where the right and the upper
/// neighbour of a pixel stand, and where its lower left corner comes to lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Turn(pub(crate) [i8; 6]);

impl Turn {
    const fn new(orientation: Orientation) -> Self {
        Self(match orientation {
            Orientation::NoTransforms => [1, 0, 0, 1, 0, 0],
            Orientation::FlipHorizontal => [-1, 0, 0, 1, 1, 0],
            Orientation::Rotate180 => [-1, 0, 0, -1, 1, 1],
            Orientation::FlipVertical => [1, 0, 0, -1, 0, 1],
            Orientation::Rotate90 => [0, -1, 1, 0, 0, 1],
            Orientation::Rotate270 => [0, 1, -1, 0, 1, 0],
            Orientation::Rotate90FlipH => [0, -1, -1, 0, 1, 1],
            Orientation::Rotate270FlipH => [0, 1, 1, 0, 0, 0],
        })
    }
}

/// Why a picture cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PictureError {
    /// It is in another format.
    #[error("it is not a PNG or JPEG file")]
    Format,
    /// It has too many pixels.
    #[error("it is too large: {width} by {height} pixels")]
    TooLarge {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// The file is damaged, or uses something rare.
    #[error("it cannot be read: {0}")]
    Damaged(String),
}

impl PictureError {
    /// What to do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Format => "save it as a PNG or JPEG file",
            Self::TooLarge { .. } => {
                "make it smaller: on paper 2,000 pixels across are enough"
            }
            Self::Damaged(_) => "open it in a program for pictures and save it again",
        }
    }
}

impl From<ImageError> for PictureError {
    fn from(error: ImageError) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl Picture {
    /// Reads a PNG or JPEG file. Colours are taken as sRGB; what is transparent becomes white,
    /// as on the page that it was made for; CMYK and 16 bits become 8 bits of RGB.
    ///
    /// # Errors
    /// When it is in another format, is damaged, or has more than [`MAX_PIXEL_BYTES`] of pixels.
    pub fn read(file: Vec<u8>) -> Result<Self, PictureError> {
        if file.starts_with(b"\x89PNG\r\n\x1a\n") {
            png::read(&file)
        } else if file.starts_with(b"\xff\xd8\xff") {
            jpeg::read(file)
        } else {
            Err(PictureError::Format)
        }
    }

    /// The bytes that it takes in a PDF.
    pub const fn size(&self) -> usize {
        self.data.len()
    }

    /// Pixels across and down, upright.
    pub const fn pixels(&self) -> (u32, u32) {
        let sideways = self.turn.0[0] == 0;
        if sideways { (self.rows, self.columns) } else { (self.columns, self.rows) }
    }
}

/// The pictures of a page, by the path that the page names.
#[derive(Debug, Clone, Default)]
pub struct Pictures(BTreeMap<String, Arc<Picture>>);

impl Pictures {
    /// The picture of that path, if it can be set.
    pub fn get(&self, path: &str) -> Option<&Arc<Picture>> {
        self.0.get(path)
    }

    /// Adds a picture.
    pub fn insert(&mut self, path: String, picture: Picture) {
        self.0.insert(path, Arc::new(picture));
    }
}

/// Refuses a picture with too many pixels before room is made for them.
fn check_size(decoder: &mut impl ImageDecoder) -> Result<(), PictureError> {
    let (width, height) = decoder.dimensions();
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_PIXEL_BYTES);
    let fits =
        decoder.set_limits(limits).is_ok() && decoder.total_bytes() <= MAX_PIXEL_BYTES;
    if fits && width > 0 && height > 0 {
        Ok(())
    } else {
        Err(PictureError::TooLarge { width, height })
    }
}

/// Pixels of 8 bits a channel, and whether they are grey. What is transparent becomes white.
fn opaque(image: DynamicImage) -> (Vec<u8>, bool) {
    let over_white = |channel: u8, alpha: u8| {
        let (channel, alpha) = (u32::from(channel), u32::from(alpha));
        // Between 0 and 255 again.
        ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let grey = matches!(
        image,
        DynamicImage::ImageLuma8(_)
            | DynamicImage::ImageLuma16(_)
            | DynamicImage::ImageLumaA8(_)
            | DynamicImage::ImageLumaA16(_)
    );
    let pixels = match (grey, image.color().has_alpha()) {
        (true, false) => image.into_luma8().into_raw(),
        (false, false) => image.into_rgb8().into_raw(),
        (true, true) => {
            image.into_luma_alpha8().pixels().map(|p| over_white(p[0], p[1])).collect()
        }
        (false, true) => {
            let image = image.into_rgba8();
            let mut pixels = Vec::with_capacity(image.len() / 4 * 3);
            for p in image.pixels() {
                pixels
                    .extend([p[0], p[1], p[2]].map(|channel| over_white(channel, p[3])));
            }
            pixels
        }
    };
    (pixels, grey)
}
