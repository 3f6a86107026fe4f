//! Long text goes through a pager where somebody reads it on a terminal, as git does it.
//!
//! Data for programs never does. Ctrl-C is the pager's while it runs: a terminal sends it to both, and the one that is read knows what it means.

use std::env;
use std::io::{IsTerminal, Write, stdout};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

use super::output;
use super::trouble::Trouble;

/// The pager where none is named.
const USUAL: &str = "less";
/// What `less` and `lv` are told where nothing tells them: end at once if all fits, keep colours, leave the text on the screen.
const OPTIONS: [(&str, &str); 2] = [("LESS", "FRX"), ("LV", "-c")];
/// What a shell ends with if the program is not there, or no program.
const NOT_STARTED: [Option<i32>; 2] = [Some(126), Some(127)];

/// Shows a text, through a pager if one is `wanted`.
///
/// # Errors
/// When stdout cannot be written.
pub fn show(text: &str, wanted: bool) -> Result<(), Trouble> {
    let pager = chosen(env::var("TRUEUP_PAGER").ok(), env::var("PAGER").ok());
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    match pager.filter(|_| wanted && !dumb && stdout().is_terminal()) {
        Some(pager) if paged(&pager, text) => Ok(()),
        Some(_) | None => output::data(text),
    }
}

/// Returns the command that is run: the one of our own, else everybody's, else the usual one; nothing if that is to copy the text.
fn chosen(own: Option<String>, everybodys: Option<String>) -> Option<String> {
    let pager = own.or(everybodys).unwrap_or_else(|| USUAL.into());
    let pager = pager.trim().to_string();
    (!pager.is_empty() && pager != "cat").then_some(pager)
}

/// Gives the text to a pager and waits for its end; returns false if it did not start.
fn paged(pager: &str, text: &str) -> bool {
    let deadly = interrupts();
    deadly.store(false, Ordering::Relaxed);
    let shown = given(pager, text);
    deadly.store(true, Ordering::Relaxed);
    shown
}

/// Returns whether Ctrl-C ends this program.
fn interrupts() -> &'static AtomicBool {
    static DEADLY: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    DEADLY.get_or_init(|| {
        let deadly = Arc::new(AtomicBool::new(true));
        // Where that cannot be had, Ctrl-C ends both.
        let _ = flag::register_conditional_default(SIGINT, deadly.clone());
        deadly
    })
}

fn given(pager: &str, text: &str) -> bool {
    let Some(mut child) = start(pager) else {
        return false;
    };
    if let Some(mut input) = child.stdin.take() {
        // Whoever has read enough ends the pager before the text ends.
        let _ = input.write_all(text.as_bytes());
    }
    child.wait().is_ok_and(|s| !NOT_STARTED.contains(&s.code()))
}

/// Starts it; a shell reads the command, which may have options.
fn start(pager: &str) -> Option<Child> {
    let mut command = match pager == USUAL {
        true => Command::new(USUAL),
        false => Command::new("sh"),
    };
    if pager != USUAL {
        command.args(["-c", pager]);
    }
    let unset = OPTIONS
        .iter()
        .filter(|(name, _)| env::var_os(name).is_none());
    command.envs(unset.copied());
    command.stdin(Stdio::piped()).spawn().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pager_is_ours_then_everybodys_then_the_usual_one() {
        let pager = |own: Option<&str>, all: Option<&str>| {
            chosen(own.map(str::to_string), all.map(str::to_string))
        };
        assert_eq!(pager(None, None).as_deref(), Some("less"));
        assert_eq!(pager(None, Some("more -e")).as_deref(), Some("more -e"));
        assert_eq!(pager(Some("most"), Some("more")).as_deref(), Some("most"));
        for none in ["", " ", "cat"] {
            assert_eq!(pager(None, Some(none)), None);
            assert_eq!(pager(Some(none), Some("more")), None);
        }
    }
}
