//! Durations as PostgreSQL's settings take them.

/// Returns a duration as it is written if a setting such as `lock_timeout` takes it
/// ([units](https://www.postgresql.org/docs/current/config-setting.html#CONFIG-SETTING-NAMES-VALUES)).
///
/// # Errors
/// With what to write.
pub fn check(text: &str) -> Result<String, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let unit = ["", "us", "ms", "s", "min", "h", "d"].contains(&&text[digits.len()..]);
    match number && unit {
        true => Ok(text.to_string()),
        false => Err("write a number with a unit, such as 500ms, 5s, 2min or 1h".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_durations_of_postgres_pass() {
        for good in ["0", "500ms", "5s", "2min", "1h", "1500"] {
            assert_eq!(check(good).as_deref(), Ok(good));
        }
        for bad in ["", "s", "5 s", "5parsecs", "-1s", "5s'; drop table t"] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
