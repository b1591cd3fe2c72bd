//! What single cells of an extract mean.

use chrono::NaiveDate;

use crate::assessment::{DataQuality, IndicatorStatus};
use crate::indicators::{Figure, IndicatorPeriod};

/// A number as people write it: commas in thousands, a `%` behind it.
pub(crate) fn figure(cell: &str) -> Result<Figure, String> {
    let plain = cell.strip_suffix('%').unwrap_or(cell).trim_end();
    let wrong = || format!("is `{cell}`, which is no number: leave the cell empty where it is not known");
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = whole.split(',').collect();
    // A comma in thousands stands before three digits; anywhere else it may be a decimal comma.
    let grouped = groups.len() == 1
        || groups.first().is_some_and(|g| (1..=3).contains(&g.len())) && groups.iter().skip(1).all(|g| g.len() == 3);
    let sound = grouped && groups.iter().all(|g| digits(g)) && digits(fraction) && !whole.is_empty();
    if !sound || plain.ends_with('.') {
        return Err(wrong());
    }
    let number: f64 = plain.replace(',', "").parse().map_err(|_| wrong())?;
    Figure::read(number).map_err(|fault| format!("is `{cell}`: it {fault}"))
}

/// A time: as an answer file has it, or as people write it.
pub(crate) fn period(cell: &str) -> Result<IndicatorPeriod, String> {
    let text = cell.replace(['/', '–'], "-");
    // 2025-2026 is 2025-26.
    let short = match text.split_once('-') {
        Some((first, second)) if first.len() == 4 && second.len() == 4 && second.get(..2) == first.get(..2) => {
            format!("{first}-{}", second.get(2..).unwrap_or_default())
        }
        _ => text,
    };
    if let Ok(period) = IndicatorPeriod::parse(&short) {
        return Ok(period);
    }
    let day = ["%d-%m-%Y", "%d %B %Y", "%d %b %Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(&short, form).ok());
    match day {
        Some(day) => IndicatorPeriod::parse(&day.to_string()),
        None => Err("no day".to_owned()),
    }
    .map_err(|_| format!("`{cell}` is no period: write 2025-26, 2025, 2025-09-30 or 30/09/2025"))
}

pub(super) fn status(cell: &str) -> Result<IndicatorStatus, String> {
    match cell.to_lowercase().as_str() {
        "provisional" => Ok(IndicatorStatus::Provisional),
        "final" => Ok(IndicatorStatus::Final),
        _ => Err(format!("`status` is `{cell}`: write provisional or final")),
    }
}

pub(super) fn quality(cell: &str) -> Result<DataQuality, String> {
    match cell.to_lowercase().as_str() {
        "sound" => Ok(DataQuality::Sound),
        "doubtful" => Ok(DataQuality::Doubtful),
        _ => Err(format!("`quality` is `{cell}`: write sound or doubtful")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (cell, exact) in [
            ("22.6%", "22.6"),
            ("12,183,016", "12183016"),
            ("7", "7"),
            ("0.5", "0.5"),
            ("22.6 %", "22.6"),
        ] {
            assert_eq!(figure(cell).map(Figure::exactly).as_deref(), Ok(exact));
        }
        for bad in [
            "",
            "c",
            "-",
            "22,6",
            "1,22",
            "1e9",
            "-3",
            "12.",
            "٣",
            "99999999999",
            "=1+1",
            ".5",
            "1.2.3",
        ] {
            assert!(figure(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn times_as_people_write_them() {
        for (cell, said) in [
            ("2025-26", "2025-26"),
            ("2025/26", "2025-26"),
            ("2025-2026", "2025-26"),
            ("2025", "2025"),
            ("30/09/2025", "2025-09-30"),
            ("30 September 2025", "2025-09-30"),
            ("2025-09-30", "2025-09-30"),
        ] {
            assert_eq!(period(cell).map(|p| p.to_string()).as_deref(), Ok(said));
        }
        for bad in ["", "Q3", "09/30/2025", "2025-27", "September"] {
            assert!(period(bad).is_err(), "{bad}");
        }
    }
}
