//! A checklist as one self-contained page: readable on a phone, in light and dark, without scripts.

use super::super::markup::html::{self, Page, plain};
use super::{of, sentence, sign, word};
use crate::doctor::{Diagnosis, Item, Step, Topic};

/// How the page looks beside what all pages share; the marks differ in sign and word, not in colour alone.
const STYLE: &str = "\
ul { list-style: none; padding: 0 } li { margin: 0.8rem 0; border-left: 3px solid var(--edge); padding-left: 0.7rem; overflow-wrap: anywhere }
.mark { font-weight: 600; margin-right: 0.5rem } .good { color: var(--good) } .look { color: var(--look) } .wrong { color: var(--wrong) }";

/// Returns the page.
pub fn html(diagnosis: &Diagnosis) -> String {
    let headline = plain(&diagnosis.case.headline());
    let mut body = format!("<h1>{headline}</h1>\n");
    if let Some(meaning) = diagnosis.case.meaning() {
        body.push_str(&format!("<p>{}</p>\n", plain(&meaning)));
    }
    let at = sentence(&diagnosis.at());
    body.push_str(&format!("<p class=\"faint\">{}</p>\n", plain(&at)));
    for topic in Topic::ALL {
        let items = of(topic, diagnosis);
        if items.is_empty() {
            continue;
        }
        let entries: Vec<String> = items.into_iter().map(entry).collect();
        let list = entries.concat();
        body.push_str(&format!(
            "<section><h2>{}</h2>\n<ul>\n{list}</ul></section>\n",
            topic.title()
        ));
    }
    if !diagnosis.next.is_empty() {
        let steps: Vec<String> = diagnosis.next.iter().map(block).collect();
        body.push_str(&format!(
            "<section><h2>{}</h2>\n{}</section>\n",
            diagnosis.heading(),
            steps.concat()
        ));
    }
    html::page(&Page {
        title: &diagnosis.case.headline(),
        style: STYLE,
        script: None,
        body: &format!("<main>\n{body}</main>\n"),
    })
}

fn entry(item: &Item) -> String {
    let (sign, word) = (sign(item.mark), word(item.mark));
    let mut out = format!(
        "<li><span class=\"mark {word}\">{sign} {word}</span>{}",
        plain(&item.says)
    );
    if let Some(place) = &item.place {
        out.push_str(&format!(" <span class=\"faint\">{}</span>", plain(place)));
    }
    for evidence in &item.because {
        out.push_str(&format!("<br>{}", plain(evidence)));
    }
    out.extend(item.then.iter().map(block));
    out.push_str("</li>\n");
    out
}

fn block(step: &Step) -> String {
    match step {
        Step::Command(command) => format!("<pre><code>{}</code></pre>\n", plain(command)),
        Step::Sql { by, sql } => {
            let by = by.as_ref().map(|by| format!("<p>As {}:</p>", plain(by)));
            format!(
                "{}<pre><code>{}</code></pre>\n",
                by.unwrap_or_default(),
                plain(sql)
            )
        }
    }
}
