//! Blocks of both sides, each with what it is about; what both sides have is one piece.

use std::ptr;

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
        let (mut l, mut d, mut files) = (0, 0, Vec::new());
        while l < live.len() || d < desired.len() {
            let (one, other) = (live.get(l), desired.get(d));
            let both = one.zip(other).filter(|(l, d)| l.path == d.path);
            if let Some((_, source)) =
                both.filter(|(l, d)| ptr::eq(l.text, d.text) || l.text == d.text)
            {
                let at = Pair {
                    live: l,
                    desired: d,
                };
                files.push(File::Same(source.text.to_ascii_lowercase(), at));
                (l, d) = (l + 1, d + 1);
                continue;
            }
            let of_desired = |path| desired.iter().any(|s| s.path == path);
            let only_live = one.is_some_and(|l| !of_desired(l.path));
            let of_live = |path| live.iter().any(|s| s.path == path);
            let only_desired = other.is_some_and(|d| !of_live(d.path));
            if both.is_none() && !only_live && !only_desired {
                return None;
            }
            let lowered = |s: &Source, at| (s.text.to_ascii_lowercase(), at);
            let takes_live = both.is_some() || only_live;
            let takes_desired = both.is_some() || (only_desired && !only_live);
            files.push(File::Changed(Pair {
                live: one.filter(|_| takes_live).map(|s| lowered(s, l)),
                desired: other.filter(|_| takes_desired).map(|s| lowered(s, d)),
            }));
            l += usize::from(takes_live);
            d += usize::from(takes_desired);
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
    let live = |block: &Block| Some((l_at, block.clone()));
    let desired = |block: &Block| Some((d_at, block.clone()));
    let both = |(l, d): (&Block, &Block)| {
        let at = Pair {
            live: live(l),
            desired: desired(d),
        };
        piece(d_text, d, at)
    };
    out.extend(l.iter().zip(&d).take(begin).map(both));
    let own = |block: &Block| {
        piece(
            l_text,
            block,
            Pair {
                live: live(block),
                desired: None,
            },
        )
    };
    out.extend(l[begin..l.len() - end].iter().map(own));
    let own = |block: &Block| {
        piece(
            d_text,
            block,
            Pair {
                live: None,
                desired: desired(block),
            },
        )
    };
    out.extend(d[begin..d.len() - end].iter().map(own));
    let (l, d) = (&l[l.len() - end..], &d[d.len() - end..]);
    out.extend(l.iter().zip(d).map(both));
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
