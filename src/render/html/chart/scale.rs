//! From figures to places on a line, with round figures to read them by.

use crate::document::Unit;

/// Grid lines beyond the first, at most.
const MOST_LINES: u64 = 6;

/// The figures from nothing to the end of a line.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// The figure at its end.
    pub top: u64,
    /// The figures between two grid lines.
    step: u64,
}

impl Scale {
    /// That holds figures up to this one.
    pub fn up_to(greatest: u64, unit: Unit) -> Self {
        // A share is seen against the whole, however small it is.
        if unit == Unit::PerMille && greatest <= 1000 {
            return Self { top: 1000, step: 250 };
        }
        // So is a rating.
        if unit == Unit::Rating && greatest < 4 {
            return Self { top: 3, step: 1 };
        }
        let tens = (0..18).map(|n| 10_u64.pow(n));
        let step = tens
            .flat_map(|ten| [1, 2, 5].map(|n| n * ten))
            .find(|step| greatest <= MOST_LINES * step)
            .unwrap_or(greatest.max(1));
        let top = greatest.max(1).div_ceil(step).saturating_mul(step);
        Self { top, step }
    }

    /// Where a figure is on a line of this length.
    pub fn place(&self, figure: u64, length: f64) -> f64 {
        length * figure as f64 / self.top.max(1) as f64
    }

    /// From one grid line to the next.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// The figures that have a grid line.
    pub fn lines(&self) -> impl Iterator<Item = u64> {
        let step = self.step.max(1);
        (0..=self.top / step).map(move |n| n * step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_holds_what_it_is_for_in_few_round_steps() {
        let lines = |greatest, unit| Scale::up_to(greatest, unit).lines().collect::<Vec<_>>();
        assert_eq!(lines(0, Unit::Count), [0, 1]);
        assert_eq!(lines(3, Unit::Count), [0, 1, 2, 3]);
        assert_eq!(lines(7, Unit::Count), [0, 2, 4, 6, 8]);
        assert_eq!(lines(70, Unit::Count), [0, 20, 40, 60, 80]);
        assert_eq!(lines(1, Unit::Rating), [0, 1, 2, 3]);
        assert_eq!(lines(595, Unit::PerMille), [0, 250, 500, 750, 1000]);
        for greatest in (0..100_000).step_by(37).chain([u64::from(u32::MAX) * 100]) {
            for unit in [Unit::Count, Unit::PerMille, Unit::Rating] {
                let scale = Scale::up_to(greatest, unit);
                assert!(scale.top >= greatest && scale.lines().count() <= 7, "{scale:?}");
                assert_eq!(scale.lines().last(), Some(scale.top));
                assert!(scale.place(greatest, 100.0) <= 100.0);
            }
        }
    }
}
