//! Pictures as images of their own (ISO 32000-1, 8.9.5), each once however often it is drawn.

use crate::picture::{Coding, Picture, Pictures};
use crate::typeset::frame::Layout;
use lopdf::{Dictionary, Object, Stream, dictionary};
use std::collections::BTreeMap;

/// The pictures that a layout draws.
pub(super) struct Drawn<'p>(BTreeMap<&'p str, (usize, &'p Picture)>);

impl<'p> Drawn<'p> {
    pub(super) fn new(layout: &'p Layout, pictures: &'p Pictures) -> Self {
        let mut drawn = BTreeMap::new();
        for picture in layout.pages.iter().flat_map(|page| &page.pictures) {
            if let Some(stored) = pictures.get(&picture.source) {
                let next = drawn.len();
                drawn.entry(&*picture.source).or_insert((next, &**stored));
            }
        }
        Self(drawn)
    }

    /// The number of a picture among them, and the picture.
    pub(super) fn place_of(&self, source: &str) -> Option<(usize, &'p Picture)> {
        self.0.get(source).copied()
    }

    /// Adds them to the resources of all pages.
    pub(super) fn write(&self, pdf: &mut lopdf::Document, resources: lopdf::ObjectId) {
        if self.0.is_empty() {
            return;
        }
        let mut names = Dictionary::new();
        for (at, picture) in self.0.values() {
            names.set(name(*at), pdf.add_object(stream(picture)));
        }
        if let Ok(resources) = pdf.get_dictionary_mut(resources) {
            resources.set("XObject", names);
        }
    }
}

/// The name of a picture among a page's resources.
pub(super) fn name(at: usize) -> String {
    format!("Im{at}")
}

fn stream(picture: &Picture) -> Stream {
    let (space, colours) =
        if picture.grey { ("DeviceGray", 1) } else { ("DeviceRGB", 3) };
    let mut dict = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(picture.columns),
        "Height" => i64::from(picture.rows),
        "ColorSpace" => space,
        "BitsPerComponent" => 8,
        "Length" => i64::try_from(picture.data.len()).unwrap_or(i64::MAX),
    };
    match picture.coding {
        Coding::Jpeg => dict.set("Filter", "DCTDecode"),
        Coding::Png => {
            dict.set("Filter", "FlateDecode");
            let parameters = dictionary! {
                "Predictor" => 15,
                "Colors" => colours,
                "Columns" => i64::from(picture.columns),
            };
            dict.set("DecodeParms", Object::Dictionary(parameters));
        }
    }
    Stream {
        dict,
        content: picture.data.clone(),
        allows_compression: false,
        start_position: None,
    }
}
