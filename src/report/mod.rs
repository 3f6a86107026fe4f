//! Words for people and programs: a comparison as text, SQL or JSON.
//!
//! Nothing here decides anything; what goes where (stdout, stderr) is for the command line.

pub mod sql;
pub mod text;
