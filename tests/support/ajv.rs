//! The npm package `ajv`, which holds documents against a JSON Schema as editors do.
//!
//! It is installed below `target` where there is npm; where it is not to be had the test that wants it says aloud that it is skipped.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};

use super::npm;

const VERSION: &str = "8";

/// Reads `{schema, documents: {name: document}}` and prints what is wrong, a line each.
const SCRIPT: &str = "\
const Ajv = require('ajv/dist/2020');
const { schema, documents } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const valid = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);
for (const [name, document] of Object.entries(documents)) {
  if (valid(document)) continue;
  for (const e of valid.errors)
    console.log(`${name}: ${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`);
}";

/// Returns what is wrong with the documents, a line each; nothing comes back where there is no ajv.
pub fn complaints(schema: &Value, documents: &[(String, Value)]) -> Option<Vec<String>> {
    let folder = installed()?;
    let documents: serde_json::Map<String, Value> = documents.iter().cloned().collect();
    let asked = json!({ "schema": schema, "documents": documents });
    let mut node = Command::new("node");
    node.args(["-e", SCRIPT]).current_dir(folder);
    node.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut running = node.spawn().expect("node runs, as npm did");
    let mut input = running.stdin.take().expect("it is piped");
    let sent = input.write_all(asked.to_string().as_bytes());
    drop(input);
    let done = running.wait_with_output().expect("node ends");
    assert!(
        done.status.success() && sent.is_ok(),
        "ajv takes the schema"
    );
    let said = String::from_utf8(done.stdout).expect("it writes UTF-8");
    Some(said.lines().map(str::to_string).collect())
}

/// Returns the folder with the package, installed once.
fn installed() -> Option<&'static Path> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOLDER.get_or_init(install).as_deref()
}

fn install() -> Option<PathBuf> {
    npm::installed("ajv", VERSION, "nothing is held against a JSON Schema")
}
