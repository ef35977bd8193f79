//! JPEG: the file itself, without what it says beside its pixels.

use super::{Coding, Picture, PictureError, Turn, check_size};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::{ExtendedColorType, ImageDecoder as _, ImageEncoder as _};
use std::io::Cursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

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
    let pixels = parts.decode()?;
    let grey = parts.channels == 1;
    let data = match parts.channels {
        1 | 3 => parts.kept,
        _ => {
            let mut encoded = Vec::new();
            JpegEncoder::new_with_quality(&mut encoded, QUALITY).write_image(
                &pixels,
                columns,
                rows,
                ExtendedColorType::Rgb8,
            )?;
            encoded
        }
    };
    Ok(Picture { columns, rows, turn, grey, coding: Coding::Jpeg, data })
}

/// What a JPEG file is made of.
struct Parts {
    /// The channels of a pixel.
    channels: u8,
    /// Whether its scans make the picture finer step by step.
    progressive: bool,
    /// How many channels are in its scans.
    scanned: usize,
    /// Whether each scan has what it may have.
    orderly: bool,
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
        let mut parts = Self {
            channels: 0,
            progressive: false,
            scanned: 0,
            orderly: true,
            kept: vec![0xff, START],
        };
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
            // Frames: their fifth byte after the length counts the channels.
            if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
                parts.channels = *segment.get(9)?;
                parts.progressive = matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce);
            }
            let beside = matches!(marker, 0xe0..=0xef | 0xfe) && marker != ADOBE;
            if marker == SCAN {
                let count = usize::from(*segment.get(4)?);
                let bounds = segment.get(5 + count * 2..)?.first_chunk()?;
                parts.scanned += count;
                parts.orderly &= parts.is_orderly(count, *bounds);
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

    /// Whether a scan of `count` channels may have these bounds: its first and last coefficient,
    /// and by how many bits they are finer (ITU-T T.81, B.2.3 and G.1.1.1).
    fn is_orderly(&self, count: usize, [first, last, bits]: [u8; 3]) -> bool {
        if !self.progressive {
            return [first, last, bits] == [0, 63, 0];
        }
        let (high, low) = (bits >> 4, bits & 15);
        let band = match first {
            0 => last == 0,
            _ => first <= last && last <= 63 && count == 1,
        };
        band && low <= 13 && (high == 0 || high == low + 1)
    }

    /// Decodes the file by the letter, even where its bytes are kept: a picture that programs
    /// which read PDFs may refuse must not reach a reader.
    fn decode(&self) -> Result<Vec<u8>, PictureError> {
        let whole = self.progressive || self.scanned == usize::from(self.channels);
        if !self.orderly || !whole {
            return Err(PictureError::Damaged("its scans do not fit".into()));
        }
        let most = usize::from(u16::MAX);
        let options = DecoderOptions::default()
            .set_strict_mode(true)
            .set_max_width(most)
            .set_max_height(most)
            .jpeg_set_out_colorspace(ColorSpace::RGB);
        zune_jpeg::JpegDecoder::new_with_options(Cursor::new(&self.kept), options)
            .decode()
            .map_err(|error| PictureError::Damaged(error.to_string()))
    }
}
