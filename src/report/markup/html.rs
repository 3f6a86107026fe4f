//! Texts in HTML, and the shell of a page that stands by itself.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};

/// What all pages look like, in light and dark.
const STYLE: &str = include_str!("base.css");

/// A page that loads nothing.
pub struct Page<'p> {
    /// The title.
    pub title: &'p str,
    /// How it looks, beside what all pages share.
    pub style: &'p str,
    /// What moves in it.
    pub script: Option<&'p str>,
    /// What it shows, as HTML.
    pub body: &'p str,
}

/// Returns the page; a policy in it lets this style and this script in and nothing else, whatever the texts hold.
pub fn page(page: &Page) -> String {
    let style = format!("\n{STYLE}{}\n", page.style);
    let script = page.script.map(|s| format!("\n{s}"));
    let allowed = script.as_deref().map_or("'none'".into(), hash);
    let script = script.map(|s| format!("<script>{s}</script>\n"));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src {}; script-src {allowed}; base-uri 'none'; form-action 'none'\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n{}{}</body>\n</html>\n",
        hash(&style),
        plain(page.title),
        page.body,
        script.unwrap_or_default()
    )
}

/// Returns the name by which a policy knows a style or a script.
fn hash(text: &str) -> String {
    format!(
        "'sha256-{}'",
        STANDARD.encode(digest(&SHA256, text.as_bytes()))
    )
}

/// Returns a text in which nothing is markup, in an element or between double quotes.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
