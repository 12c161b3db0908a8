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

/// A leaf, with a key that no entry of it comes before, and every entry of the leaves before it does:
/// a search need not look into leaves to find the right one.
#[derive(Clone, Debug)]
struct Branch<K, V> {
    from: K,
    leaf: Arc<Leaf<K, V>>,
}

/// The map. Values are copied with their leaf, so they should cost no more than a pointer.
#[derive(Clone, Debug)]
pub struct Leaves<K, V> {
    /// None without entries: most tables of a record are empty, and copying those costs nothing.
    branches: Option<Arc<Vec<Branch<K, V>>>>,
    len: usize,
}

impl<K, V> Default for Leaves<K, V> {
    fn default() -> Self {
        Self { branches: None, len: 0 }
    }
}

impl<K: Ord + Clone, V: Clone> FromIterator<(K, V)> for Leaves<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        // Of two values under one key the later one counts.
        let sorted: BTreeMap<K, V> = entries.into_iter().collect();
        let len = sorted.len();
        let (mut branches, mut leaf) = (Vec::new(), Vec::new());
        for entry in sorted {
            leaf.push(entry);
            if leaf.len() == MOST {
                branches.push(Branch::of(std::mem::take(&mut leaf)));
            }
        }
        if !leaf.is_empty() {
            branches.push(Branch::of(leaf));
        }
        Self { branches: (len > 0).then(|| Arc::new(branches)), len }
    }
}

impl<K: Clone, V> Branch<K, V> {
    fn of(leaf: Leaf<K, V>) -> Self {
        Self { from: leaf[0].0.clone(), leaf: Arc::new(leaf) }
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

    fn branches(&self) -> &[Branch<K, V>] {
        self.branches.as_deref().map_or(&[], Vec::as_slice)
    }

    /// All entries in key order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.branches().iter().flat_map(|branch| branch.leaf.iter().map(|(key, value)| (key, value)))
    }

    /// All values in key order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Leaves<K, V> {
    /// In which leaf a key is, if it is there, and otherwise belongs.
    fn place(&self, key: &K) -> usize {
        self.branches().partition_point(|branch| branch.from <= *key).saturating_sub(1)
    }

    /// In which leaf and where in it a key is.
    fn find(&self, key: &K) -> Option<(usize, usize)> {
        let at = self.place(key);
        let place = self.branches().get(at)?.leaf.binary_search_by(|(known, _)| known.cmp(key)).ok()?;
        Some((at, place))
    }

    /// The value under this key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.find(key).map(|(at, place)| &self.branches()[at].leaf[place].1)
    }

    /// Whether there is a value under this key.
    pub fn contains_key(&self, key: &K) -> bool {
        self.find(key).is_some()
    }

    /// The entries from this key on, in key order.
    pub fn range_from<'a>(&'a self, key: &K) -> impl Iterator<Item = (&'a K, &'a V)> + use<'a, K, V> {
        let start = self.place(key);
        let branches = self.branches();
        let leaves = branches[start.min(branches.len())..].iter().map(|branch| &branch.leaf);
        let skipped = leaves.clone().next().map_or(0, |leaf| leaf.partition_point(|(known, _)| known < key));
        let entries = leaves.flat_map(|leaf| leaf.iter());
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
        match (&self.branches, &after.branches) {
            (None, None) => return Ok(()),
            (Some(before), Some(after)) if Arc::ptr_eq(before, after) => return Ok(()),
            (_, _) => {}
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
    fn branches_mut(&mut self) -> &mut Vec<Branch<K, V>> {
        Arc::make_mut(self.branches.get_or_insert_default())
    }

    fn leaf_mut(&mut self, at: usize) -> &mut Leaf<K, V> {
        Arc::make_mut(&mut self.branches_mut()[at].leaf)
    }

    /// The value under this key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let (at, place) = self.find(key)?;
        Some(&mut self.leaf_mut(at)[place].1)
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
        if self.is_empty() {
            *self = Self::from_iter([(key, value)]);
            return;
        }
        let at = self.place(&key);
        let branches = self.branches_mut();
        let branch = &mut branches[at];
        match branch.leaf.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(place) => Arc::make_mut(&mut branch.leaf)[place].1 = value,
            Err(place) => {
                if place == 0 {
                    branch.from = key.clone();
                }
                let leaf = with_one_more(&mut branch.leaf, place, (key, value));
                if leaf.len() > MOST {
                    let rest = leaf.split_off(MOST / 2);
                    branches.insert(at + 1, Branch::of(rest));
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
            self.branches_mut().remove(at);
        }
        self.len -= 1;
        if self.len == 0 {
            self.branches = None;
        }
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
        let branches = self.branches.as_mut().map(|branches| Arc::make_mut(branches).iter_mut());
        branches
            .into_iter()
            .flatten()
            .flat_map(|branch| Arc::make_mut(&mut branch.leaf).iter_mut().map(|(_, value)| value))
    }
}

/// Puts an entry into a leaf at this place. A shared leaf is copied once, with room for it.
fn with_one_more<K: Clone, V: Clone>(leaf: &mut Arc<Leaf<K, V>>, place: usize, entry: (K, V)) -> &mut Leaf<K, V> {
    if Arc::get_mut(leaf).is_some() {
        let leaf = Arc::make_mut(leaf);
        leaf.insert(place, entry);
        return leaf;
    }
    let mut copy = Vec::with_capacity(leaf.len() + 1);
    copy.extend_from_slice(&leaf[..place]);
    copy.push(entry);
    copy.extend_from_slice(&leaf[place..]);
    *leaf = Arc::new(copy);
    Arc::make_mut(leaf)
}

/// A walk over the entries that can step over a whole leaf.
struct Walk<'a, K, V> {
    branches: &'a [Branch<K, V>],
    place: usize,
}

impl<'a, K, V> Walk<'a, K, V> {
    fn over(map: &'a Leaves<K, V>) -> Self {
        Self { branches: map.branches(), place: 0 }
    }

    /// The leaf that lies ahead, when none of it was walked over yet.
    fn whole_leaf(&self) -> Option<&'a Arc<Leaf<K, V>>> {
        self.branches.first().map(|branch| &branch.leaf).filter(|_| self.place == 0)
    }

    fn skip_leaf(&mut self) {
        self.branches = &self.branches[1..];
        self.place = 0;
    }

    fn peek(&self) -> Option<&'a (K, V)> {
        self.branches.first().map(|branch| &branch.leaf[self.place])
    }

    fn next(&mut self) -> Option<&'a (K, V)> {
        let leaf = &self.branches.first()?.leaf;
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
