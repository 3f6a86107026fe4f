//! The nodes of the file into a [`Config`]. What may stand where was checked before.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{Address, Api, CONFIG, Config, EVERY, Environment, Policy, Profile};
use crate::diagnostic::{self, Problem, Problems};
use crate::kind::hazard;
use crate::live::connect;
use crate::model::FileId;
use crate::text::duration;
use crate::text::yaml::shape::{self, Shape};
use crate::text::yaml::{self, Entry, Fields, Node, Notes, one_or_many};

/// Where a URL may come from.
const ELSEWHERE: &str = "write where it is had:\n  url: {env: DATABASE_URL}\n  url: {command: \"pass show app/database-url\"}";

/// What was read, with the bytes that nobody may see.
pub struct Read {
    /// The configuration.
    pub config: Config,
    /// The secrets that stand in the file.
    pub secrets: Vec<Range<usize>>,
}

/// Reads a file; what is wrong in it is noted and left out.
pub fn read(path: &Path, file: FileId, text: &str, problems: &mut Problems) -> Read {
    let root = yaml::read(file, text, problems);
    let mut reader = Reader {
        notes: Notes::new(file, problems),
        secrets: Vec::new(),
    };
    let config = root.map(|root| reader.config(path, &root));
    Read {
        config: config.unwrap_or_default(),
        secrets: reader.secrets,
    }
}

struct Reader<'p> {
    notes: Notes<'p>,
    secrets: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn config(&mut self, path: &Path, root: &Node) -> Config {
        shape::check(&mut self.notes, root, &Shape::Keys(&CONFIG), "file");
        let fields = Fields::of(root);
        let base = self.policy(fields, &Policy::default());
        let named = fields.named("environments");
        let environments = named.iter().map(|e| self.environment(e, &base)).collect();
        self.is_one_of(fields.value("default"), named);
        for entry in named {
            self.earlier(entry, named);
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        let desired = words(fields.value("desired"));
        Config {
            path: path.to_path_buf(),
            desired: desired.iter().map(|path| beside(folder, path)).collect(),
            profile: word(fields.value("profile")).and_then(|w| Profile::named(&w)),
            api: api(fields.value("api")),
            prune: fields.set("prune").is_some(),
            schemas: words(fields.value("schemas")),
            policy: base,
            default: word(fields.value("default")),
            environments,
        }
    }

    fn environment(&mut self, entry: &Entry, base: &Policy) -> Environment {
        let fields = Fields::of(&entry.value);
        if entry.name() == EVERY {
            let message = "`all` means every environment, and cannot be the name of one";
            self.notes
                .error("environment-name", message, entry.key.bytes());
        }
        Environment {
            name: entry.name().to_string(),
            address: fields.value("url").and_then(|node| self.address(node)),
            policy: self.policy(fields, base),
            after: word(fields.value("after")),
        }
    }

    fn address(&mut self, node: &Node) -> Option<Address> {
        if let Some(scalar) = node.scalar() {
            return self.url(&scalar.text, node);
        }
        let fields = Fields::of(node);
        match (word(fields.value("env")), word(fields.value("command"))) {
            (Some(name), None) => Some(Address::Variable(name)),
            (None, Some(command)) => Some(Address::Command(command)),
            _ => {
                let message = "a URL comes from `env`, a variable, or from `command`: one of them";
                self.notes.error("environment-url", message, node.bytes());
                None
            }
        }
    }

    /// Takes a URL that may be committed.
    fn url(&mut self, text: &str, node: &Node) -> Option<Address> {
        let problem = if let Some(name) = text.strip_prefix('$') {
            let name = name.trim_matches(['{', '}']);
            Problem::error("environment-url", "no variable is looked up within a text")
                .help(format!("write\n  url: {{env: {name}}}"))
        } else {
            match connect::has_password(text) {
                Ok(false) => return Some(Address::Url(text.to_string())),
                Ok(true) => Problem::error("password-in-file", PASSWORD).help(format!(
                    "{ELSEWHERE}\nor leave the password out, and keep it in ~/.pgpass"
                )),
                Err(error) => Problem::error("environment-url", error.to_string()).help(ELSEWHERE),
            }
        };
        self.secrets.push(node.bytes());
        self.notes.report(problem, node.bytes());
        None
    }

    /// Reads a policy; what it does not say is as in `base`.
    fn policy(&mut self, fields: Fields, base: &Policy) -> Policy {
        let allow = fields.value("allow").map(|node| self.hazards(node));
        let mut deny = match fields.value("deny") {
            Some(node) => self.hazards(node),
            None => base.deny.clone(),
        };
        if fields.set("online").is_some() {
            deny.extend(hazard::WAITING.iter().map(|name| name.to_string()));
        }
        Policy {
            allow: allow.unwrap_or_else(|| base.allow.clone()),
            deny,
            protected: fields.set("protected").is_some(),
            lock_timeout: self
                .time(fields.value("lock_timeout"))
                .or_else(|| base.lock_timeout.clone()),
            statement_timeout: self
                .time(fields.value("statement_timeout"))
                .or_else(|| base.statement_timeout.clone()),
        }
    }

    fn hazards(&mut self, node: &Node) -> Vec<String> {
        let mut out = Vec::new();
        for item in one_or_many(node) {
            let Some(name) = word(item) else {
                continue;
            };
            if name == hazard::EVERY || hazard::is_known(&name) {
                out.push(name);
                continue;
            }
            self.notes.report(hazard::unknown(&name), item.bytes());
        }
        out
    }

    fn time(&mut self, node: Option<&Node>) -> Option<String> {
        let node = node?;
        match duration::check(&word(node)?) {
            Ok(time) => Some(time),
            Err(help) => {
                let problem = Problem::error("yaml-value", "this is no duration").help(help);
                self.notes.report(problem, node.bytes());
                None
            }
        }
    }

    /// Checks that a name is that of an environment.
    fn is_one_of(&mut self, node: Option<&Node>, named: &[Entry]) {
        let (Some(node), Some(name)) = (node, word(node)) else {
            return;
        };
        let known = || named.iter().map(Entry::name);
        if known().any(|k| k == name) {
            return;
        }
        let message = format!("no environment is called `{name}` here");
        let problem = Problem::error("unknown-environment", message);
        let near = diagnostic::did_you_mean(&name, known());
        let problem = match near {
            Some(help) => problem.help(help),
            None => problem,
        };
        self.notes.report(problem, node.bytes());
    }

    /// Checks that what an environment comes after does not come after it.
    fn earlier(&mut self, entry: &Entry, named: &[Entry]) {
        let after = |entry: &Entry| Fields::of(&entry.value).get("after").cloned();
        let Some(first) = after(entry) else {
            return;
        };
        self.is_one_of(Some(&first.value), named);
        let mut next = word(&first.value);
        for _ in named {
            if next.as_deref() == Some(entry.name()) {
                let message = format!("{0} comes after itself", entry.name());
                let bytes = first.value.bytes();
                return self.notes.error("environment-circle", &message, bytes);
            }
            let found = named.iter().find(|e| Some(e.name()) == next.as_deref());
            next = found.and_then(after).and_then(|e| word(&e.value));
        }
    }
}

const PASSWORD: &str = "a password does not belong in a file that is committed";

/// Returns a path of the file as one from the working folder.
fn beside(folder: &Path, path: &str) -> PathBuf {
    folder.join(path.strip_prefix("./").unwrap_or(path))
}

fn api(node: Option<&Node>) -> Api {
    let fields = node.map_or(Fields::none(), Fields::of);
    let list = |key: &str| fields.value(key).map(|node| words(Some(node)));
    Api {
        schemas: list("schemas"),
        roles: list("roles"),
        notify: fields.value("notify").and_then(yaml::truth),
    }
}

/// Returns the text of a scalar.
fn word<'n>(node: impl Into<Option<&'n Node>>) -> Option<String> {
    let scalar = node.into()?.scalar()?;
    (!scalar.is_null()).then(|| scalar.text.clone())
}

fn words(node: Option<&Node>) -> Vec<String> {
    let nodes = node.map(one_or_many).unwrap_or_default().iter();
    nodes.filter_map(word).collect()
}
