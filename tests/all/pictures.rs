//! Pictures are printed upright in their colours, or refused with a message; never in more memory
//! than an old computer has.

use crate::support;
use crate::support::{picture_folder, run, tool};
use image::{ImageEncoder as _, ImageFormat, RgbImage};
use printaloud::font::FontSet;
use printaloud::formats::{Press, Printed};
use printaloud::lang::Lang;
use printaloud::pdf::PdfOptions;
use printaloud::project::PageFile;
use printaloud::typeset::style::{LargePrint, Theme};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn print_from(folders: &[PathBuf], source: &str, theme: Theme) -> Printed {
    let press = Press {
        style: LargePrint { theme, ..LargePrint::default() },
        fonts: FontSet::new(),
        pdf: PdfOptions::default(),
        lang: Lang::british(),
        checks: None,
    };
    let (name, source, title) = ("page.md".into(), source.into(), "Pictures".into());
    press.print(&PageFile { name, source, title, folder: None }, folders)
}

/// The picture in a PDF of one, as a viewer shows it: 150 pixels an inch, cut out of the page.
fn shown(source: &str, theme: Theme) -> Option<RgbImage> {
    let pdftoppm = tool("pdftoppm")?;
    let printed = print_from(&[picture_folder()], source, theme);
    assert_eq!(printed.diagnostics, [], "{source}");
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("page.pdf");
    fs::write(&pdf, printed.pdf.unwrap()).unwrap();
    run(Command::new(pdftoppm)
        .args(["-r", "150", "-png", "-singlefile"])
        .arg(&pdf)
        .arg(folder.path().join("page")));
    let page = image::open(folder.path().join("page.png")).unwrap().into_rgb8();
    // Below the title: the picture has 120 by 80 pixels at 150 an inch.
    let (left, top) = (148, picture_top(source, theme));
    Some(image::imageops::crop_imm(&page, left, top, 120, 80).to_image())
}

/// Where the picture begins, from the top of the page, in pixels at 150 an inch.
fn picture_top(source: &str, theme: Theme) -> u32 {
    let style = LargePrint { theme, ..LargePrint::default() };
    let place = support::layout(source, &style).1.pages[0].pictures[0].place;
    let height = style.paper.size().height;
    let top = (height - place.y - place.height).0;
    (top * 150.0 / 72.0).round() as u32
}

/// Whether a pixel is of a colour, give or take what JPEG and CMYK change.
fn near(pixel: [u8; 3], colour: [u8; 3], by: u8) -> bool {
    pixel.iter().zip(colour).all(|(a, b)| a.abs_diff(b) <= by)
}

#[test]
fn pictures_stand_upright_in_their_colours() {
    let fields = [(30, 20), (90, 20), (30, 60), (90, 60)];
    let colours = [[255, 0, 0], [0, 160, 0], [0, 0, 255], [255, 255, 255]];
    let turned = (2..=8).map(|turn| format!("turned-{turn}.jpg"));
    let names = ["quarters.png", "quarters.jpg", "palette.png", "progressive.jpg"];
    for name in names.map(str::to_owned).into_iter().chain(turned) {
        let Some(image) = shown(&format!("![x]({name})"), Theme::BlackOnWhite) else {
            return;
        };
        for ((x, y), colour) in fields.into_iter().zip(colours) {
            let pixel = image.get_pixel(x, y).0;
            assert!(near(pixel, colour, 12), "{name}: {pixel:?} at {x}, {y}");
        }
    }
    let Some(cmyk) = shown("![x](cmyk.jpg)", Theme::BlackOnWhite) else { return };
    for ((x, y), colour) in fields.into_iter().zip(colours) {
        let pixel = cmyk.get_pixel(x, y).0;
        assert!(near(pixel, colour, 40), "CMYK: {pixel:?} at {x}, {y}");
    }
    let grey = shown("![x](grey.jpg)", Theme::BlackOnWhite).unwrap();
    assert!(near(grey.get_pixel(30, 20).0, [76; 3], 8));
    let sixteen = shown("![x](sixteen-bits.png)", Theme::BlackOnWhite).unwrap();
    assert!(near(sixteen.get_pixel(2, 40).0, [4; 3], 8));
    assert!(near(sixteen.get_pixel(117, 40).0, [249; 3], 8));
}

#[test]
fn what_is_transparent_is_white_in_every_theme() {
    for theme in [Theme::BlackOnWhite, Theme::YellowOnBlack, Theme::BlackOnYellow] {
        let Some(image) = shown("![x](transparent.png)", theme) else { return };
        assert!(near(image.get_pixel(60, 40).0, [0; 3], 2), "{theme:?}");
        assert!(near(image.get_pixel(4, 4).0, [255; 3], 2), "{theme:?}");
    }
}

/// What is said of a page with one picture.
fn told(folders: &[PathBuf], path: &str) -> String {
    let source = format!("# Pictures\n\n![A house](<{path}>)\n");
    let printed = print_from(folders, &source, Theme::BlackOnWhite);
    assert!(printed.pdf.is_some(), "{path}");
    printed.diagnostics.iter().map(|found| found.render("page.md", &source)).collect()
}

#[test]
fn a_picture_that_cannot_be_had_is_told_and_described() {
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("pages");
    fs::create_dir(&folder).unwrap();
    fs::copy(picture_folder().join("quarters.png"), folder.join("a b.png")).unwrap();
    fs::copy(picture_folder().join("quarters.png"), outside.path().join("x.png"))
        .unwrap();
    fs::copy(picture_folder().join("cut-off.jpg"), folder.join("cut-off.jpg")).unwrap();
    fs::copy(picture_folder().join("drawing.svg"), folder.join("drawing.svg")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("../x.png", folder.join("link.png")).unwrap();
    let mut png = fs::read(folder.join("a b.png")).unwrap();
    png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    // The checksum of the changed header, so that only its size is wrong.
    let sum = checksum(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    fs::write(folder.join("huge.png"), png).unwrap();
    let own = [folder.clone()];
    for (path, expected) in [
        ("a b.png", ""),
        ("a%20b.png", ""),
        ("/a b.png", ""),
        ("./a b.png", ""),
        ("missing.png", "no such file"),
        ("cut-off.jpg", "cannot be read"),
        ("drawing.svg", "not a PNG or JPEG"),
        ("huge.png", "too large: 60000 by 60000 pixels"),
        ("../x.png", "outside the page's folder"),
        ("%2e%2e/x.png", "outside the page's folder"),
        #[cfg(unix)]
        ("link.png", "outside the page's folder"),
        ("https://example.org/x.png", "other computers are not fetched"),
        ("//example.org/x.png", "other computers are not fetched"),
        ("file:///etc/x.png", "other computers are not fetched"),
        (".", "folder"),
    ] {
        let told = told(&own, path);
        assert!(told.contains(expected), "{path}: {told}");
        assert_eq!(told.is_empty(), expected.is_empty(), "{path}: {told}");
        let [line, help] = told.split_once('\n').map_or(["", ""], |(a, b)| [a, b]);
        if !expected.is_empty() {
            assert!(line.starts_with("page.md:3:1: warning[picture-not-set]"), "{told}");
            assert!(help.starts_with("  help: "), "{told}");
        }
    }
    // A folder that was named is searched too.
    let both = [folder, outside.path().to_owned()];
    assert_eq!(told(&both, "x.png"), "");
    assert_eq!(told(&both, "../x.png"), "");
}

/// Where a segment of a JPEG file begins, after its marker.
fn segment(jpeg: &[u8], marker: u8) -> usize {
    jpeg.windows(2).position(|pair| pair == [0xff, marker]).unwrap() + 2
}

#[test]
fn a_jpeg_that_other_programs_may_refuse_is_told_and_described() {
    let folder = tempfile::tempdir().unwrap();
    let own = [folder.path().to_owned()];
    let damaged = |name: &str, whole: &str, change: fn(&mut Vec<u8>)| {
        let mut jpeg = fs::read(picture_folder().join(whole)).unwrap();
        change(&mut jpeg);
        fs::write(folder.path().join(name), jpeg).unwrap();
        let told = told(&own, name);
        assert!(told.contains("cannot be read"), "{name}: {told}");
    };
    // Its only scan ends before the last coefficient (the byte after three channels).
    damaged("bounds.jpg", "quarters.jpg", |jpeg| {
        let scan = segment(jpeg, 0xda);
        jpeg[scan + 10] = 62;
    });
    // The first scan of several has more than the first coefficient.
    damaged("steps.jpg", "progressive.jpg", |jpeg| {
        let scan = segment(jpeg, 0xda);
        jpeg[scan + 10] = 1;
    });
    // Its scan is there twice.
    damaged("twice.jpg", "quarters.jpg", |jpeg| {
        let scan = segment(jpeg, 0xda) - 2;
        let again = jpeg[scan..].to_vec();
        jpeg.truncate(jpeg.len() - 2);
        jpeg.extend(again);
    });
    // A table that the scan needs is another one's.
    damaged("table.jpg", "quarters.jpg", |jpeg| {
        let table = segment(jpeg, 0xc4);
        jpeg[table + 2] ^= 1;
    });
}

/// CRC-32 as PNG has it (ISO 3309).
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 }
        })
    };
    !bytes.iter().fold(!0, step)
}

/// The most memory that printing a page took, in bytes.
fn peak_memory(page: &Path) -> u64 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_printaloud"));
    command.args(["print", "-o"]).arg(page.with_extension("pdf")).arg(page);
    support::peak_memory(&mut command)
}

#[test]
#[cfg(target_os = "linux")]
fn the_largest_pictures_take_less_than_256_mb() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.md");
    // Nearly 24 million pixels, with enough going on that they do not pack to nothing.
    let (width, height) = (5_990, 4_000);
    let noise = |x: u32, y: u32| ((x * 31) ^ (y * 17)) as u8;
    let pixels = RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([noise(x / 3, y / 2), noise(y / 3, x / 3), noise(x / 4, y / 4)])
    });
    for (name, format) in
        [("large.png", ImageFormat::Png), ("large.jpg", ImageFormat::Jpeg)]
    {
        let path = folder.path().join(name);
        if format == ImageFormat::Png {
            // A photograph as a PNG may be larger than the file that is read.
            image::codecs::png::PngEncoder::new(fs::File::create(&path).unwrap())
                .write_image(&pixels, width, height, image::ExtendedColorType::Rgb8)
                .unwrap();
        } else {
            pixels.save_with_format(&path, format).unwrap();
        }
        fs::write(&page, format!("# Large\n\n![Large]({name})\n")).unwrap();
        let peak = peak_memory(&page);
        println!(
            "{name}: {} MB on disk, {} MB at most",
            fs::metadata(&path).unwrap().len() >> 20,
            peak >> 20
        );
        assert!(peak > 64 << 20 && peak < 256 << 20, "{name}: {} MB", peak >> 20);
    }
}
