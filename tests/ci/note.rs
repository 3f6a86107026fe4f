//! `ci/note` against a server of HTTP on the loopback that keeps notes as GitLab's does, and writes down what it is asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

use super::{Job, aloud, root, said};

pub const TOKEN: &str = "glpat-of-a-test";
const NOTES: &str = "/api/v4/projects/5/merge_requests/7/notes";

/// What the server has and was asked.
#[derive(Default)]
pub struct Forge {
    /// The notes, each with its number.
    pub notes: Vec<(u64, String)>,
    /// The requests, as method and path.
    pub asked: Vec<String>,
    /// Whether lists are refused.
    broken: bool,
}

/// Starts a server; it runs as long as the tests do.
pub fn serve(forge: Forge) -> (String, Arc<Mutex<Forge>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("the loopback has a free port");
    let address = listener.local_addr().expect("it has an address");
    let forge = Arc::new(Mutex::new(forge));
    let own = forge.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(stream, &mut own.lock().expect("no answer panics"));
        }
    });
    (format!("http://{address}/api/v4"), forge)
}

fn answer(mut stream: TcpStream, forge: &mut Forge) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream can be cloned"));
    let (mut first, mut length, mut known) = (String::new(), 0, false);
    reader.read_line(&mut first).expect("a request has a line");
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("headers are lines");
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().expect("a length is a number"),
            "private-token" => known = value == TOKEN,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the body is whole");
    let body = String::from_utf8(body).expect("a form is ASCII");
    let mut words = first.split(' ');
    let (method, path) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    forge.asked.push(format!("{method} {path}"));
    let (status, said) = match known {
        true => forge.reply(method, path, &body),
        false => (401, json!({ "message": "401 Unauthorized" })),
    };
    let said = said.to_string();
    let length = said.len();
    write!(
        stream,
        "HTTP/1.1 {status} .\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{said}"
    )
    .expect("the client listens");
}

impl Forge {
    fn reply(&mut self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let rest = path.strip_prefix(NOTES).expect("only notes are asked for");
        match (method, rest.strip_prefix('/')) {
            ("GET", None) if self.broken => (500, json!({})),
            ("GET", None) => (200, self.page(query)),
            ("POST", None) => {
                let number = 100 + self.notes.len() as u64;
                self.notes.push((number, field(body)));
                (201, json!({ "id": number }))
            }
            ("PUT", Some(number)) => {
                let number: u64 = number.parse().expect("a number");
                let note = self.notes.iter_mut().find(|(own, _)| *own == number);
                note.expect("there is such a note").1 = field(body);
                (200, json!({ "id": number }))
            }
            other => panic!("GitLab does not know {other:?}"),
        }
    }

    /// Returns a page of the notes, as long as it is asked for and not longer than GitLab gives.
    fn page(&self, query: &str) -> Value {
        let number = |name: &str, usual: usize| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let said = pairs.find(|(own, _)| *own == name);
            said.map_or(usual, |(_, value)| value.parse().expect("a number"))
        };
        let long = number("per_page", 20).min(100);
        let notes = self.notes.iter().skip((number("page", 1) - 1) * long);
        let notes = notes.take(long);
        notes
            .map(|(id, body)| json!({ "id": id, "body": body }))
            .collect()
    }
}

/// Returns the field `body` of a form.
fn field(form: &str) -> String {
    let text = form.strip_prefix("body=").expect("it is the only field");
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next(), rest.next()].map(|d| d.expect("two digits") as char);
                let digits: String = digits.iter().collect();
                u8::from_str_radix(&digits, 16).expect("two digits")
            }
            other => other,
        });
    }
    String::from_utf8(bytes).expect("it is UTF-8")
}

/// Runs the script with a report; nothing comes back where it lacks a program.
fn noted(job: &Job, url: &str, token: &str, report: &str) -> Option<(bool, String)> {
    for program in ["curl", "jq"] {
        if Command::new(program).arg("--version").output().is_err() {
            aloud::skipped(format!("no note is written, for there is no {program}"));
            return None;
        }
    }
    job.file("trueup.md", report);
    let line = format!("{} trueup.md", root().join("ci/note").display());
    let variables = [
        ("CI_API_V4_URL", url),
        ("CI_PROJECT_ID", "5"),
        ("CI_MERGE_REQUEST_IID", "7"),
        ("TRUEUP_TOKEN", token),
    ];
    let done = job.run(&line, &variables);
    Some((done.status.success(), said(&done)))
}

#[test]
fn the_note_is_written_once_and_changed_after_that() {
    let job = Job::new();
    let others = (1..=150).map(|n| (n, format!("note {n} of somebody")));
    let (url, forge) = serve(Forge {
        notes: others.collect(),
        ..Forge::default()
    });
    let first = "## `public.t` & more: 1 + 1 = 2 %\n\n| a | b |\n|---|---|\n| ä | \"x\" |\n";
    let Some((well, said)) = noted(&job, &url, TOKEN, first) else {
        return;
    };
    assert_eq!((well, said.as_str()), (true, ""));
    let (well, said) = noted(&job, &url, TOKEN, "in step\n").expect("it ran before");
    assert_eq!((well, said.as_str()), (true, ""));
    let forge = forge.lock().expect("no answer panics");
    assert_eq!(forge.notes.len(), 151, "one note, changed in place");
    assert_eq!(forge.notes[150].1, "<!-- trueup -->\nin step\n");
    let changes = forge.asked.iter().filter(|asked| !asked.starts_with("GET"));
    let changes: Vec<&String> = changes.collect();
    assert_eq!(
        changes,
        [&format!("POST {NOTES}"), &format!("PUT {NOTES}/250")]
    );
}

#[test]
fn the_note_says_what_the_report_says() {
    let job = Job::new();
    let (url, forge) = serve(Forge::default());
    let report = "## `public.t` & more: 1 + 1 = 2 %\n\n| ä | \"x\" |\n";
    let Some((well, said)) = noted(&job, &url, TOKEN, report) else {
        return;
    };
    assert!(well, "{said}");
    let forge = forge.lock().expect("no answer panics");
    assert_eq!(forge.notes[0].1, format!("<!-- trueup -->\n{report}"));
}

#[test]
fn a_list_that_cannot_be_had_is_no_empty_list() {
    let job = Job::new();
    let (url, forge) = serve(Forge {
        broken: true,
        ..Forge::default()
    });
    for token in [TOKEN, "another"] {
        let Some((well, said)) = noted(&job, &url, token, "the patch\n") else {
            return;
        };
        assert!(!well && !said.contains(TOKEN), "{said}");
    }
    let forge = forge.lock().expect("no answer panics");
    assert!(forge.asked.iter().all(|asked| asked.starts_with("GET")));
    assert!(forge.notes.is_empty());
}
