//! What the endpoint counts about itself, as the text that Prometheus reads. Nothing about a person,
//! a customer or a device. Not here: who counts when.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the classes of a transaction's time, in milliseconds.
const BOUNDS_MILLIS: [u64; 8] = [1, 2, 5, 10, 50, 200, 1_000, 5_000];

/// Counters since the start.
#[derive(Debug, Default)]
pub(crate) struct Metrics(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    /// By route and class of status.
    requests: BTreeMap<(&'static str, u16), u64>,
    /// By verdict.
    changes: BTreeMap<&'static str, u64>,
    /// Transactions up to each of the bounds.
    up_to: [u64; BOUNDS_MILLIS.len()],
    transactions: u64,
    transaction_micros: u64,
    heads_moved: u64,
    waiting: u64,
}

impl Metrics {
    fn with<T>(&self, work: impl FnOnce(&mut Counts) -> T) -> T {
        // Counters stay good whatever ended another thread.
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A request was answered.
    pub(crate) fn answered(&self, route: &'static str, status: u16) {
        self.with(|it| add(it.requests.entry((route, status / 100)).or_default(), 1));
    }

    /// Changes were judged.
    pub(crate) fn judged(&self, verdict: &'static str, n: u64) {
        self.with(|it| add(it.changes.entry(verdict).or_default(), n));
    }

    /// A transaction ended.
    pub(crate) fn transaction(&self, took: Duration) {
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.with(|it| {
            add(&mut it.transactions, 1);
            add(&mut it.transaction_micros, micros);
            for (count, bound) in it.up_to.iter_mut().zip(BOUNDS_MILLIS) {
                add(count, u64::from(millis < bound));
            }
        });
    }

    /// There is something new for somebody.
    pub(crate) fn heads_moved(&self) {
        self.with(|it| add(&mut it.heads_moved, 1));
    }

    /// A tablet waits for news, until the answer is dropped.
    pub(crate) fn waits(&self) -> Waiting<'_> {
        self.with(|it| add(&mut it.waiting, 1));
        Waiting(self)
    }

    /// All of it as text, with how many devices came within a day.
    pub(crate) fn text(&self, devices_seen: Option<u64>) -> String {
        let mut text = String::new();
        head(&mut text, "jipan_build_info", "gauge", "The version that runs.");
        line(
            &mut text,
            concat!("jipan_build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"}"),
            1,
        );
        self.with(|it| it.write(&mut text));
        if let Some(n) = devices_seen {
            head(&mut text, "jipan_devices_seen", "gauge", "Devices that came within a day.");
            line(&mut text, "jipan_devices_seen", n);
        }
        text
    }
}

impl Counts {
    fn write(&self, text: &mut String) {
        head(text, "jipan_requests_total", "counter", "Requests by route and class of status.");
        for ((route, class), n) in &self.requests {
            line(
                text,
                &format!("jipan_requests_total{{route=\"{route}\",status=\"{class}xx\"}}"),
                *n,
            );
        }
        head(text, "jipan_changes_total", "counter", "Changes judged, by verdict.");
        for (verdict, n) in &self.changes {
            line(text, &format!("jipan_changes_total{{verdict=\"{verdict}\"}}"), *n);
        }
        let name = "jipan_transaction_seconds";
        head(text, name, "histogram", "Time of transactions of the database.");
        for (n, bound) in self.up_to.iter().zip(BOUNDS_MILLIS) {
            let seconds = Duration::from_millis(bound).as_secs_f64();
            line(text, &format!("{name}_bucket{{le=\"{seconds}\"}}"), *n);
        }
        line(text, &format!("{name}_bucket{{le=\"+Inf\"}}"), self.transactions);
        let seconds = Duration::from_micros(self.transaction_micros).as_secs_f64();
        _ = writeln!(text, "{name}_sum {seconds}");
        line(text, &format!("{name}_count"), self.transactions);
        head(text, "jipan_heads_moved_total", "counter", "Times there was something new.");
        line(text, "jipan_heads_moved_total", self.heads_moved);
        head(text, "jipan_waiting", "gauge", "Tablets that wait for news.");
        line(text, "jipan_waiting", self.waiting);
    }
}

/// A tablet that waits.
#[derive(Debug)]
pub(crate) struct Waiting<'metrics>(&'metrics Metrics);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.with(|it| it.waiting = it.waiting.saturating_sub(1));
    }
}

fn add(count: &mut u64, n: u64) {
    *count = count.saturating_add(n);
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn line(text: &mut String, name: &str, n: u64) {
    _ = writeln!(text, "{name} {n}");
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Metrics;

    #[test]
    fn the_text_counts_what_was_told() {
        let metrics = Metrics::default();
        metrics.answered("/v1/sync", 200);
        metrics.answered("/v1/sync", 204);
        metrics.answered("/v1/sync", 429);
        metrics.judged("refused", 3);
        metrics.transaction(Duration::from_micros(1_500));
        metrics.transaction(Duration::from_secs(9));
        metrics.heads_moved();
        let waiting = metrics.waits();
        let text = metrics.text(Some(7));
        for line in [
            "jipan_requests_total{route=\"/v1/sync\",status=\"2xx\"} 2",
            "jipan_requests_total{route=\"/v1/sync\",status=\"4xx\"} 1",
            "jipan_changes_total{verdict=\"refused\"} 3",
            "jipan_transaction_seconds_bucket{le=\"0.001\"} 0",
            "jipan_transaction_seconds_bucket{le=\"0.002\"} 1",
            "jipan_transaction_seconds_bucket{le=\"+Inf\"} 2",
            "jipan_transaction_seconds_sum 9.0015",
            "jipan_heads_moved_total 1",
            "jipan_waiting 1",
            "jipan_devices_seen 7",
        ] {
            assert!(text.lines().any(|it| it == line), "{line} in\n{text}");
        }
        drop(waiting);
        assert!(metrics.text(None).contains("jipan_waiting 0"));
    }
}
