//! The only quoting: identifiers and literals on their way into SQL.

/// Returns an identifier as SQL needs it.
pub fn ident(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    crate::model::quote_part(name, &mut out);
    out
}

/// Returns several identifiers, separated by commas.
pub fn idents<S: AsRef<str>>(names: &[S]) -> String {
    names
        .iter()
        .map(|n| ident(n.as_ref()))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns a string constant; one with a backslash is written so that it holds under any setting.
pub fn literal(text: &str) -> String {
    let doubled = text.replace('\'', "''");
    if text.contains('\\') {
        format!(" E'{}'", doubled.replace('\\', "\\\\"))
            .trim_start()
            .to_string()
    } else {
        format!("'{doubled}'")
    }
}

/// Returns a body between dollar quotes whose tag does not occur in it.
pub fn dollar(body: &str) -> String {
    let mut tag = String::from("$$");
    let mut n = 0;
    while body.contains(tag.as_str()) || (n == 0 && body.ends_with('$')) {
        n += 1;
        tag = if n == 1 {
            "$body$".into()
        } else {
            format!("$body{n}$")
        };
    }
    format!("{tag}{body}{tag}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_survives_quotes_and_backslashes() {
        assert_eq!(literal("it's"), "'it''s'");
        assert_eq!(literal(r"a\'b"), r"E'a\\''b'");
    }

    #[test]
    fn a_dollar_tag_never_occurs_in_the_body() {
        assert_eq!(dollar("select 1"), "$$select 1$$");
        assert_eq!(dollar("do $$x$$"), "$body$do $$x$$$body$");
    }
}
