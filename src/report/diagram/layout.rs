//! Where boxes that are joined by lines stand: in layers from left to right, so that what refers stands right of what it refers to.
//!
//! Boxes that are joined, directly or not, make a group; groups stand in rows, the largest first, and boxes that nothing joins in a
//! grid behind them. Nothing is left to chance: the same boxes stand in the same places. What is in a box does not matter here.

use std::cmp::Reverse;

/// How much room is between boxes that stand above each other.
const GAP: f64 = 28.0;
/// How much room the lines between two layers have.
const LANE: f64 = 96.0;
/// How much room is between columns of one layer.
const SEAM: f64 = 48.0;
/// How much wider than high the whole is.
const SHAPE: f64 = 1.5;
/// How often the boxes of the layers are sorted by those that they are joined with.
const SWEEPS: usize = 6;

/// How large a box is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// Where the upper left corner of a box is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Spot {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// Where all boxes are.
#[derive(Debug)]
pub struct Layout {
    /// The corners, by the numbers of the boxes.
    pub spots: Vec<Spot>,
    /// How large the whole is.
    pub size: Size,
}

/// Boxes that stand together: their numbers, with their corners within the group.
struct Group {
    members: Vec<(usize, Spot)>,
    size: Size,
}

/// Places the boxes; a join leads from a box to the one that it refers to.
pub fn layout(sizes: &[Size], joins: &[(usize, usize)]) -> Layout {
    let mut near = vec![Vec::new(); sizes.len()];
    let mut targets = vec![Vec::new(); sizes.len()];
    for (from, to) in joins.iter().filter(|(from, to)| from != to) {
        near[*from].push(*to);
        near[*to].push(*from);
        targets[*from].push(*to);
    }
    let graph = Graph {
        sizes,
        near,
        targets,
    };
    let (alone, together): (Vec<_>, Vec<_>) =
        graph.components().into_iter().partition(|c| c.len() == 1);
    let mut groups: Vec<Group> = together.iter().map(|c| graph.layered(c)).collect();
    groups.sort_by_key(|g| Reverse(g.size.height.round() as i64));
    let alone: Vec<usize> = alone.into_iter().flatten().collect();
    if !alone.is_empty() {
        groups.push(graph.grid(&alone));
    }
    in_rows(groups, sizes.len())
}

/// Places groups in rows.
fn in_rows(groups: Vec<Group>, boxes: usize) -> Layout {
    let area: f64 = groups
        .iter()
        .map(|g| (g.size.width + LANE) * (g.size.height + LANE))
        .sum();
    let widest = groups.iter().map(|g| g.size.width).fold(0.0, f64::max);
    let room = (area * SHAPE).sqrt().max(widest);
    let mut spots = vec![Spot::default(); boxes];
    let (mut x, mut y, mut row, mut width) = (0.0, 0.0, 0.0_f64, 0.0_f64);
    for group in groups {
        if x > 0.0 && x + group.size.width > room {
            (x, y, row) = (0.0, y + row + LANE, 0.0);
        }
        for (number, spot) in group.members {
            spots[number] = Spot {
                x: x + spot.x,
                y: y + spot.y,
            };
        }
        row = row.max(group.size.height);
        x += group.size.width + LANE;
        width = width.max(x - LANE);
    }
    Layout {
        spots,
        size: Size {
            width,
            height: y + row,
        },
    }
}

/// The boxes and what joins them.
struct Graph<'s> {
    sizes: &'s [Size],
    near: Vec<Vec<usize>>,
    targets: Vec<Vec<usize>>,
}

impl Graph<'_> {
    /// Returns the boxes that are joined with each other, directly or not.
    fn components(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.sizes.len()];
        let mut all = Vec::new();
        for first in 0..self.sizes.len() {
            if std::mem::replace(&mut seen[first], true) {
                continue;
            }
            let mut found = vec![first];
            let mut next = 0;
            while next < found.len() {
                for other in &self.near[found[next]] {
                    if !std::mem::replace(&mut seen[*other], true) {
                        found.push(*other);
                    }
                }
                next += 1;
            }
            found.sort_unstable();
            all.push(found);
        }
        all
    }

    /// Places boxes that nothing joins, in columns of much the same height.
    fn grid(&self, boxes: &[usize]) -> Group {
        let area: f64 = boxes
            .iter()
            .map(|b| (self.sizes[*b].width + SEAM) * (self.sizes[*b].height + GAP))
            .sum();
        let widest = boxes
            .iter()
            .map(|b| self.sizes[*b].width)
            .fold(0.0, f64::max);
        let columns = ((area * SHAPE).sqrt() / (widest + SEAM)).ceil().max(1.0) as usize;
        let mut heights = vec![0.0_f64; columns.min(boxes.len())];
        let members = boxes.iter().map(|b| {
            let lowest = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
            let column = heights.iter().copied().enumerate().min_by(lowest);
            let (column, y) = column.unwrap_or_default();
            heights[column] += self.sizes[*b].height + GAP;
            let x = column as f64 * (widest + SEAM);
            (*b, Spot { x, y })
        });
        let members: Vec<(usize, Spot)> = members.collect();
        self.group(members)
    }

    /// Places boxes that are joined in layers.
    fn layered(&self, boxes: &[usize]) -> Group {
        let mut layers = self.layers(boxes);
        self.sort(&mut layers);
        let room = self.room(boxes);
        let mut columns: Vec<(Vec<usize>, f64)> = Vec::new();
        let whole = layers.iter().all(|l| self.stack(l) <= room);
        for layer in layers {
            let parts = (self.stack(&layer) / room).ceil().max(1.0);
            let share = self.stack(&layer) / parts;
            let mut column = Vec::new();
            for b in layer {
                if !column.is_empty() && self.stack(&column) + self.sizes[b].height / 2.0 > share {
                    columns.push((std::mem::take(&mut column), SEAM));
                }
                column.push(b);
            }
            columns.push((column, LANE));
        }
        let mut spots = self.columns(&columns);
        if whole {
            let columns: Vec<Vec<usize>> = columns.into_iter().map(|c| c.0).collect();
            self.align(&columns, &mut spots);
        }
        let placed = boxes.iter().map(|b| (*b, spots[*b]));
        self.group(placed.collect())
    }

    /// Returns how high a layer may be before it is cut into columns.
    fn room(&self, boxes: &[usize]) -> f64 {
        let area: f64 = boxes
            .iter()
            .map(|b| (self.sizes[*b].width + LANE) * (self.sizes[*b].height + GAP))
            .sum();
        let highest = boxes
            .iter()
            .map(|b| self.sizes[*b].height)
            .fold(0.0, f64::max);
        (area / SHAPE).sqrt().max(highest + GAP) * 1.2
    }

    /// Returns how high boxes are above each other.
    fn stack(&self, boxes: &[usize]) -> f64 {
        boxes.iter().map(|b| self.sizes[*b].height + GAP).sum()
    }

    /// Returns the boxes by layers: each stands right of all that it refers to, but for circles, and as near as may be.
    fn layers(&self, boxes: &[usize]) -> Vec<Vec<usize>> {
        let order = self.order(boxes);
        let mut place = vec![usize::MAX; self.sizes.len()];
        for (at, b) in order.iter().enumerate() {
            place[*b] = at;
        }
        let mut depth = vec![0; self.sizes.len()];
        // What comes later refers to what comes before; the other way round is the end of a circle.
        for b in &order {
            let before = self.targets[*b].iter().filter(|t| place[**t] < place[*b]);
            depth[*b] = before.map(|t| depth[*t] + 1).max().unwrap_or(0);
        }
        for b in order.iter().rev() {
            let referring = self.near[*b].iter();
            let referring =
                referring.filter(|n| place[**n] > place[*b] && self.targets[**n].contains(b));
            let nearest = referring.map(|n| depth[*n]).min();
            depth[*b] = nearest.map_or(depth[*b], |n| depth[*b].max(n - 1));
        }
        let deepest = boxes.iter().map(|b| depth[*b]).max().unwrap_or(0);
        let mut layers = vec![Vec::new(); deepest + 1];
        boxes.iter().for_each(|b| layers[depth[*b]].push(*b));
        layers.retain(|layer| !layer.is_empty());
        layers
    }

    /// Returns the boxes in an order in which what is referred to comes first, but for circles.
    fn order(&self, boxes: &[usize]) -> Vec<usize> {
        let mut order = Vec::with_capacity(boxes.len());
        let mut seen = vec![false; self.sizes.len()];
        for first in boxes {
            let mut open = vec![(*first, 0)];
            if std::mem::replace(&mut seen[*first], true) {
                continue;
            }
            while let Some((b, next)) = open.last_mut() {
                match self.targets[*b].get(*next) {
                    Some(target) => {
                        *next += 1;
                        if !std::mem::replace(&mut seen[*target], true) {
                            open.push((*target, 0));
                        }
                    }
                    None => {
                        order.push(*b);
                        open.pop();
                    }
                }
            }
        }
        order
    }

    /// Sorts each layer by the middle of what its boxes are joined with, so that few lines cross.
    fn sort(&self, layers: &mut [Vec<usize>]) {
        let mut middle = vec![0.5; self.sizes.len()];
        let note = |layer: &[usize], middle: &mut Vec<f64>| {
            for (at, b) in layer.iter().enumerate() {
                middle[*b] = (at as f64 + 0.5) / layer.len() as f64;
            }
        };
        layers.iter().for_each(|l| note(l, &mut middle));
        for sweep in 0..SWEEPS {
            for step in 0..layers.len() {
                let at = if sweep % 2 == 0 {
                    step
                } else {
                    layers.len() - 1 - step
                };
                let wanted = |b: &usize| {
                    let near = &self.near[*b];
                    let sum: f64 = near.iter().map(|n| middle[*n]).sum();
                    sum / near.len().max(1) as f64
                };
                layers[at].sort_by(|a, b| wanted(a).total_cmp(&wanted(b)).then(a.cmp(b)));
                note(&layers[at], &mut middle);
            }
        }
    }

    /// Places columns beside each other, each around the same middle.
    fn columns(&self, columns: &[(Vec<usize>, f64)]) -> Vec<Spot> {
        let mut spots = vec![Spot::default(); self.sizes.len()];
        let mut x = 0.0;
        for (column, gap) in columns {
            let mut y = -self.stack(column) / 2.0;
            for b in column {
                spots[*b] = Spot { x, y };
                y += self.sizes[*b].height + GAP;
            }
            let widest = column
                .iter()
                .map(|b| self.sizes[*b].width)
                .fold(0.0, f64::max);
            x += widest + gap;
        }
        spots
    }

    /// Moves boxes up and down towards what they are joined with; their order stays.
    fn align(&self, columns: &[Vec<usize>], spots: &mut [Spot]) {
        for sweep in 0..SWEEPS {
            for step in 0..columns.len() {
                let at = if sweep % 2 == 0 {
                    step
                } else {
                    columns.len() - 1 - step
                };
                self.align_column(&columns[at], spots);
            }
        }
    }

    fn align_column(&self, column: &[usize], spots: &mut [Spot]) {
        let centre = |b: usize, spots: &[Spot]| spots[b].y + self.sizes[b].height / 2.0;
        let wanted = column.iter().map(|b| {
            let near = &self.near[*b];
            let sum: f64 = near.iter().map(|n| centre(*n, spots)).sum();
            sum / near.len().max(1) as f64 - self.sizes[*b].height / 2.0
        });
        let wanted: Vec<f64> = wanted.collect();
        let (mut free, mut off) = (f64::NEG_INFINITY, 0.0);
        for (b, y) in column.iter().zip(&wanted) {
            spots[*b].y = y.max(free);
            off += spots[*b].y - y;
            free = spots[*b].y + self.sizes[*b].height + GAP;
        }
        let off = off / column.len() as f64;
        column.iter().for_each(|b| spots[*b].y -= off);
    }

    /// Returns boxes as a group that begins in the upper left corner.
    fn group(&self, mut members: Vec<(usize, Spot)>) -> Group {
        let top = members.iter().map(|m| m.1.y).fold(f64::INFINITY, f64::min);
        let mut size = Size {
            width: 0.0,
            height: 0.0,
        };
        for (number, spot) in &mut members {
            spot.y -= top;
            size.width = size.width.max(spot.x + self.sizes[*number].width);
            size.height = size.height.max(spot.y + self.sizes[*number].height);
        }
        Group { members, size }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look like chance and are always the same.
    fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
        move |below| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % below
        }
    }

    fn boxes(count: usize, next: &mut impl FnMut(usize) -> usize) -> Vec<Size> {
        let mut size = |_| Size {
            width: 120.0 + next(200) as f64,
            height: 40.0 + next(400) as f64,
        };
        (0..count).map(&mut size).collect()
    }

    #[test]
    fn no_two_boxes_overlap_whatever_joins_them() {
        for seed in 0..40 {
            let mut next = numbers(seed);
            let count = 1 + next(80);
            let sizes = boxes(count, &mut next);
            let joins: Vec<(usize, usize)> = (0..next(2 * count))
                .map(|_| (next(count), next(count)))
                .collect();
            let found = layout(&sizes, &joins);
            for a in 0..count {
                let (s, at) = (sizes[a], found.spots[a]);
                assert!(at.x >= 0.0 && at.y >= 0.0, "seed {seed}: {a} is outside");
                assert!(at.x + s.width <= found.size.width + 0.5);
                assert!(at.y + s.height <= found.size.height + 0.5);
                for (b, t) in sizes.iter().enumerate().take(a) {
                    let other = found.spots[b];
                    let apart = at.x + s.width <= other.x
                        || other.x + t.width <= at.x
                        || at.y + s.height <= other.y
                        || other.y + t.height <= at.y;
                    assert!(apart, "seed {seed}: {a} and {b} overlap");
                }
            }
        }
    }

    #[test]
    fn what_refers_stands_right_of_what_it_refers_to() {
        let sizes = [Size {
            width: 100.0,
            height: 50.0,
        }; 4];
        let spots = layout(&sizes, &[(1, 0), (2, 1), (2, 0), (3, 2), (3, 3)]).spots;
        assert!(
            spots.windows(2).all(|pair| pair[0].x < pair[1].x),
            "{spots:?}"
        );
    }

    #[test]
    fn a_circle_ends_and_nothing_has_no_size() {
        let sizes = [Size {
            width: 100.0,
            height: 50.0,
        }; 3];
        assert_eq!(layout(&sizes, &[(0, 1), (1, 2), (2, 0)]).spots.len(), 3);
        assert_eq!(layout(&[], &[]).size.height, 0.0);
    }

    #[test]
    fn a_thousand_boxes_around_one_make_no_tower() {
        let mut next = numbers(7);
        let sizes = boxes(1_000, &mut next);
        let joins: Vec<(usize, usize)> = (1..1_000).map(|b| (b, 0)).collect();
        let size = layout(&sizes, &joins).size;
        let shape = size.width / size.height;
        assert!((0.5..4.0).contains(&shape), "{size:?}");
    }
}
