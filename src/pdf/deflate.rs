//! Deflate, by one compressor for many streams.

use libdeflater::{CompressionLvl, Compressor};
use lopdf::Stream;

/// Of 12. The next ones save a thousandth each; from 10 on it takes several times as long to save
/// two hundredths.
const LEVEL: i32 = 6;

/// Compresses streams one after another.
pub(super) struct Deflate(Compressor);

impl Deflate {
    pub(super) fn new() -> Self {
        Self(Compressor::new(CompressionLvl::new(LEVEL).expect("it is a level")))
    }

    /// The bytes in zlib format.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut out = vec![0; self.0.zlib_compress_bound(bytes.len())];
        let length = self.0.zlib_compress(bytes, &mut out);
        out.truncate(length.expect("the buffer holds any stream"));
        out.shrink_to_fit();
        out
    }

    /// Compresses the content of a stream.
    pub(super) fn stream(&mut self, stream: &mut Stream) {
        let content = self.bytes(&stream.content);
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(content);
    }
}

impl Default for Deflate {
    fn default() -> Self {
        Self::new()
    }
}
