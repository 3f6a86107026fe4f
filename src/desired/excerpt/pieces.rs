//! Blocks of both sides, each with what it is about; what both sides have is one piece.

use super::blocks::{Block, blocks};
use super::head::{Head, Words};
use super::is_hard;
use crate::model::Pair;

/// The text of a file in lower case, as one side or both have it.
#[derive(Debug)]
pub enum Lowered {
    /// Both sides have it with this text.
    Same(String),
    /// One side has it, or each with a text of its own.
    Changed(Pair<Option<String>>),
}

/// A block of lines, on one side or on both.
#[derive(Debug)]
pub struct Piece<'t> {
    /// Its text in lower case.
    pub text: &'t str,
    /// What it is about; nothing if there is no statement in it.
    pub head: Option<Head<'t>>,
    /// The number of the file and the lines, on the sides that have it.
    pub at: Pair<Option<(usize, Block)>>,
}

impl<'t> Piece<'t> {
    /// Walks the names that it is about.
    pub fn names<'p>(&'p self) -> impl Iterator<Item = &'t str> + use<'p, 't> {
        self.head.iter().flat_map(|head| head.names()).copied()
    }

    /// Walks the names of what it makes.
    pub fn makes<'p>(&'p self) -> impl Iterator<Item = &'t str> + use<'p, 't> {
        let made = self.head.iter().filter(|h| matches!(h, Head::Makes(_)));
        made.flat_map(|head| head.names()).copied()
    }

    /// Returns whether only one side has it.
    pub fn is_changed(&self) -> bool {
        self.at.live.is_none() || self.at.desired.is_none()
    }
}

impl Lowered {
    /// Cuts the file into pieces; `at` has its number on the sides that have it.
    pub fn pieces(&self, at: &Pair<Option<usize>>) -> Vec<Piece<'_>> {
        let place = |number: Option<usize>, block: &Block| Some((number?, block.clone()));
        match self {
            Lowered::Same(text) => {
                let whole = cut(text).into_iter();
                let whole = whole.map(|block| Piece {
                    text: &text[block.bytes.clone()],
                    head: block.head(text),
                    at: Pair {
                        live: place(at.live, &block),
                        desired: place(at.desired, &block),
                    },
                });
                whole.collect()
            }
            Lowered::Changed(sides) => changed(sides, at),
        }
    }
}

/// Cuts the texts of a file that differs; the blocks at the beginning and the end that are alike are on both sides.
fn changed<'t>(sides: &'t Pair<Option<String>>, at: &Pair<Option<usize>>) -> Vec<Piece<'t>> {
    let of = |side: &'t Option<String>| {
        let text = side.as_deref().unwrap_or("");
        (text, cut(text))
    };
    let ((l_text, l), (d_text, d)) = (of(&sides.live), of(&sides.desired));
    let alike = |(l, d): &(&Block, &Block)| l_text[l.bytes.clone()] == d_text[d.bytes.clone()];
    let begin = l.iter().zip(&d).take_while(alike).count();
    let end = l[begin..].iter().rev().zip(d[begin..].iter().rev());
    let end = end.take_while(alike).count();
    let (l_end, d_end) = (l.len() - end, d.len() - end);
    let blocks = pairs(&l[..begin], &d[..begin])
        .chain(l[begin..l_end].iter().map(|block| (Some(block), None)))
        .chain(d[begin..d_end].iter().map(|block| (None, Some(block))))
        .chain(pairs(&l[l_end..], &d[d_end..]));
    let piece = |(l, d): (Option<&Block>, Option<&Block>)| {
        let (text, block) = d.map(|d| (d_text, d)).or(l.map(|l| (l_text, l)))?;
        Some(Piece {
            text: &text[block.bytes.clone()],
            head: block.head(text),
            at: Pair {
                live: at.live.zip(l.cloned()),
                desired: at.desired.zip(d.cloned()),
            },
        })
    };
    blocks.filter_map(piece).collect()
}

/// Puts blocks that are alike together.
fn pairs<'b>(
    live: &'b [Block],
    desired: &'b [Block],
) -> impl Iterator<Item = (Option<&'b Block>, Option<&'b Block>)> {
    live.iter().map(Some).zip(desired.iter().map(Some))
}

/// Cuts a text into blocks; one that is hard to cut is left whole.
pub fn cut(text: &str) -> Vec<Block> {
    match is_hard(text) {
        // More than one semicolon: it is not known what it is about.
        true => vec![Block {
            bytes: 0..text.len(),
            lines: 0,
            ends: 2,
        }],
        false => blocks(text),
    }
}

impl Block {
    /// Returns what it is about, where the text is in lower case; nothing if there is no statement in it.
    pub fn head<'t>(&self, text: &'t str) -> Option<Head<'t>> {
        let text = &text[self.bytes.clone()];
        match self.ends {
            0 | 1 if Words::new(text).all(|word| word == ";") => None,
            0 | 1 => Some(Head::of(text)),
            _ => Some(Head::Other),
        }
    }
}
