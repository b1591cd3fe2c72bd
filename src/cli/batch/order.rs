//! Work by several threads whose results come in the order of the input.

use std::num::NonZeroUsize;
use std::sync::mpsc::sync_channel;
use std::thread;

use anyhow::Context as _;

use super::Flow;

/// How many results a thread may be ahead of who takes them: enough that none waits on a large file, and few in memory.
const AHEAD: usize = 16;

/// Does the work to every item and hands the results on in the order of the items, whatever the number of threads.
///
/// # Errors
/// What `take` says; nothing more is done then.
pub fn in_order<'i, I: Sync, T: Send>(
    items: &'i [I],
    jobs: Option<NonZeroUsize>,
    work: impl Fn(&'i I) -> T + Sync,
    mut take: impl FnMut(T) -> anyhow::Result<Flow>,
) -> anyhow::Result<()> {
    let jobs = jobs
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    let jobs = jobs.min(items.len());
    if jobs <= 1 {
        for item in items {
            if take(work(item))? == Flow::Stop {
                break;
            }
        }
        return Ok(());
    }
    // Each thread does every so-manieth item and has a queue of its own, so that the next result is always at the head of a known one.
    thread::scope(|scope| {
        let mut queues = Vec::with_capacity(jobs);
        for first in 0..jobs {
            let (into, queue) = sync_channel(AHEAD);
            let work = &work;
            thread::Builder::new()
                .spawn_scoped(scope, move || {
                    for item in items.iter().skip(first).step_by(jobs) {
                        // Nobody takes any more: the rest is not wanted.
                        if into.send(work(item)).is_err() {
                            return;
                        }
                    }
                })
                .context("the system gives no more threads: ask for fewer with --jobs")?;
            queues.push(queue);
        }
        for queue in queues.iter().cycle().take(items.len()) {
            let made = queue.recv().context("a thread ended before its work was done")?;
            if take(made)? == Flow::Stop {
                break;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(items: &[u64], jobs: usize, stop_after: usize) -> Vec<u64> {
        let mut taken = Vec::new();
        in_order(
            items,
            NonZeroUsize::new(jobs),
            |n| n * n,
            |square| {
                taken.push(square);
                Ok(if taken.len() == stop_after {
                    Flow::Stop
                } else {
                    Flow::On
                })
            },
        )
        .unwrap();
        taken
    }

    #[test]
    fn results_come_in_order_whatever_the_number_of_threads() {
        let items: Vec<u64> = (0..1000).collect();
        let wanted: Vec<u64> = items.iter().map(|n| n * n).collect();
        for jobs in [1, 2, 3, 7, 64] {
            assert_eq!(squares(&items, jobs, usize::MAX), wanted);
            // Who stops has had the first ones, and nobody waits for ever on a full queue.
            assert_eq!(squares(&items, jobs, 10), wanted[..10]);
        }
        assert!(squares(&[], 4, 1).is_empty());
    }

    #[test]
    fn an_error_ends_it() {
        let items: Vec<u64> = (0..1000).collect();
        let ended = in_order(
            &items,
            NonZeroUsize::new(3),
            |n| *n,
            |n| {
                if n == 100 { anyhow::bail!("full") } else { Ok(Flow::On) }
            },
        );
        assert_eq!(ended.unwrap_err().to_string(), "full");
    }
}
