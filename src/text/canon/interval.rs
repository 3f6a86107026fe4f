//! Intervals in one spelling.

/// The microseconds of a second.
const SECOND: i64 = 1_000_000;

/// Returns an interval as months, days and a time, from the plain spellings of PostgreSQL.
pub fn canonical(text: &str) -> Option<String> {
    let lower = text.trim().to_ascii_lowercase();
    let (mut months, mut days, mut micros) = (0i64, 0i64, 0i64);
    let mut words = lower.split_whitespace();
    let mut any = false;
    while let Some(word) = words.next() {
        any = true;
        if word.contains(':') {
            micros = micros.checked_add(clock(word)?)?;
            continue;
        }
        let (number, unit) = split(word);
        let number: i64 = number.parse().ok()?;
        let unit = if unit.is_empty() { words.next()? } else { unit };
        let (part, factor) = match unit {
            "year" | "years" | "yr" | "yrs" | "y" => (&mut months, 12),
            "month" | "months" | "mon" | "mons" => (&mut months, 1),
            "week" | "weeks" | "w" => (&mut days, 7),
            "day" | "days" | "d" => (&mut days, 1),
            "hour" | "hours" | "hr" | "hrs" | "h" => (&mut micros, 3600 * SECOND),
            "minute" | "minutes" | "min" | "mins" => (&mut micros, 60 * SECOND),
            "second" | "seconds" | "sec" | "secs" | "s" => (&mut micros, SECOND),
            _ => return None,
        };
        *part = part.checked_add(number.checked_mul(factor)?)?;
    }
    any.then(|| format!("{months} months {days} days {micros} us"))
}

/// Splits `7days` into its number and unit.
fn split(word: &str) -> (&str, &str) {
    let end = word
        .char_indices()
        .find(|(i, c)| !(c.is_ascii_digit() || *i == 0 && matches!(c, '-' | '+')))
        .map_or(word.len(), |(i, _)| i);
    word.split_at(end)
}

/// Reads `[-]hh:mm:ss` without a fraction as microseconds.
fn clock(word: &str) -> Option<i64> {
    let (sign, digits) = word.strip_prefix('-').map_or((1, word), |d| (-1, d));
    let parts: Vec<i64> = digits
        .split(':')
        .map(|p| {
            if p.len() > 6 || p.starts_with(['+', '-']) {
                None
            } else {
                p.parse().ok()
            }
        })
        .collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match parts.as_slice() {
        [h, m, s] => (*h, *m, *s),
        [h, m] => (*h, *m, 0),
        _ => return None,
    };
    (minutes < 60 && seconds < 60).then(|| sign * (hours * 3600 + minutes * 60 + seconds) * SECOND)
}
