//! What differs from run to run and is not compared: times, sizes, and the folder of a throwaway server.

/// Returns the text with times, sizes and the server's own folder replaced, since they differ from run to run.
pub fn masked(text: &str) -> String {
    let text = without_folder(text);
    text.lines().map(|line| masked_line(line) + "\n").collect()
}

/// Returns the line; where it tells a time or a size, with `N` in its place and single spaces, since columns move with it.
fn masked_line(line: &str) -> String {
    let mut words = line.split_whitespace().peekable();
    let (mut shown, mut measured) = (Vec::new(), false);
    while let Some(word) = words.next() {
        let is_number = word.trim_start_matches('(').parse::<f64>().is_ok();
        let unit = words.next_if(|next| is_number && after_unit(next).is_some());
        measured |= unit.is_some();
        shown.push(match unit.and_then(after_unit) {
            Some(rest) => format!("N{rest}"),
            None => word.to_string(),
        });
    }
    if measured {
        shown.join(" ")
    } else {
        line.to_string()
    }
}

/// Returns what follows a unit of time or size, such as a comma, if the word is one.
fn after_unit(word: &str) -> Option<&str> {
    let unit = word.trim_end_matches([')', ',', '.', ';']);
    ["ms", "s", "min", "bytes", "kB", "MB"]
        .contains(&unit)
        .then(|| &word[unit.len()..])
}

/// Returns the text with the name of a throwaway server's folder, `trueup-` and six letters, cut short.
fn without_folder(text: &str) -> String {
    let mut parts = text.split("/trueup-");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        out.push_str("/trueup-");
        out.extend(part.chars().skip_while(char::is_ascii_alphanumeric));
    }
    out
}
