//! Files of the repository that are made from the code, for the tests that say they are current.

use std::path::Path;
use std::{env, fs};

/// Asserts that a file, named from the root of the repository, is what was made; `UPDATE=1` writes it.
pub fn assert_current(file: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, made).expect("the file can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == made,
        "{file} is old; UPDATE=1 cargo test --lib rewrites it"
    );
}
