//! How wide the columns of a table are.

use super::boxes::{Content, Role};
use super::breaks::BreakKind;
use super::content::Context;
use super::paragraph::Paragraph;
use crate::document::{Alignment, Block, Table};
use crate::font::Shaper;
use crate::geom::Pt;

/// The space between two columns, in ems: more than between words, so that the eye does not run
/// from one cell into the next.
const COLUMN_GAP: f64 = 1.0;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    /// Its left edge, from that of the table.
    pub(super) left: Pt,
    /// Its width.
    pub(super) width: Pt,
    /// How its words stand.
    pub(super) alignment: Alignment,
}

/// The columns of a table that is `room` wide at most: as wide as their longest cell where that
/// fits; or else narrow columns are, and wide ones share what is left alike, none under its
/// longest word. A column without a word below its head is there to be written in, and takes what
/// it can get. `None` where not even their longest words fit side by side.
pub(super) fn columns(
    table: &Table,
    room: Pt,
    size: Pt,
    context: &Context<'_>,
    shaper: &mut Shaper<'_>,
) -> Option<Vec<Column>> {
    let mut least = vec![Pt(0.0); table.columns.len()];
    let mut wanted = least.clone();
    let mut to_write_in = vec![!table.rows.is_empty(); least.len()];
    for (row, role) in std::iter::once((&table.head, Role::Name))
        .chain(table.rows.iter().map(|row| (row, Role::Fact)))
    {
        for (at, cell) in row.cells.iter().enumerate().take(least.len()) {
            let (word, line) = widths(cell, role, room, size, context, shaper);
            least[at] = least[at].max(word);
            wanted[at] = wanted[at].max(line);
            to_write_in[at] &= role == Role::Name || line.0 == 0.0;
        }
        // A table that cannot fit is not measured to its end.
        if total(&least, size).0 > room.0 {
            return None;
        }
    }
    for (wanted, _) in wanted.iter_mut().zip(to_write_in).filter(|it| it.1) {
        *wanted = room;
    }
    let gaps = total(&least, size) - least.iter().copied().sum();
    let widest = level(&least, &wanted, room - gaps);
    let mut left = Pt(0.0);
    let columns = wanted.iter().zip(&least).zip(&table.columns);
    let set = columns.map(|((wanted, least), alignment)| {
        let width = wanted.min(widest).max(*least);
        let column = Column { left, width, alignment: *alignment };
        left += width + size * COLUMN_GAP;
        column
    });
    Some(set.collect())
}

/// How wide a column may be, so that all of them just fill the room.
fn level(least: &[Pt], wanted: &[Pt], room: Pt) -> Pt {
    // Between two neighbours of these, the columns that grow with the level stay the same.
    let mut steps: Vec<Pt> = least.iter().chain(wanted).copied().collect();
    steps.sort_by(|a, b| a.0.total_cmp(&b.0));
    let filled = |level: Pt| -> Pt {
        let width = |(least, wanted): (&Pt, &Pt)| wanted.min(level).max(*least);
        least.iter().zip(wanted).map(width).sum()
    };
    let fits = steps.partition_point(|step| filled(*step).0 <= room.0);
    let from = fits.checked_sub(1).map_or(Pt(0.0), |at| steps[at]);
    let growing = |(least, wanted): &(&Pt, &Pt)| least.0 <= from.0 && from.0 < wanted.0;
    let count = least.iter().zip(wanted).filter(growing).count();
    if fits == steps.len() || count == 0 {
        return from;
    }
    from + (room - filled(from)) * (1.0 / count as f64)
}

/// The width of columns side by side.
fn total(widths: &[Pt], size: Pt) -> Pt {
    let gaps = widths.len().saturating_sub(1) as f64;
    widths.iter().copied().sum::<Pt>() + size * (COLUMN_GAP * gaps)
}

/// The width of a cell's longest word, and that of its longest line where none is broken.
fn widths(
    cell: &Block,
    role: Role,
    room: Pt,
    size: Pt,
    context: &Context<'_>,
    shaper: &mut Shaper<'_>,
) -> (Pt, Pt) {
    let content = cell.kind.content();
    let content = Content::Inlines { content, role, block: cell.id };
    let words = content.words(context);
    if words.text.is_empty() {
        return (Pt(0.0), Pt(0.0));
    }
    let paragraph = Paragraph::new(words, size, room, false, shaper);
    let (mut line, mut longest) = (Pt(0.0), Pt(0.0));
    for segment in &paragraph.segments {
        line += segment.width;
        longest = longest.max(line);
        line = if segment.after == BreakKind::Mandatory {
            Pt(0.0)
        } else {
            line + segment.space
        };
    }
    // Rounding must not part the words of a line that just fits.
    (paragraph.widest() + Pt(0.01), longest + Pt(0.01))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Defaults;
    use crate::font::FontSet;
    use crate::markdown::to_document;
    use crate::picture::Pictures;
    use crate::typeset::style::LargePrint;
    use crate::typeset::typeset;

    #[test]
    fn a_column_to_be_written_in_takes_the_room_that_is_left() {
        let widest = |rows: &str| {
            let source = format!("| Day | Taken |\n|---|---|\n{rows}");
            let (document, _) = to_document(&source, &Defaults::titled("A diary"));
            let (style, fonts) = (LargePrint::default(), FontSet::new());
            let (layout, _) = typeset(&document, &style, &fonts, &Pictures::default());
            let rules = layout.pages[0].rules.iter().map(|rule| rule.width.0);
            rules.fold(0.0, f64::max) / style.measure().0
        };
        assert!(widest("| Monday | |\n") > 0.999);
        assert!(widest("| | |\n| | |\n") > 0.999);
        assert!(widest("| Monday | yes |\n| | no |\n") < 0.5);
        assert!(widest("") < 0.5);
    }

    #[test]
    fn narrow_columns_have_what_they_want_and_wide_ones_share() {
        let points =
            |widths: &[f64]| widths.iter().map(|width| Pt(*width)).collect::<Vec<_>>();
        let share = |least: &[f64], wanted: &[f64], room| {
            level(&points(least), &points(wanted), Pt(room)).0
        };
        assert_eq!(share(&[10.0, 10.0], &[30.0, 200.0], 100.0), 70.0);
        assert_eq!(share(&[10.0, 60.0, 10.0], &[90.0, 90.0, 90.0], 120.0), 30.0);
        assert_eq!(share(&[10.0, 10.0], &[20.0, 20.0], 100.0), 20.0);
        assert_eq!(share(&[50.0, 50.0], &[80.0, 80.0], 100.0), 50.0);
    }
}
