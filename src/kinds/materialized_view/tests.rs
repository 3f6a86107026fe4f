//! What is read and worded.
