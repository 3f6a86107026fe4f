//! What tells an editor which keys a file of YAML may have: a first line, and the JSON Schema beside it.
//!
//! The schema itself is made from the keys, in `desired::yaml`.

use crate::desired::yaml::json_schema;

/// The file of the schema.
pub const FILE: &str = "trueup.schema.json";
/// What the line begins with, behind its mark, in the editors that use the YAML language server (VS Code, JetBrains, Neovim).
pub const WORDS: &str = "yaml-language-server:";

/// Returns the line for a file from which `up` leads to the folder of the schema: nothing, or `../` and so on.
pub fn line(up: &str) -> String {
    format!("# {WORDS} $schema={up}{FILE}\n")
}

/// Returns the text of the schema's file.
pub fn schema() -> String {
    format!("{:#}\n", json_schema())
}

/// Returns whether a text is such a file, of whichever version.
pub fn is_schema(text: &str) -> bool {
    let head = text.trim_start().starts_with('{');
    head && text.contains("json-schema.org") && text.contains("for trueup\"")
}
