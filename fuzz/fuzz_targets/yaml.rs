//! Reads any bytes as a file of YAML; it must not panic, nor take long.

#![no_main]

#[path = "../read.rs"]
mod read;

use libfuzzer_sys::fuzz_target;
use trueup::desired::files::Syntax;

fuzz_target!(|bytes: &[u8]| read::read(bytes, Syntax::Yaml));
