//! Texts in Markdown as GitHub and GitLab read it, in paragraphs and in the cells of tables.

/// Returns a text in which nothing is markup, a mention or a number of an issue.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            c if c.is_control() => out.push(' '),
            '@' | '#' if rest.peek().is_some_and(|n| n.is_alphanumeric()) => {
                // An empty comment between the sign and the name ends the mention, and nobody sees it.
                out.push(c);
                out.push_str("<!-- -->");
            }
            c if "\\`*_[]<>#|~&$".contains(c) => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// Returns a text as code within a line.
pub fn code(text: &str) -> String {
    let is_plain = |c: char| !c.is_control() && !"`|\\".contains(c);
    if !text.is_empty() && text == text.trim() && text.chars().all(is_plain) {
        return format!("`{text}`");
    }
    // A cell of a table ends at a bar even between backticks; in an element a bar has another spelling.
    let mut out = String::from("<code>");
    for c in text.chars() {
        match c {
            c if c.is_control() => out.push(' '),
            c if c.is_ascii_punctuation() && !"()'\",=;-".contains(c) => {
                out.push_str(&format!("&#{};", u32::from(c)))
            }
            c => out.push(c),
        }
    }
    out.push_str("</code>");
    out
}

/// Returns a block of code in a language, between fences that are longer than any in it.
pub fn fenced(language: &str, text: &str) -> String {
    let (mut longest, mut run) = (2, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_markup() {
        assert_eq!(
            plain("table public.stripe_customers"),
            "table public.stripe\\_customers"
        );
        assert_eq!(
            plain("<b> @octocat #12, # 1"),
            "\\<b\\> @<!-- -->octocat #<!-- -->12, \\# 1"
        );
    }

    #[test]
    fn code_ends_no_cell_and_no_span() {
        assert_eq!(code("a <b> @octocat #12"), "`a <b> @octocat #12`");
        assert_eq!(code("a`|b"), "<code>a&#96;&#124;b</code>");
        assert_eq!(code("a\\|\nb"), "<code>a&#92;&#124; b</code>");
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(
            fenced("sql", "select '````'\n"),
            "`````sql\nselect '````'\n`````\n"
        );
    }
}
