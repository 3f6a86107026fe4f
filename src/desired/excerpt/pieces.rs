//! Blocks of both sides, each with what it is about; what both sides have is one piece.

use std::ptr;

use rustc_hash::FxHashSet;

use super::blocks::{Block, blocks};
use super::head::{Head, Words};
use super::is_hard;
use crate::model::Pair;

/// A file of one side.
#[derive(Debug, Clone, Copy)]
pub struct Source<'f> {
    /// Its path, which is the same on both sides.
    pub path: &'f str,
    /// Its text.
    pub text: &'f str,
}

impl Source<'_> {
    /// Returns whether another file has the same text, which is one in memory where git has one.
    fn has_text_of(&self, other: &Source) -> bool {
        ptr::eq(self.text, other.text) || self.text == other.text
    }
}

/// The texts of the files of both sides in lower case.
#[derive(Debug)]
pub struct Lowered(Vec<File>);

/// A file that is on one side, or with different texts or the same one on both.
#[derive(Debug)]
enum File {
    /// Both sides have it with this text, at these places in their lists.
    Same(String, Pair<usize>),
    /// One side has it, or each with a text of its own.
    Changed(Pair<Option<(String, usize)>>),
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

impl Piece<'_> {
    /// Returns whether only one side has it.
    pub fn is_changed(&self) -> bool {
        self.at.live.is_none() || self.at.desired.is_none()
    }
}

impl Lowered {
    /// Puts the files of both sides together by their paths; nothing where they stand in another order.
    pub fn of(sides: &Pair<Vec<Source>>) -> Option<Lowered> {
        let Pair { live, desired } = sides;
        let paths = sides
            .as_ref()
            .map(|all| all.iter().map(|s| s.path).collect());
        let paths: Pair<FxHashSet<&str>> = paths;
        let lowered = |source: &Source, at| (source.text.to_ascii_lowercase(), at);
        let (mut l, mut d, mut files) = (0, 0, Vec::new());
        while l < live.len() || d < desired.len() {
            let only_live = |source: &&Source| !paths.desired.contains(source.path);
            let only_desired = |source: &&Source| !paths.live.contains(source.path);
            let (one, other) = match (live.get(l), desired.get(d)) {
                (Some(one), Some(other)) if one.path == other.path => (Some(one), Some(other)),
                (Some(one), _) if only_live(&one) => (Some(one), None),
                (_, Some(other)) if only_desired(&other) => (None, Some(other)),
                _ => return None,
            };
            files.push(match (one, other) {
                (Some(one), Some(other)) if one.has_text_of(other) => {
                    let at = Pair {
                        live: l,
                        desired: d,
                    };
                    File::Same(other.text.to_ascii_lowercase(), at)
                }
                _ => File::Changed(Pair {
                    live: one.map(|s| lowered(s, l)),
                    desired: other.map(|s| lowered(s, d)),
                }),
            });
            l += usize::from(one.is_some());
            d += usize::from(other.is_some());
        }
        Some(Lowered(files))
    }

    /// Cuts the files into pieces.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let mut out = Vec::new();
        for file in &self.0 {
            match file {
                File::Same(text, at) => {
                    let whole = cut(text).into_iter();
                    out.extend(whole.map(|block| {
                        let live = Some((at.live, block.clone()));
                        let desired = Some((at.desired, block.clone()));
                        piece(text, &block, Pair { live, desired })
                    }));
                }
                File::Changed(sides) => changed(sides, &mut out),
            }
        }
        out
    }
}

/// Cuts the texts of a file that differs; the blocks at the beginning and the end that are alike are on both sides.
fn changed<'t>(sides: &'t Pair<Option<(String, usize)>>, out: &mut Vec<Piece<'t>>) {
    let of = |side: &'t Option<(String, usize)>| {
        let (text, at) = side
            .as_ref()
            .map_or(("", 0), |(text, at)| (text.as_str(), *at));
        (text, at, cut(text))
    };
    let ((l_text, l_at, l), (d_text, d_at, d)) = (of(&sides.live), of(&sides.desired));
    let alike = |(l, d): &(&Block, &Block)| l_text[l.bytes.clone()] == d_text[d.bytes.clone()];
    let begin = l.iter().zip(&d).take_while(alike).count();
    let end = l[begin..].iter().rev().zip(d[begin..].iter().rev());
    let end = end.take_while(alike).count();
    let (l_end, d_end) = (l.len() - end, d.len() - end);
    let blocks = pairs(&l[..begin], &d[..begin])
        .chain(l[begin..l_end].iter().map(|block| (Some(block), None)))
        .chain(d[begin..d_end].iter().map(|block| (None, Some(block))))
        .chain(pairs(&l[l_end..], &d[d_end..]));
    out.extend(blocks.filter_map(|(l, d)| {
        let (text, block) = d.map(|d| (d_text, d)).or(l.map(|l| (l_text, l)))?;
        let at = Pair {
            live: l.map(|l| (l_at, l.clone())),
            desired: d.map(|d| (d_at, d.clone())),
        };
        Some(piece(text, block, at))
    }));
}

/// Puts blocks that are alike together.
fn pairs<'b>(
    live: &'b [Block],
    desired: &'b [Block],
) -> impl Iterator<Item = (Option<&'b Block>, Option<&'b Block>)> {
    live.iter().map(Some).zip(desired.iter().map(Some))
}

/// Cuts a text into blocks; one that is hard to cut is left whole.
fn cut(text: &str) -> Vec<Block> {
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

fn piece<'t>(text: &'t str, block: &Block, at: Pair<Option<(usize, Block)>>) -> Piece<'t> {
    let text = &text[block.bytes.clone()];
    let head = match block.ends {
        0 | 1 if Words::new(text).all(|word| word == ";") => None,
        0 | 1 => Some(Head::of(text)),
        _ => Some(Head::Other),
    };
    Piece { text, head, at }
}
