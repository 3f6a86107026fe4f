//! Advice about a state, by rules that look at its facts; how it is shown does not belong here.

mod exposure;

pub use exposure::Exposure;
