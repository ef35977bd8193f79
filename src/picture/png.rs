//! PNG: decoded, and deflated again without transparency.

use super::{Coding, Picture, PictureError, Turn, check_size, opaque};
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageDecoder as _, ImageEncoder as _};
use std::io::Cursor;

/// Reads a PNG file.
pub(super) fn read(file: &[u8]) -> Result<Picture, PictureError> {
    let mut decoder = PngDecoder::new(Cursor::new(file))?;
    check_size(&mut decoder)?;
    let turn = Turn::new(decoder.orientation()?);
    let (columns, rows) = decoder.dimensions();
    let (pixels, grey) = opaque(DynamicImage::from_decoder(decoder)?);
    let colour = if grey { ExtendedColorType::L8 } else { ExtendedColorType::Rgb8 };
    let mut encoded = Vec::new();
    PngEncoder::new_with_quality(
        &mut encoded,
        CompressionType::Default,
        FilterType::Adaptive,
    )
    .write_image(&pixels, columns, rows, colour)?;
    let data = chunks(&encoded);
    Ok(Picture { columns, rows, turn, grey, coding: Coding::Png, data })
}

/// The deflated rows of a PNG file: its `IDAT` chunks one after the other.
fn chunks(file: &[u8]) -> Vec<u8> {
    let mut data = Vec::new();
    let mut rest = file.get(8..).unwrap_or_default();
    while let Some((head, body)) = rest.split_at_checked(8) {
        let length =
            head[..4].iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
        let Some((body, after)) = body.split_at_checked(length) else { break };
        if &head[4..] == b"IDAT" {
            data.extend_from_slice(body);
        }
        rest = after.get(4..).unwrap_or_default();
    }
    data
}
