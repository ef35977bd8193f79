//! What the file says of itself: XMP, the information dictionary, the output intent, its ID.

use super::PdfOptions;
use super::content::Content;
use super::deflate::Deflate;
use super::file::File;
use super::strings::{self, xml};
use crate::document::{Document, civil};
use lopdf::{Dictionary, Object, Stream, StringFormat, dictionary};
use moxcms::ColorProfile;
use sha2::{Digest, Sha256};

/// The name of the program that made the file.
const PRODUCER: &str = concat!("printaloud ", env!("CARGO_PKG_VERSION"));

/// An identifier of the file's content (ISO 32000-1, 14.4).
pub(super) fn identifier(document: &Document, pages: &[Content]) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update(PRODUCER);
    hash.update(document.metadata.title.as_bytes());
    hash.update(document.metadata.lang.as_str());
    for page in pages {
        hash.update(&page.content);
        for sequence in &page.sequences {
            hash.update(sequence.owner.0.to_be_bytes());
        }
    }
    let digest = hash.finalize();
    std::array::from_fn(|at| digest[at])
}

/// Adds metadata to the file and its catalog, and gives what the trailer says of it.
pub(super) fn write(
    pdf: &mut File,
    catalog: &mut Dictionary,
    document: &Document,
    options: &PdfOptions,
    id: [u8; 16],
) -> Dictionary {
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Not compressed, so that programs that know no PDF can read it (ISO 19005-2, 6.6.2.1).
    let stream = Stream::new(metadata, xmp(document, options).into_bytes())
        .with_compression(false);
    catalog.set("Metadata", pdf.add_object(stream));
    let mut info = dictionary! {
        "Title" => strings::text(&document.metadata.title),
        "Producer" => strings::text(PRODUCER),
    };
    if !options.author.is_empty() {
        info.set("Author", strings::text(&options.author));
    }
    if let Some(created) = options.created {
        let [year, month, day, hour, minute, second] = civil(created);
        let date =
            format!("D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z");
        info.set("CreationDate", strings::text(&date));
        info.set("ModDate", strings::text(&date));
    }
    catalog.set("OutputIntents", vec![output_intent(pdf)]);
    let id = Object::String(id.to_vec(), StringFormat::Hexadecimal);
    dictionary! { "Info" => pdf.add_object(info), "ID" => vec![id.clone(), id] }
}

/// Where an ICC profile has its date: six numbers of two bytes (ISO 15076-1, 7.2.1).
const ICC_DATE: std::ops::Range<usize> = 24..36;

/// What `DeviceGray` and `DeviceRGB` mean (ISO 19005-2, 6.2.4.3).
fn output_intent(pdf: &mut File) -> Object {
    let mut profile = ColorProfile::new_srgb().encode().unwrap_or_default();
    // The profile says when it was made, to the second; the same input has to give the same bytes.
    if let Some(date) = profile.get_mut(ICC_DATE) {
        date.copy_from_slice(&[0x07, 0xd0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    }
    let mut stream = Stream::new(dictionary! { "N" => 3 }, profile);
    Deflate::new().stream(&mut stream);
    let profile = pdf.add_object(stream);
    let name = "sRGB IEC61966-2.1";
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => strings::text(name),
        "Info" => strings::text(name),
        "DestOutputProfile" => profile,
    };
    pdf.add_object(intent).into()
}

/// The metadata as XMP, with the schema that PDF/A asks for where it does not know one of its
/// own: that of PDF/UA (ISO 19005-2, 6.6.2.3). Properties with one value are attributes, the shorter
/// of two forms (ISO 16684-1, 7.9.2.2).
fn xmp(document: &Document, options: &PdfOptions) -> String {
    let title = xml(&document.metadata.title);
    let lang = xml(document.metadata.lang.as_str());
    let author = match xml(&options.author) {
        author if author.is_empty() => String::new(),
        author => format!(
            "\n<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
        ),
    };
    let dates = options.created.map_or_else(String::new, |created| {
        let [year, month, day, hour, minute, second] = civil(created);
        let date = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
        format!(
            r#" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreateDate="{date}" xmp:ModifyDate="{date}""#
        )
    });
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
pdf:Producer="{PRODUCER}"{dates} pdfuaid:part="1" pdfaid:part="2" pdfaid:conformance="A">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{author}
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<pdfaExtension:schemas><rdf:Bag><rdf:li><rdf:Description pdfaSchema:schema="PDF/UA identification schema" pdfaSchema:namespaceURI="http://www.aiim.org/pdfua/ns/id/" pdfaSchema:prefix="pdfuaid">
<pdfaSchema:property><rdf:Seq><rdf:li pdfaProperty:name="part" pdfaProperty:valueType="Integer" pdfaProperty:category="internal" pdfaProperty:description="part of ISO 14289"/></rdf:Seq></pdfaSchema:property></rdf:Description></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{feff}'
    )
}
