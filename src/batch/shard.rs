//! Parts of a batch for several machines.

use super::plan::Item;
use sha2::{Digest, Sha256};
use std::fmt;
use thiserror::Error;

/// One of several parts of a batch. Which shard an item is in depends on its path alone, and that
/// on its centre, page and form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 1.
    number: u32,
    /// How many shards there are.
    of: u32,
}

/// Why a shard is not known.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ShardError {
    /// It is not written `I/N`.
    #[error("write a shard and how many there are, such as 2/4, or auto/4")]
    Form,
    /// The shard is not one of them.
    #[error("there is no shard {number} of {of}: shards are numbered from 1 to {of}")]
    Range {
        /// The shard that was asked for.
        number: u64,
        /// How many there are.
        of: u32,
    },
    /// `auto` was asked for, and nothing says which shard this is.
    #[error(
        "nothing says which shard this is: none of SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX and PARALLEL_SEQ is set"
    )]
    NotSet,
    /// What says which shard this is, is no number.
    #[error("{name} is `{value}`, not a number")]
    NotANumber {
        /// The variable's name.
        name: &'static str,
        /// What it is set to.
        value: String,
    },
}

/// The variables by which engines tell a task its number, and what they count from.
const VARIABLES: [(&str, u64); 3] =
    [("SLURM_ARRAY_TASK_ID", 1), ("JOB_COMPLETION_INDEX", 0), ("PARALLEL_SEQ", 1)];

impl Shard {
    /// Reads `I/N`, or `auto/N` with the number from the engine that runs the shards. `variable`
    /// gives the value of an environment variable.
    ///
    /// # Errors
    /// When it is not written so, or the shard is not from 1 to N.
    pub fn parse(
        written: &str,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ShardError> {
        let (number, of) = written.split_once('/').ok_or(ShardError::Form)?;
        let of: u32 = of.trim().parse().map_err(|_| ShardError::Form)?;
        let number: u64 = if number.trim() == "auto" {
            let set = VARIABLES
                .iter()
                .find_map(|&(name, first)| Some((name, first, variable(name)?)));
            let (name, first, value) = set.ok_or(ShardError::NotSet)?;
            let number: Option<u64> = value.trim().parse().ok();
            let number = number.and_then(|number| (number + 1).checked_sub(first));
            number.ok_or(ShardError::NotANumber { name, value })?
        } else {
            number.trim().parse().map_err(|_| ShardError::Form)?
        };
        match u32::try_from(number) {
            Ok(shard) if (1..=of).contains(&shard) => Ok(Self { number: shard, of }),
            _ => Err(ShardError::Range { number, of }),
        }
    }

    /// Which shard, from 1.
    pub const fn number(self) -> u32 {
        self.number
    }

    /// Of how many.
    pub const fn of(self) -> u32 {
        self.of
    }

    /// Whether it makes an item.
    pub fn has(self, item: &Item) -> bool {
        let digest = Sha256::digest(item.path.as_bytes());
        let number =
            digest[..8].iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
        number % u64::from(self.of) == u64::from(self.number - 1)
    }

    /// What its files in the folder of the batch's state are called.
    pub(super) fn file(self, what: &str) -> String {
        format!("{what}-{}-of-{}", self.number, self.of)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_and_checked() {
        let none = |_: &str| None;
        let parse = |written| Shard::parse(written, none);
        assert_eq!(parse("2/4"), Ok(Shard { number: 2, of: 4 }));
        assert_eq!(parse("4/4").unwrap().to_string(), "4/4");
        for bad in ["0/4", "5/4", "1/0", "99999999999/4"] {
            assert!(matches!(parse(bad), Err(ShardError::Range { .. })), "{bad}");
        }
        for bad in ["", "2", "a/4", "2/", "-1/4", "1/4/2"] {
            assert_eq!(parse(bad), Err(ShardError::Form), "{bad}");
        }
        assert_eq!(parse("auto/4"), Err(ShardError::NotSet));
        for (name, value, number) in [
            ("SLURM_ARRAY_TASK_ID", "3", 3),
            ("JOB_COMPLETION_INDEX", "0", 1),
            ("PARALLEL_SEQ", "4", 4),
        ] {
            let set = |asked: &str| (asked == name).then(|| value.to_owned());
            assert_eq!(Shard::parse("auto/4", set), Ok(Shard { number, of: 4 }));
        }
        let set = |asked: &str| (asked == "SLURM_ARRAY_TASK_ID").then(|| "x".to_owned());
        assert!(matches!(
            Shard::parse("auto/4", set),
            Err(ShardError::NotANumber { .. })
        ));
    }

    #[test]
    fn every_item_is_in_one_shard() {
        let item = |path: String| Item {
            path,
            page: 0,
            centre: 0,
            form: 0,
            inputs: String::new(),
        };
        for number in 0..200 {
            let item = item(format!("centre-{number}/page-18pt.pdf"));
            let shards = (1..=4).filter(|&number| Shard { number, of: 4 }.has(&item));
            assert_eq!(shards.count(), 1);
        }
    }
}
