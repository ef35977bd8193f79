//! Breaks lines on several threads, ahead of the page that is being filled.

use super::boxes::FlowBox;
use super::content::Context;
use super::lines::BrokenBox;
use super::paragraph::Shaping;
use super::style::LargePrint;
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Boxes that one thread takes together.
const GROUP: usize = 8;

/// How many groups may be set before they are needed: the rest of a long page waits as it is.
const AHEAD: usize = 32;

/// The boxes of a column, whose lines are broken by whoever has time.
pub(super) struct LineBreakQueue<'b, 'a> {
    groups: Vec<&'b [FlowBox<'a>]>,
    style: &'b LargePrint,
    state: Mutex<State<'b, 'a>>,
    changed: Condvar,
}

#[derive(Default)]
struct State<'b, 'a> {
    /// The first group that nobody has taken.
    next: usize,
    /// The group that the column goes on with.
    needed: usize,
    /// Groups that are set.
    set: BTreeMap<usize, Vec<BrokenBox<'b, 'a>>>,
    /// Whether no more are needed, or a helper has failed.
    over: bool,
}

impl<'b, 'a> LineBreakQueue<'b, 'a> {
    pub(super) fn new(boxes: &'b [FlowBox<'a>], style: &'b LargePrint) -> Self {
        Self {
            groups: boxes.chunks(GROUP).collect(),
            style,
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// How many threads have something to do.
    pub(super) fn threads(&self) -> usize {
        self.groups.len()
    }

    /// Sets groups until there are no more, on a thread of its own.
    pub(super) fn run_worker(
        &self,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, '_>,
    ) {
        let failed = End(self);
        let mut state = self.state();
        while !state.over && state.next < self.groups.len() {
            if state.next < state.needed + AHEAD {
                state = self.set_next(state, context, shaping);
            } else {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        }
        drop(state);
        std::mem::forget(failed);
    }

    /// The boxes of a group, their lines broken; `None` after the last.
    pub(super) fn group(
        &self,
        number: usize,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, '_>,
    ) -> Option<Vec<BrokenBox<'b, 'a>>> {
        if number >= self.groups.len() {
            return None;
        }
        let mut state = self.state();
        state.needed = number;
        self.changed.notify_all();
        loop {
            if let Some(set) = state.set.remove(&number) {
                return Some(set);
            }
            if state.next < self.groups.len().min(number + AHEAD) {
                state = self.set_next(state, context, shaping);
            } else {
                assert!(!state.over, "a helper has failed");
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    fn set_next<'s>(
        &'s self,
        mut state: MutexGuard<'s, State<'b, 'a>>,
        context: &Context<'_>,
        shaping: &mut Shaping<'_, '_>,
    ) -> MutexGuard<'s, State<'b, 'a>> {
        let number = state.next;
        state.next += 1;
        drop(state);
        let new = |flow| BrokenBox::new(flow, self.style, context, shaping);
        let set = self.groups[number].iter().map(new).collect();
        let mut state = self.state();
        state.set.insert(number, set);
        self.changed.notify_all();
        state
    }

    fn state(&self) -> MutexGuard<'_, State<'b, 'a>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends the work when it is dropped, in whatever way: who waits for a thread that has failed would
/// wait for ever.
pub(super) struct End<'e, 'b, 'a>(pub(super) &'e LineBreakQueue<'b, 'a>);

impl Drop for End<'_, '_, '_> {
    fn drop(&mut self) {
        self.0.state().over = true;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::super::typeset_on;
    use crate::document::Defaults;
    use crate::font::{FontSet, Shaper};
    use crate::markdown::to_document;
    use crate::picture::Pictures;
    use crate::typeset::style::LargePrint;

    #[test]
    fn pages_are_the_same_on_any_number_of_threads() {
        let section = "## Rest\n\nSleep when you are tired, [as here](#rest).\n\n- one\n- two 𓀀\n\n";
        let source = format!("# A page\n\n{}", section.repeat(300));
        let (document, _) = to_document(&source, &Defaults::titled("A page"));
        let (fonts, pictures) = (FontSet::new(), Pictures::default());
        let on = |threads| {
            let mut shaper = Shaper::new(&fonts, &document.metadata.lang);
            let style = LargePrint::default();
            typeset_on(threads, &mut shaper, &document, &style, &fonts, &pictures)
        };
        let one = on(1);
        assert!(one.0.pages.len() > 50);
        assert!(one.1.iter().any(|it| it.rule == "missing-glyph"));
        assert!([2, 3, 8].into_iter().all(|threads| on(threads) == one));
    }
}
