//! Deflate, by one compressor a thread: each takes 700 KB.

use libdeflater::{CompressionLvl, Compressor};
use lopdf::Stream;
use std::cell::RefCell;

/// Of 12. 6 takes a thirtieth less of the whole time and makes files of a leaflet a two hundred and
/// fiftieth larger; from 10 on it takes several times as long to save a hundredth.
const LEVEL: i32 = 8;

thread_local! {
    /// The compressor that nobody uses at the moment.
    static SPARE: RefCell<Option<Compressor>> = const { RefCell::new(None) };
}

/// Compresses streams one after another.
#[derive(Default)]
pub(super) struct Deflate(Option<Compressor>);

impl Deflate {
    pub(super) const fn new() -> Self {
        Self(None)
    }

    /// The bytes in zlib format.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Vec<u8> {
        let compressor = self.0.get_or_insert_with(|| {
            let level = || CompressionLvl::new(LEVEL).expect("it is a level");
            SPARE.take().unwrap_or_else(|| Compressor::new(level()))
        });
        let mut out = vec![0; compressor.zlib_compress_bound(bytes.len())];
        let length = compressor.zlib_compress(bytes, &mut out);
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

impl Drop for Deflate {
    fn drop(&mut self) {
        if let Some(compressor) = self.0.take() {
            SPARE.set(Some(compressor));
        }
    }
}
