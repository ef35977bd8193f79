//! Work on many things at the same time.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many threads are worth while: one a processor that this program may use.
pub fn processors() -> usize {
    // It is read from a dozen files.
    static COUNT: OnceLock<usize> = OnceLock::new();
    *COUNT.get_or_init(|| std::thread::available_parallelism().map_or(1, usize::from))
}

/// How many threads are worth while for a number of items.
pub fn threads_for(items: usize) -> usize {
    if items < 2 { 1 } else { processors() }
}

/// Maps `work` over `items` in parallel; results keep the order of the items. `begin` makes each
/// thread's state.
pub fn in_parallel<S, I: Sync, T: Send>(
    threads: usize,
    items: &[I],
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &I) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut state = begin();
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match items.get(at) {
                Some(item) => done.push((at, work(&mut state, item))),
                None => return done,
            }
        }
    };
    let mut done: Vec<(usize, T)> = std::thread::scope(|scope| {
        let others: Vec<_> =
            (1..threads.min(items.len())).map(|_| scope.spawn(worker)).collect();
        let mut done = worker();
        for other in others {
            done.extend(other.join().expect("the work does not panic"));
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let begin = || 0;
        for threads in [0, 1, 2, 8] {
            let doubled = in_parallel(threads, &items, begin, |count, item| {
                *count += 1;
                (2 * item, *count)
            });
            assert!(doubled.iter().enumerate().all(|(at, (twice, _))| *twice == 2 * at));
            assert!(doubled.iter().all(|(_, count)| (1..=1000).contains(count)));
            assert!(in_parallel(threads, &[], begin, |_, item: &u8| *item).is_empty());
        }
    }
}
