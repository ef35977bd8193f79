//! Total-fit line breaking (Knuth-Plass) for flush-left text.
//!
//! Every way to break the paragraph into lines has a cost, its demerits, and the cheapest is
//! taken. The demerits up to a break do not depend on what follows it, so it is enough to keep,
//! for every place where a line may end, the cheapest way to get there.
//!
//! Spaces keep their width, so nothing stretches or shrinks: a line's badness is its shortfall
//! from the measure. Whether a break inside a word is feasible depends on the line's start
//! (`sparing`), so it is no mere penalty, and breaks inside words are asked for only when a line
//! would straddle the word.

use super::breaks::{Break, BreakKind, BreakPoint, LineLimits, Reason, Segment};
use super::style::{Hyphenation, SPARING_FILL};
use crate::geom::Pt;

/// Shortfall, as a part of the measure, that has badness 100. TeX's `\raggedright` allows 2 em,
/// about a tenth of a measure here; large print has half the words a line of a book, so twice.
const STRETCH: f64 = 0.2;

/// Penalty for a break inside a word (TeX: `\hyphenpenalty` 50) in `full`: below TeX's, because
/// whoever asks for it wants even lines.
const HYPHEN_PENALTY: f64 = 25.0;

/// The same in `sparing`: above TeX's, because a reader with low vision who moves a magnifier to
/// the next line has to hold half a word in mind.
const SPARING_HYPHEN_PENALTY: f64 = 90.0;

/// Penalty for a break after a hyphen of the author's (TeX: `\exhyphenpenalty` 50).
const JOINT_PENALTY: f64 = 30.0;

/// Penalty for a break at any letter of a word wider than the measure.
const EMERGENCY_PENALTY: f64 = 1_000.0;

/// Demerits for two lines in a row that end in a hyphen where one of them is the author's (TeX:
/// `\doublehyphendemerits` 10,000). Two of ours in a row never happen.
const DOUBLE_HYPHEN_DEMERITS: f64 = 1e7;

/// Demerits for a word broken so that it begins right above the gap after its end. Poppler places
/// a broken word between its two ends, and there it runs the word and the next together.
const RUN_TOGETHER_DEMERITS: f64 = 1e9;

/// How far, in ems, the word after a broken one may begin right of where that begins, a line
/// higher: Poppler sees a space in a gap of a tenth of an em and more, and another line where the
/// two overlap by half an em and more. With room for what its rounding adds.
const RUN_TOGETHER: std::ops::Range<f64> = -0.65..0.15;

/// Demerits for a last line of one short word: as many as a line has that is 21 % short, which
/// is the most that is given up to avoid it.
const SHORT_LAST_DEMERITS: f64 = 15_000.0;

/// The same in `full`, where even lines come first: as a line that is 17 % short.
const FULL_SHORT_LAST_DEMERITS: f64 = 3_600.0;

/// A last line is short if it is one word under this part of the measure.
const SHORT_LAST: f64 = 0.2;

/// Rounding that a line may be over the measure, in points.
const SLACK: f64 = 1e-6;

/// How many places in a word wider than the measure are tried on one line, from the fullest on.
const EMERGENCY_TRIES: usize = 3;

/// A place where a line may end, and the cheapest way to it.
#[derive(Debug, Clone, Copy)]
struct Node {
    demerits: f64,
    /// The line's start: the break before, as segment and number of the place inside.
    from: Option<(usize, Option<usize>)>,
}

const UNREACHED: Node = Node { demerits: f64::INFINITY, from: None };

/// Breaks a paragraph. `break_points` gives the places inside a segment where it may be broken, in
/// order; it is asked at most once a segment, twice where forbidden breaks have to be used. The last break is after the last segment.
pub(super) fn break_lines(
    segments: &[Segment],
    fit: &LineLimits<'_>,
    break_points: &mut dyn FnMut(usize) -> Vec<BreakPoint>,
) -> Vec<Break> {
    let mut search = Search {
        segments,
        fit,
        starts: starts(segments),
        ends: vec![UNREACHED; segments.len()],
        inside: vec![None; segments.len()],
    };
    search.run(break_points);
    let reached = search.ends.last().is_none_or(|end| end.demerits.is_finite());
    if !reached && !fit.forbidden.is_empty() {
        // Without those breaks there is no way through: a line over the margin is worse.
        return break_lines(
            segments,
            &LineLimits { forbidden: &[], ..*fit },
            break_points,
        );
    }
    search.trace()
}

/// The distance of each segment from the paragraph's start.
fn starts(segments: &[Segment]) -> Vec<f64> {
    let mut x = 0.0;
    let next = |segment: &Segment| {
        let start = x;
        x += segment.width.0 + segment.space.0;
        start
    };
    segments.iter().map(next).collect()
}

/// The places inside one segment, each with the cheapest way to it.
type InsideNodes = Vec<(BreakPoint, Node)>;

struct Search<'a> {
    segments: &'a [Segment],
    fit: &'a LineLimits<'a>,
    starts: Vec<f64>,
    ends: Vec<Node>,
    inside: Vec<Option<InsideNodes>>,
}

/// Where a line begins.
struct Start {
    /// The break before it, if it is not the paragraph's start.
    from: Option<(usize, Option<usize>)>,
    demerits: f64,
    /// The first segment on the line, which may have begun on the line before.
    segment: usize,
    /// Whether it did.
    within: bool,
    x: f64,
    /// Whether the line before ended in a hyphen, and whose.
    after: Ended,
}

#[derive(Clone, Copy, PartialEq)]
enum Ended {
    Plainly,
    InOurHyphen,
    InAuthorsHyphen,
    InEmergency,
}

impl Search<'_> {
    fn run(&mut self, break_points: &mut dyn FnMut(usize) -> Vec<BreakPoint>) {
        let first = self.first();
        self.extend(&first, break_points);
        for segment in first.segment..self.segments.len() {
            let places = self.inside[segment].as_ref().map_or(0, Vec::len);
            for place in 0..places {
                if let Some(start) = self.start_inside(segment, place) {
                    self.extend(&start, break_points);
                }
            }
            if segment + 1 < self.segments.len()
                && let Some(start) = self.start_after(segment)
            {
                self.extend(&start, break_points);
            }
        }
    }

    fn first(&self) -> Start {
        let plain = Start {
            from: None,
            demerits: 0.0,
            segment: 0,
            within: false,
            x: 0.0,
            after: Ended::Plainly,
        };
        match self.fit.start {
            None => plain,
            Some(Break { segment, inside: None, .. }) => {
                let segment = segment + 1;
                let x = self.starts.get(segment).copied().unwrap_or_default();
                Start { segment, x, ..plain }
            }
            Some(Break { segment, inside: Some(place), .. }) => {
                let x =
                    self.starts[segment] + self.segments[segment].width.0 - place.rest.0;
                Start { segment, within: true, x, after: ended(&place), ..plain }
            }
        }
    }

    fn start_inside(&self, segment: usize, number: usize) -> Option<Start> {
        let (place, node) = self.inside[segment].as_ref()?[number];
        node.demerits.is_finite().then(|| Start {
            from: Some((segment, Some(number))),
            demerits: node.demerits,
            segment,
            within: true,
            x: self.starts[segment] + self.segments[segment].width.0 - place.rest.0,
            after: ended(&place),
        })
    }

    fn start_after(&self, segment: usize) -> Option<Start> {
        let node = self.ends[segment];
        node.demerits.is_finite().then(|| Start {
            from: Some((segment, None)),
            demerits: node.demerits,
            segment: segment + 1,
            within: false,
            x: self.starts[segment + 1],
            after: match self.segments[segment].after {
                BreakKind::Hyphen => Ended::InAuthorsHyphen,
                _ => Ended::Plainly,
            },
        })
    }

    /// Tries every end of a line that begins at `start`.
    fn extend(
        &mut self,
        start: &Start,
        break_points: &mut dyn FnMut(usize) -> Vec<BreakPoint>,
    ) {
        let measure = self.fit.measure.0;
        let mut fullest = 0.0;
        let mut straddled = None;
        for segment in start.segment..self.segments.len() {
            let width = self.starts[segment] + self.segments[segment].width.0 - start.x;
            if width > measure + SLACK {
                straddled = Some(segment);
                break;
            }
            let after = self.segments[segment].after;
            if self.allows(segment, None) || after == BreakKind::Mandatory {
                self.reach_end(start, segment, width);
                fullest = width;
            }
            if after == BreakKind::Mandatory {
                return;
            }
        }
        let Some(segment) = straddled else { return };
        let too_wide = self.segments[segment].width.0 > measure + SLACK;
        let wanted = match self.fit.hyphenation {
            Hyphenation::None => false,
            Hyphenation::Sparing => fullest < SPARING_FILL * measure,
            Hyphenation::Full => true,
        };
        let reached = (wanted || too_wide)
            && self.reach_inside(start, segment, wanted, too_wide, break_points);
        // Nothing fits: a letter wider than the measure. It stands alone, over the margin.
        if !reached && too_wide && start.segment == segment && fullest == 0.0 {
            self.force(start, segment);
        }
    }

    /// Tries the places inside a segment that the line straddles, and says whether one fits.
    fn reach_inside(
        &mut self,
        start: &Start,
        segment: usize,
        wanted: bool,
        too_wide: bool,
        break_points: &mut dyn FnMut(usize) -> Vec<BreakPoint>,
    ) -> bool {
        let measure = self.fit.measure.0;
        let mut nodes = self.inside[segment].take().unwrap_or_else(|| {
            break_points(segment).into_iter().map(|place| (place, UNREACHED)).collect()
        });
        let base = self.starts[segment] - start.x;
        let from = self.first_place(start, segment, &nodes);
        // Advances grow with the offset, but for kerning at the hyphen.
        let fitting =
            nodes.partition_point(|(place, _)| base + place.before.0 <= measure + SLACK);
        let mut emergencies = 0;
        let mut reached = false;
        for (place, node) in nodes.iter_mut().take(fitting).skip(from).rev() {
            let width = base + place.before.0;
            if width > measure + SLACK || !self.allows(segment, Some(place.offset)) {
                continue;
            }
            let penalty = match place.reason {
                Reason::Pattern if wanted || too_wide => {
                    if start.after == Ended::InOurHyphen && !too_wide {
                        continue;
                    }
                    match self.fit.hyphenation {
                        Hyphenation::Full => HYPHEN_PENALTY,
                        _ => SPARING_HYPHEN_PENALTY,
                    }
                }
                Reason::Address if too_wide => JOINT_PENALTY,
                Reason::Emergency if too_wide && emergencies < EMERGENCY_TRIES => {
                    emergencies += 1;
                    EMERGENCY_PENALTY
                }
                _ => continue,
            };
            let double = place.hyphen && start.after == Ended::InAuthorsHyphen;
            let mut extra = if double { DOUBLE_HYPHEN_DEMERITS } else { 0.0 };
            if self.runs_together(start, segment, place.rest.0) {
                extra += RUN_TOGETHER_DEMERITS;
            }
            let demerits = start.demerits + self.demerits(width, penalty) + extra;
            reached = true;
            if demerits < node.demerits {
                *node = Node { demerits, from: start.from };
            }
        }
        self.inside[segment] = Some(nodes);
        reached
    }

    /// The number of the first place in a segment that lies after a line's start.
    fn first_place(
        &self,
        start: &Start,
        segment: usize,
        places: &[(BreakPoint, Node)],
    ) -> usize {
        let own =
            start.from.filter(|(from, _)| *from == segment).and_then(|(_, place)| place);
        match (own, self.fit.start) {
            (Some(number), _) => number + 1,
            (None, Some(Break { segment: first, inside: Some(place), .. }))
                if first == segment =>
            {
                places.partition_point(|(other, _)| other.offset <= place.offset)
            }
            _ => 0,
        }
    }

    fn reach_end(&mut self, start: &Start, segment: usize, width: f64) {
        let after = self.segments[segment].after;
        let last = segment + 1 == self.segments.len() || after == BreakKind::Mandatory;
        let alone = start.segment == segment;
        let demerits = if last {
            if alone && start.within && start.after == Ended::InOurHyphen {
                return; // a last line of one fragment
            }
            let short =
                alone && width < SHORT_LAST * self.fit.measure.0 && start.from.is_some();
            match self.fit.hyphenation {
                _ if !short => 0.0,
                Hyphenation::Full => FULL_SHORT_LAST_DEMERITS,
                _ => SHORT_LAST_DEMERITS,
            }
        } else {
            let penalty = match after {
                BreakKind::Space | BreakKind::Mandatory => 0.0,
                BreakKind::Hyphen | BreakKind::Joint => JOINT_PENALTY,
            };
            let double = after == BreakKind::Hyphen && start.after != Ended::Plainly;
            let mut demerits = self.demerits(width, penalty);
            if double {
                demerits += DOUBLE_HYPHEN_DEMERITS;
            }
            if penalty > 0.0 && self.runs_together(start, segment, 0.0) {
                demerits += RUN_TOGETHER_DEMERITS;
            }
            demerits
        };
        let node = &mut self.ends[segment];
        if start.demerits + demerits < node.demerits {
            *node = Node { demerits: start.demerits + demerits, from: start.from };
        }
    }

    /// Whether the word broken in or after a segment begins, on the line from `start`, right
    /// above the beginning of the word after its end. `rest` of the segment is on the next line.
    fn runs_together(&self, start: &Start, segment: usize, rest: f64) -> bool {
        let joins = |at: usize| {
            matches!(self.segments[at].after, BreakKind::Hyphen | BreakKind::Joint)
        };
        let mut first = segment;
        while first > start.segment && joins(first - 1) {
            first -= 1;
        }
        let mut last = segment;
        let mut end = rest;
        // Beyond the measure there is nothing after the end on the next line.
        while joins(last) && last + 1 < self.segments.len() && end <= self.fit.measure.0 {
            last += 1;
            end += self.segments[last].width.0;
        }
        let begins = self.starts[first] - start.x;
        let next = end + self.segments[last].space.0;
        RUN_TOGETHER.contains(&((next - begins) / self.fit.size.0))
    }

    /// Makes progress where nothing fits.
    fn force(&mut self, start: &Start, segment: usize) {
        let places = self.inside[segment].as_deref().unwrap_or_default();
        let next = self.first_place(start, segment, places);
        let places = self.inside[segment].as_deref_mut().unwrap_or_default();
        let node = match places.get_mut(next) {
            Some((_, node)) => node,
            None => &mut self.ends[segment],
        };
        let demerits = start.demerits + DOUBLE_HYPHEN_DEMERITS;
        if demerits < node.demerits {
            *node = Node { demerits, from: start.from };
        }
    }

    /// Demerits of a full line (TeX: the square of line penalty and badness, and that of the
    /// penalty).
    fn demerits(&self, width: f64, penalty: f64) -> f64 {
        let ratio = (self.fit.measure.0 - width) / self.fit.measure.0 / STRETCH;
        let badness = 100.0 * ratio * ratio * ratio;
        (1.0 + badness).mul_add(1.0 + badness, penalty * penalty)
    }

    fn allows(&self, segment: usize, offset: Option<usize>) -> bool {
        !self.fit.forbidden.contains(&(self.fit.first + segment, offset))
    }

    /// The breaks on the cheapest way to the end.
    fn trace(&self) -> Vec<Break> {
        let mut breaks = Vec::new();
        let last = self.segments.len().checked_sub(1);
        let mut at: Option<(usize, Option<usize>)> = last.map(|last| (last, None));
        while let Some((segment, number)) = at {
            let (inside, node) = match (number, &self.inside[segment]) {
                (Some(number), Some(nodes)) => (Some(nodes[number].0), nodes[number].1),
                _ => (None, self.ends[segment]),
            };
            let start =
                node.from.map_or_else(|| self.first().x, |from| self.x_after(from));
            let advance =
                inside.map_or(self.segments[segment].width, |place| place.before);
            let width = Pt(self.starts[segment] + advance.0 - start);
            breaks.push(Break { segment, inside, width });
            at = node.from;
        }
        breaks.reverse();
        breaks
    }

    /// Where the line after a break begins.
    fn x_after(&self, (segment, number): (usize, Option<usize>)) -> f64 {
        match (number, &self.inside[segment]) {
            (Some(number), Some(nodes)) => {
                self.starts[segment] + self.segments[segment].width.0
                    - nodes[number].0.rest.0
            }
            _ => self.starts.get(segment + 1).copied().unwrap_or_default(),
        }
    }
}

const fn ended(place: &BreakPoint) -> Ended {
    match place.reason {
        Reason::Pattern => Ended::InOurHyphen,
        Reason::Address | Reason::Emergency => Ended::InEmergency,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const MEASURE: f64 = 100.0;

    fn fit(hyphenation: Hyphenation) -> LineLimits<'static> {
        let (measure, size) = (Pt(MEASURE), Pt(10.0));
        LineLimits { measure, size, hyphenation, first: 0, forbidden: &[], start: None }
    }

    fn paragraph(widths: &[(f64, f64)]) -> Vec<Segment> {
        let segments = widths.iter().enumerate().map(|(at, &(width, space))| Segment {
            width: Pt(width),
            space: Pt(space),
            after: if at + 1 == widths.len() {
                BreakKind::Mandatory
            } else {
                BreakKind::Space
            },
        });
        segments.collect()
    }

    /// The width of a line of these words.
    fn width(words: &[Segment]) -> f64 {
        let Some((last, before)) = words.split_last() else { return 0.0 };
        let before = before.iter().map(|word| word.width.0 + word.space.0);
        before.sum::<f64>() + last.width.0
    }

    /// Demerits of these breaks, computed independently of the search.
    fn cost(segments: &[Segment], ends: &[usize], hyphenation: Hyphenation) -> f64 {
        let mut first = 0;
        let mut cost = 0.0;
        for (number, &end) in ends.iter().enumerate() {
            let line = width(&segments[first..=end]);
            if end + 1 < segments.len() {
                let ratio = (MEASURE - line) / MEASURE / STRETCH;
                cost += (1.0 + 100.0 * ratio.powi(3)).powi(2);
            } else if number > 0 && first == end && line < SHORT_LAST * MEASURE {
                cost += match hyphenation {
                    Hyphenation::Full => FULL_SHORT_LAST_DEMERITS,
                    _ => SHORT_LAST_DEMERITS,
                };
            }
            first = end + 1;
        }
        cost
    }

    /// As many words on every line as fit it.
    fn first_fit(segments: &[Segment]) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut first = 0;
        for at in 1..segments.len() {
            if width(&segments[first..=at]) > MEASURE + SLACK {
                ends.push(at - 1);
                first = at;
            }
        }
        ends.push(segments.len() - 1);
        ends
    }

    /// The least that any way to break the paragraph costs.
    fn least(segments: &[Segment], hyphenation: Hyphenation) -> f64 {
        let places = segments.len() - 1;
        let ways = (0..1u32 << places).map(|way| {
            let mut ends: Vec<usize> =
                (0..places).filter(|at| way >> at & 1 == 1).collect();
            ends.push(places);
            ends
        });
        let fits = |ends: &Vec<usize>| {
            let mut first = 0;
            ends.iter().all(|&end| {
                let line = width(&segments[first..=end]);
                first = end + 1;
                line <= MEASURE + SLACK
            })
        };
        let costs = ways.filter(fits).map(|ends| cost(segments, &ends, hyphenation));
        costs.fold(f64::INFINITY, f64::min)
    }

    fn words(most: usize) -> impl Strategy<Value = Vec<(f64, f64)>> {
        vec((1.0..95.0f64, 1.0..8.0f64), 1..most)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_paragraph_is_worse_than_by_first_fit(widths in words(200), full in any::<bool>()) {
            let hyphenation = if full { Hyphenation::Full } else { Hyphenation::Sparing };
            let segments = paragraph(&widths);
            let breaks = break_lines(&segments, &fit(hyphenation), &mut |_| Vec::new());
            let ends: Vec<usize> = breaks.iter().map(|brk| brk.segment).collect();
            let greedy = cost(&segments, &first_fit(&segments), hyphenation);
            prop_assert!(cost(&segments, &ends, hyphenation) <= greedy * (1.0 + 1e-9));
            prop_assert!(breaks.iter().all(|brk| brk.width.0 <= MEASURE + SLACK));
        }

        #[test]
        fn no_way_is_cheaper(widths in words(12), full in any::<bool>()) {
            let hyphenation = if full { Hyphenation::Full } else { Hyphenation::Sparing };
            let segments = paragraph(&widths);
            let breaks = break_lines(&segments, &fit(hyphenation), &mut |_| Vec::new());
            let ends: Vec<usize> = breaks.iter().map(|brk| brk.segment).collect();
            let least = least(&segments, hyphenation);
            let own = cost(&segments, &ends, hyphenation);
            prop_assert!((own - least).abs() <= 1e-9 * least.max(1.0), "{own} {least}");
        }
    }
}
