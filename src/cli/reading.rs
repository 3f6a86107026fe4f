//! How a comparison is read on a terminal: how much of it, and how wide.

use super::setup::Compared;
use super::trouble::Trouble;
use super::{output, pager};
use crate::report::text::View;
use crate::report::{line, reasons, stat, text};

/// How much of a comparison is shown, in the words of git.
#[derive(Debug, Default, clap::Args)]
pub struct Reading {
    /// Show how many parts of each object differ, and no more
    #[arg(long, conflicts_with_all = ["format", "name_only", "unified"])]
    stat: bool,
    /// Show the address of each object that differs, and no more
    #[arg(long, conflicts_with_all = ["format", "unified"])]
    name_only: bool,
    /// Show so many lines around those that differ in a long body [default: 3], and no statement folded
    #[arg(short = 'U', long, value_name = "LINES", conflicts_with = "format")]
    unified: Option<usize>,
    /// Tell why statements are there: what was compared of a thing, by its address or name, and what they wait for
    #[arg(long, value_name = "ID", conflicts_with_all = ["format", "stat", "name_only", "unified"])]
    explain: Option<String>,
    /// Do not show long text through a pager: TRUEUP_PAGER, else PAGER, else less
    #[arg(long)]
    no_pager: bool,
}

impl Reading {
    /// Returns whether it is told why something is as it is, be it the same on both sides.
    pub fn explains(&self) -> bool {
        self.explain.is_some()
    }

    /// Shows a comparison; `next` is what to type next, a line each.
    ///
    /// # Errors
    /// When stdout cannot be written.
    pub fn show(&self, compared: &Compared, next: &[String]) -> Result<(), Trouble> {
        let Compared {
            comparison, counts, ..
        } = compared;
        if comparison.in_step() && (self.stat || self.name_only) {
            output::status(&line::in_step(comparison));
            return Ok(());
        }
        let (width, paint) = (output::width(), output::paint());
        let text = match (&self.explain, self.stat, self.name_only) {
            (Some(name), _, _) => explained(compared, name)?,
            (_, true, _) => stat::stat(comparison, width, paint),
            (_, _, true) => stat::names(comparison),
            (None, false, false) => text::text(&View {
                comparison,
                counts,
                paint,
                width,
                context: self.unified,
                next,
            }),
        };
        pager::show(&text, !self.no_pager)
    }
}

/// Says why the statements about a thing are there.
fn explained(compared: &Compared, name: &str) -> Result<String, Trouble> {
    let Compared {
        comparison, counts, ..
    } = compared;
    let view = reasons::View {
        comparison,
        counts,
        paint: output::paint(),
        width: output::width(),
    };
    match reasons::find(comparison, name) {
        Ok(id) => Ok(reasons::reasons(&view, &id)),
        Err(near) => Err(Trouble::Usage {
            message: match near.len() {
                0 | 1 => format!("nothing that was compared is called {name}"),
                number => format!("{number} things are called {name}"),
            },
            help: match &near[..] {
                [] => "trueup diff --name-only prints the addresses of what differs".into(),
                [one] => format!("did you mean `{one}`?"),
                several => format!("say which one is meant:\n  {}", several.join("\n  ")),
            },
        }),
    }
}
