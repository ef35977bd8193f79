//! JPEG: the file itself, without what it says beside its pixels.

use super::{Coding, Picture, PictureError, Turn, check_size, opaque};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::{DynamicImage, ExtendedColorType, ImageDecoder as _, ImageEncoder as _};
use std::io::Cursor;

/// The quality, of 100, at which a CMYK picture is written again as RGB.
const QUALITY: u8 = 92;

/// Reads a JPEG file. Grey and colour pictures keep their bytes.
pub(super) fn read(file: Vec<u8>) -> Result<Picture, PictureError> {
    let mut decoder = JpegDecoder::new(Cursor::new(&file))?;
    check_size(&mut decoder)?;
    let turn = Turn::new(decoder.orientation()?);
    let (columns, rows) = decoder.dimensions();
    let parts = Parts::of(&file)
        .ok_or_else(|| PictureError::Damaged("its end is missing".into()))?;
    // Decoded even where the bytes are kept: a damaged file must not reach a reader.
    let (pixels, grey) = opaque(DynamicImage::from_decoder(decoder)?);
    let data = match parts.channels {
        1 | 3 => parts.kept,
        _ => {
            let colour =
                if grey { ExtendedColorType::L8 } else { ExtendedColorType::Rgb8 };
            let mut encoded = Vec::new();
            JpegEncoder::new_with_quality(&mut encoded, QUALITY)
                .write_image(&pixels, columns, rows, colour)?;
            encoded
        }
    };
    Ok(Picture { columns, rows, turn, grey, coding: Coding::Jpeg, data })
}

/// What a JPEG file is made of.
struct Parts {
    /// The channels of a pixel.
    channels: u8,
    /// The file without application data and comments: a photograph says where it was taken.
    kept: Vec<u8>,
}

impl Parts {
    /// Takes a file apart (ITU-T T.81, annex B). `None` where it ends too soon.
    fn of(file: &[u8]) -> Option<Self> {
        const START: u8 = 0xd8;
        const END: u8 = 0xd9;
        const SCAN: u8 = 0xda;
        const ADOBE: u8 = 0xee;
        let mut parts = Self { channels: 0, kept: vec![0xff, START] };
        let mut at = 2;
        loop {
            let marker = *file.get(at + 1)?;
            if *file.get(at)? != 0xff || marker == 0xff {
                at += 1;
                continue;
            }
            if marker == END {
                parts.kept.extend([0xff, END]);
                return Some(parts);
            }
            let length =
                usize::from(*file.get(at + 2)?) << 8 | usize::from(*file.get(at + 3)?);
            let mut end = at + 2 + length;
            let segment = file.get(at..end)?;
            // Frames: their fifth byte behind the length counts the channels.
            if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
                parts.channels = *segment.get(9)?;
            }
            let beside = matches!(marker, 0xe0..=0xef | 0xfe) && marker != ADOBE;
            if marker == SCAN {
                // Up to the next marker that is no restart and no stuffed byte.
                let scan = file.get(end..)?;
                let marks = scan.windows(2).position(|pair| {
                    pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff)
                });
                end += marks?;
            }
            if !beside {
                parts.kept.extend_from_slice(file.get(at..end)?);
            }
            at = end;
        }
    }
}
