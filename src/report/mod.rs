//! Words for people and programs: a comparison as text, SQL or JSON.
//!
//! Nothing here decides anything; what goes where (stdout, stderr) is for the command line.

pub mod advice;
pub mod annotation;
mod cause;
pub mod check;
pub mod checklist;
pub mod commit;
pub mod costs;
pub mod diagram;
pub mod dry_run;
pub mod dump;
pub mod explain;
mod groups;
pub mod json;
pub mod line;
pub mod markdown;
mod marked;
mod markup;
pub mod page;
pub mod paint;
pub mod reasons;
pub mod rebuild;
pub mod refusal;
pub mod sql;
pub mod stat;
pub mod text;
mod verdict;
mod yaml;
