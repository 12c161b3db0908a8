//! A map in key order whose copies share what they have in common: a copy costs a pointer, a change
//! copies one leaf of a few entries, and two copies are compared by the leaves they do not share. So
//! three hundred answers that come at once cost three hundred leaves, not three hundred maps (P7).

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Entries of one leaf; one more makes two leaves of it.
const MOST: usize = 32;

/// Some entries in key order. None is empty.
type Leaf<K, V> = Vec<(K, V)>;

/// The map. Values are copied with their leaf, so they should cost no more than a pointer.
#[derive(Clone, Debug)]
pub struct Leaves<K, V> {
    leaves: Arc<Vec<Arc<Leaf<K, V>>>>,
    len: usize,
}

impl<K, V> Default for Leaves<K, V> {
    fn default() -> Self {
        Self { leaves: Arc::default(), len: 0 }
    }
}

impl<K: Ord + Clone, V: Clone> FromIterator<(K, V)> for Leaves<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        // Of two values under one key the later one counts.
        let sorted: BTreeMap<K, V> = entries.into_iter().collect();
        let len = sorted.len();
        let (mut leaves, mut leaf) = (Vec::new(), Vec::new());
        for entry in sorted {
            leaf.push(entry);
            if leaf.len() == MOST {
                leaves.push(Arc::new(std::mem::take(&mut leaf)));
            }
        }
        if !leaf.is_empty() {
            leaves.push(Arc::new(leaf));
        }
        Self { leaves: Arc::new(leaves), len }
    }
}

impl<K: Ord, V: PartialEq> PartialEq for Leaves<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.compare(other, |_, old, new| if old == new { Ok(()) } else { Err(()) }).is_ok()
    }
}

impl<K, V> Leaves<K, V> {
    /// Number of entries.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All entries in key order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.leaves.iter().flat_map(|leaf| leaf.iter().map(|(key, value)| (key, value)))
    }

    /// All values in key order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Leaves<K, V> {
    /// In which leaf a key is, if it is there, and otherwise belongs.
    fn leaf(&self, key: &K) -> usize {
        self.leaves.partition_point(|leaf| leaf[0].0 <= *key).saturating_sub(1)
    }

    /// In which leaf and where in it a key is.
    fn find(&self, key: &K) -> Option<(usize, usize)> {
        let leaf = self.leaf(key);
        let place = self.leaves.get(leaf)?.binary_search_by(|(known, _)| known.cmp(key)).ok()?;
        Some((leaf, place))
    }

    /// The value under this key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.find(key).map(|(leaf, place)| &self.leaves[leaf][place].1)
    }

    /// Whether there is a value under this key.
    pub fn contains_key(&self, key: &K) -> bool {
        self.find(key).is_some()
    }

    /// The entries from this key on, in key order.
    pub fn range_from<'a>(&'a self, key: &K) -> impl Iterator<Item = (&'a K, &'a V)> + use<'a, K, V> {
        let start = self.leaf(key);
        let skipped = self.leaves.get(start).map_or(0, |leaf| leaf.partition_point(|(known, _)| known < key));
        let entries = self.leaves[start.min(self.leaves.len())..].iter().flat_map(|leaf| leaf.iter());
        entries.skip(skipped).map(|(key, value)| (key, value))
    }

    /// Calls `differs` with every key that is only here, only there, or in leaves that are not shared.
    /// Whether two values are the same is for `differs` to find out.
    ///
    /// # Errors
    /// Passes on the first error of `differs`.
    pub fn compare<E>(
        &self,
        after: &Self,
        mut differs: impl FnMut(&K, Option<&V>, Option<&V>) -> Result<(), E>,
    ) -> Result<(), E> {
        if Arc::ptr_eq(&self.leaves, &after.leaves) {
            return Ok(());
        }
        // Both are in key order: one walk finds what is new, gone or different.
        let (mut old, mut new) = (Walk::over(self), Walk::over(after));
        loop {
            if let (Some(one), Some(other)) = (old.whole_leaf(), new.whole_leaf())
                && Arc::ptr_eq(one, other)
            {
                old.skip_leaf();
                new.skip_leaf();
                continue;
            }
            let order = match (old.peek(), new.peek()) {
                (Some((old, _)), Some((new, _))) => old.cmp(new),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return Ok(()),
            };
            let before = if order == Ordering::Greater { None } else { old.next() };
            let after = if order == Ordering::Less { None } else { new.next() };
            if let Some((key, _)) = before.or(after) {
                differs(key, before.map(|(_, value)| value), after.map(|(_, value)| value))?;
            }
        }
    }
}

impl<K: Ord + Clone, V: Clone> Leaves<K, V> {
    fn leaf_mut(&mut self, leaf: usize) -> &mut Leaf<K, V> {
        Arc::make_mut(&mut Arc::make_mut(&mut self.leaves)[leaf])
    }

    /// The value under this key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let (leaf, place) = self.find(key)?;
        Some(&mut self.leaf_mut(leaf)[place].1)
    }

    /// The value under this key, to be changed; the usual one when there is none.
    pub fn get_mut_or_default(&mut self, key: &K) -> &mut V
    where
        V: Default,
    {
        if !self.contains_key(key) {
            self.insert(key.clone(), V::default());
        }
        self.get_mut(key).expect("it was put there")
    }

    /// Puts a value in, in the place of the one under the same key.
    pub fn insert(&mut self, key: K, value: V) {
        if self.leaves.is_empty() {
            *self = Self::from_iter([(key, value)]);
            return;
        }
        let at = self.leaf(&key);
        let leaf = self.leaf_mut(at);
        match leaf.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(place) => leaf[place].1 = value,
            Err(place) => {
                leaf.insert(place, (key, value));
                if leaf.len() > MOST {
                    let rest = leaf.split_off(MOST / 2);
                    Arc::make_mut(&mut self.leaves).insert(at + 1, Arc::new(rest));
                }
                self.len += 1;
            }
        }
    }

    /// Takes a value out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let (at, place) = self.find(key)?;
        let leaf = self.leaf_mut(at);
        let (_, value) = leaf.remove(place);
        if leaf.is_empty() {
            Arc::make_mut(&mut self.leaves).remove(at);
        }
        self.len -= 1;
        Some(value)
    }

    /// Keeps the entries for which `keep` holds.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &V) -> bool) {
        let kept: Vec<bool> = self.iter().map(|(key, value)| keep(key, value)).collect();
        if kept.iter().any(|stays| !stays) {
            let stays = self.iter().zip(kept).filter(|(_, stays)| *stays);
            *self = stays.map(|((key, value), _)| (key.clone(), value.clone())).collect();
        }
    }

    /// All values in key order, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        let leaves = Arc::make_mut(&mut self.leaves).iter_mut();
        leaves.flat_map(|leaf| Arc::make_mut(leaf).iter_mut().map(|(_, value)| value))
    }
}

/// A walk over the entries that can step over a whole leaf.
struct Walk<'a, K, V> {
    leaves: &'a [Arc<Leaf<K, V>>],
    place: usize,
}

impl<'a, K, V> Walk<'a, K, V> {
    fn over(map: &'a Leaves<K, V>) -> Self {
        Self { leaves: &map.leaves, place: 0 }
    }

    /// The leaf that lies ahead, when none of it was walked over yet.
    fn whole_leaf(&self) -> Option<&'a Arc<Leaf<K, V>>> {
        self.leaves.first().filter(|_| self.place == 0)
    }

    fn skip_leaf(&mut self) {
        self.leaves = &self.leaves[1..];
        self.place = 0;
    }

    fn peek(&self) -> Option<&'a (K, V)> {
        self.leaves.first().map(|leaf| &leaf[self.place])
    }

    fn next(&mut self) -> Option<&'a (K, V)> {
        let leaf = self.leaves.first()?;
        let entry = &leaf[self.place];
        self.place += 1;
        if self.place == leaf.len() {
            self.skip_leaf();
        }
        Some(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that follow no order, always the same ones.
    fn scattered(count: u64) -> impl Iterator<Item = u64> {
        (1..=count).map(|number| number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20)
    }

    fn differing(before: &Leaves<u64, u64>, after: &Leaves<u64, u64>) -> Vec<(u64, Option<u64>, Option<u64>)> {
        let mut found = Vec::new();
        let walked = before.compare(after, |key, old, new| {
            if old != new {
                found.push((*key, old.copied(), new.copied()));
            }
            Ok::<(), ()>(())
        });
        assert_eq!(walked, Ok(()));
        found
    }

    #[test]
    fn whatever_is_put_in_and_taken_out_it_is_the_map_it_stands_for() {
        let (mut leaves, mut model) = (Leaves::default(), BTreeMap::new());
        for (turn, number) in scattered(2_000).enumerate() {
            let (key, before, earlier) = (number % 500, leaves.clone(), model.clone());
            if turn % 3 == 2 {
                assert_eq!(leaves.remove(&key), model.remove(&key));
            } else {
                leaves.insert(key, number);
                model.insert(key, number);
            }
            let changed = earlier.get(&key) != model.get(&key);
            let told = changed.then(|| (key, earlier.get(&key).copied(), model.get(&key).copied()));
            assert_eq!(differing(&before, &leaves), Vec::from_iter(told));
            assert!(before.iter().eq(earlier.iter()), "a copy stays as it was");
            assert_eq!(leaves.len(), model.len());
            assert_eq!(leaves.get(&key), model.get(&key));
            assert!(leaves.range_from(&key).eq(model.range(key..)));
        }
        assert!(leaves.iter().eq(model.iter()));
        assert_eq!(leaves, model.clone().into_iter().collect(), "however the leaves came about");
        leaves.retain(|key, _| key % 2 == 0);
        model.retain(|key, _| key % 2 == 0);
        assert!(leaves.values().rev().eq(model.values().rev()));
        leaves.values_mut().for_each(|value| *value = 7);
        assert!(leaves.values().all(|value| *value == 7));
    }

    #[test]
    fn p7_one_change_among_many_is_found_without_a_walk_over_all() {
        let before: Leaves<u64, u64> = scattered(10_000).map(|number| (number, number)).collect();
        let mut after = before.clone();
        after.insert(5, 5);
        let mut seen = 0;
        let walked = before.compare(&after, |_, _, _| {
            seen += 1;
            Ok::<(), ()>(())
        });
        assert_eq!(walked, Ok(()));
        assert!(seen <= MOST + 1, "{seen} were looked at");
    }
}
