use chrono::{Days, NaiveDate};

use super::*;

fn read(text: &str, today: &str, direction: DateDirection) -> Result<String, String> {
    let today = today.parse().map_err(|_| "no day".to_owned())?;
    parse_date(text, today, direction).map(|u| u.date.to_string())
}

#[track_caller]
fn all(direction: DateDirection, today: &str, table: &[(&str, &str)]) {
    for (text, wanted) in table {
        assert_eq!(
            read(text, today, direction).as_deref(),
            Ok(*wanted),
            "`{text}`, {direction:?} from {today}"
        );
    }
}

// 22 November 2026 is a Sunday.
const TODAY: &str = "2026-11-22";

#[test]
fn dates_are_written_as_people_write_them() {
    let date = NaiveDate::from_ymd_opt(2025, 11, 3).unwrap();
    assert_eq!(day(date), "3 November 2025");
    for (given, shown) in [
        ("2013-04-01", "1 April 2013"),
        ("2013-04", "April 2013"),
        ("2013", "2013"),
        ("spring 2013", "spring 2013"),
    ] {
        assert_eq!(day_or_month(given), shown);
    }
}

#[test]
fn days_that_need_no_reckoning() {
    for direction in [DateDirection::Past, DateDirection::Future] {
        all(
            direction,
            TODAY,
            &[
                ("2026-09-30", "2026-09-30"),
                ("2026-9-3", "2026-09-03"),
                (" 30/9/2026 ", "2026-09-30"),
                ("31/3/27", "2027-03-31"),
                ("31.3.2027", "2027-03-31"),
                ("31-3-2027", "2027-03-31"),
                ("3/4/2027", "2027-04-03"),
                ("31 March 2027", "2027-03-31"),
                ("31st of March, 2027", "2027-03-31"),
                ("Wednesday 31 March 2027", "2027-03-31"),
                ("March 31, 2027", "2027-03-31"),
                ("1 sep 2026", "2026-09-01"),
                ("1 Sept. 2026", "2026-09-01"),
                ("31 march 27", "2027-03-31"),
                ("29 February 2028", "2028-02-29"),
                ("March 2027", "2027-03-31"),
                ("end of February 2028", "2028-02-29"),
                ("February 2027", "2027-02-28"),
                ("10/2026", "2026-10-31"),
                ("Today", "2026-11-22"),
                ("yesterday", "2026-11-21"),
                ("tomorrow", "2026-11-23"),
                ("last Friday", "2026-11-20"),
                ("next Friday", "2026-11-27"),
                ("last Sunday", "2026-11-15"),
                ("next Sunday", "2026-11-29"),
                ("this Sunday", "2026-11-22"),
                ("last month", "2026-10-31"),
                ("end of next month", "2026-12-31"),
                ("in 3 months", "2027-02-22"),
                ("in three months' time", "2027-02-22"),
                ("in 6 weeks", "2027-01-03"),
                ("in a year", "2027-11-22"),
                ("2 weeks from today", "2026-12-06"),
                ("3 weeks ago", "2026-11-01"),
                ("a fortnight ago", "2026-11-08"),
                ("10 days ago", "2026-11-12"),
                ("a year ago", "2025-11-22"),
            ],
        );
    }
}

#[test]
fn without_a_year_it_lies_where_it_is_looked_for() {
    all(
        DateDirection::Past,
        TODAY,
        &[
            ("October", "2026-10-31"),
            ("end of March", "2026-03-31"),
            ("December", "2025-12-31"),
            ("31st March", "2026-03-31"),
            ("22 November", "2026-11-22"),
            ("23/11", "2025-11-23"),
            ("29 February", "2024-02-29"),
            ("Friday", "2026-11-20"),
            ("November", "2026-11-22"),
            ("November 2026", "2026-11-22"),
            ("this month", "2026-11-22"),
        ],
    );
    all(
        DateDirection::Future,
        TODAY,
        &[
            ("October", "2027-10-31"),
            ("end of March", "2027-03-31"),
            ("end of the month", "2026-11-30"),
            ("November", "2026-11-30"),
            ("31st March", "2027-03-31"),
            ("22 November", "2026-11-22"),
            ("31/12", "2026-12-31"),
            ("1/1", "2027-01-01"),
            ("29 February", "2028-02-29"),
            ("Friday", "2026-11-27"),
            ("6 months", "2027-05-22"),
            ("1 month", "2026-12-22"),
        ],
    );
}

#[test]
fn months_end_where_they_end() {
    all(
        DateDirection::Future,
        "2027-11-30",
        &[("in 3 months", "2028-02-29"), ("in 15 months", "2029-02-28")],
    );
    all(
        DateDirection::Future,
        "2028-02-29",
        &[("in a year", "2029-02-28"), ("February", "2028-02-29")],
    );
    all(
        DateDirection::Past,
        "2028-02-29",
        &[("1 year ago", "2027-02-28"), ("February", "2028-02-29")],
    );
    all(
        DateDirection::Past,
        "2027-01-01",
        &[
            ("yesterday", "2026-12-31"),
            ("last month", "2026-12-31"),
            ("December", "2026-12-31"),
        ],
    );
    all(
        DateDirection::Future,
        "2026-12-31",
        &[
            ("tomorrow", "2027-01-01"),
            ("January", "2027-01-31"),
            ("next month", "2027-01-31"),
        ],
    );
    all(
        DateDirection::Future,
        "2026-10-31",
        &[("next month", "2026-11-30"), ("in 1 month", "2026-11-30")],
    );
    // A month on its last day has ended.
    let today = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap_or_default();
    assert_eq!(
        parse_date("October", today, DateDirection::Past).map(|u| u.note),
        Ok(None)
    );
}

#[test]
fn a_month_that_runs_is_said_to_run() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    let read = parse_date("November 2026", today, DateDirection::Past);
    assert!(read.is_ok_and(|u| u.note.is_some_and(|n| n.contains("has not ended"))));
}

#[test]
fn what_is_none_or_two_is_refused_with_examples() {
    for (text, why) in [
        ("31/2/2026", "February 2026 has 28 days"),
        ("29 February 2027", "February 2027 has 28 days"),
        ("2026-02-29", "February 2026 has 28 days"),
        ("13/13/2026", "no month 13"),
        ("9/30/2026", "the day comes before the month"),
        ("March 27", "a day or a year"),
        ("Monday 31 March 2027", "31 March 2027 is a Wednesday"),
        ("30/9/1026", "between 1990 and 2099"),
        ("in 999 months", "between 1990 and 2099"),
    ] {
        let said = read(text, TODAY, DateDirection::Future);
        assert!(said.as_ref().is_err_and(|e| e.contains(why)), "{text}: {said:?}");
    }
    for text in [
        "",
        "soon",
        "-",
        "31",
        "2027",
        "0/0/0",
        "00/01/2027",
        "31/3/2",
        "next week",
        "spring 2027",
        "in months",
        "in 9999999999 days",
        "ago",
        "end",
        "of",
        "3/4/5/6",
        "1/2/20277",
        "٣/٤/2027",
        "é",
        "in 4 score",
        "end of",
        "2026-11-24October 2026",
    ] {
        for direction in [DateDirection::Past, DateDirection::Future] {
            let said = read(text, TODAY, direction);
            assert!(said.is_err(), "{text}: {said:?}");
        }
    }
    // Bare, it could be either way when something has happened.
    assert!(read("3 weeks", TODAY, DateDirection::Past).is_err_and(|e| e.contains("3 weeks ago")));
    let said = read("soon", TODAY, DateDirection::Future).err().unwrap_or_default();
    for form in ["31/3/2027", "March 2027", "end of March", "in 3 months", "next Friday"] {
        assert!(said.contains(form), "{said}");
    }
    let said = read("soon\u{1b}[2J", TODAY, DateDirection::Past)
        .err()
        .unwrap_or_default();
    assert!(said.contains("October 2026") && !said.contains('\u{1b}'), "{said}");
}

#[test]
fn what_is_shown_in_words_can_be_typed() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    for n in 0..800 {
        let date = today + Days::new(n);
        assert_eq!(
            parse_date(&in_words(date), today, DateDirection::Past).map(|u| u.date),
            Ok(date)
        );
    }
    assert_eq!(in_words(today), "Sunday 22 November 2026");
}
