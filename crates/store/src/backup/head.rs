//! The head of a backup: the only part that can be read without its passphrase. Not here: the
//! content.
//!
//! `magic 8 | format u16 | n u16 | fields n | XXH64 of all before u64`, little endian. This frame is
//! the same in every format for ever, so that damage is told from a newer format.

use super::BackupError;
use crate::checksum::xxh64;

/// How every backup begins.
const MAGIC: &[u8; 8] = b"JIPANBAK";
/// The newest format that this build writes and reads; every one ever released stays readable.
pub const FORMAT_NEWEST: u16 = 1;
/// Longest head that any format may have: frame and fields.
pub const HEAD_BYTES_MAX: u64 = 8 + 2 + 2 + 0xFFFF + 8;
/// Magic, format, length of the fields.
const FRAME_BYTES: usize = 12;
/// Rounds of PBKDF2-HMAC-SHA-256 for a new backup. Source: OWASP Password Storage Cheat Sheet, 600,000
/// for this hash (OUTSIDE).
pub const ROUNDS: u32 = 600_000;
/// More rounds than this nobody wrote: a device would work on them for minutes. OURS
const ROUNDS_MAX: u32 = 20_000_000;
/// Content bytes in one encrypted chunk of a new backup. OURS
pub const CHUNK_BYTES: u32 = 1 << 20;
/// No reader has to hold a longer chunk. OURS
const CHUNK_BYTES_MAX: u32 = 1 << 26;
/// Cipher: AES-256-GCM in chunks, key by PBKDF2-HMAC-SHA-256.
const CIPHER_AES_GCM: u8 = 1;

/// How the content lies in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// As it is.
    Plain,
    /// As one gzip stream (RFC 1952).
    Gzip,
}

/// What is needed, beside the passphrase, to open a locked backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// Rounds of PBKDF2.
    pub rounds: u32,
    /// Its salt, fresh for each backup.
    pub salt: [u8; 16],
    /// Bytes of the packed content in each chunk but the last.
    pub chunk_bytes: u32,
    /// The seal of an empty message under the key: tells a wrong passphrase from damage.
    pub check: [u8; 16],
}

/// How to read what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How the content is packed, before it was locked.
    pub packing: Packing,
    /// Bytes of the content, unpacked.
    pub n_content_bytes: u64,
    /// The lock, if there is one.
    pub lock: Option<Lock>,
}

impl Head {
    /// The head as bytes.
    ///
    /// ```
    /// use jipan_store::backup::{Head, Packing};
    /// let head = Head { packing: Packing::Gzip, n_content_bytes: 70_000, lock: None };
    /// let bytes = head.encode();
    /// assert_eq!(Head::decode(&bytes), Ok((head, bytes.len())));
    /// ```
    pub fn encode(&self) -> Vec<u8> {
        let mut fields = self.sealed_fields();
        if let Some(lock) = &self.lock {
            fields.extend(lock.check);
        }
        let mut head = MAGIC.to_vec();
        head.extend(FORMAT_NEWEST.to_le_bytes());
        head.extend(u16::try_from(fields.len()).unwrap_or(u16::MAX).to_le_bytes());
        head.extend(fields);
        head.extend(xxh64(&head, 0).to_le_bytes());
        head
    }

    /// Every field before [`Lock::check`]: what that seal also vouches for.
    pub fn sealed_fields(&self) -> Vec<u8> {
        let mut fields = vec![
            match self.packing {
                Packing::Plain => 0,
                Packing::Gzip => 1,
            },
            if self.lock.is_some() { CIPHER_AES_GCM } else { 0 },
        ];
        fields.extend(self.n_content_bytes.to_le_bytes());
        if let Some(lock) = &self.lock {
            fields.extend(lock.rounds.to_le_bytes());
            fields.extend(lock.salt);
            fields.extend(lock.chunk_bytes.to_le_bytes());
        }
        fields
    }

    /// Reads the head of a backup of any format known; gives its length, too. `bytes` may go on with
    /// the content; [`HEAD_BYTES_MAX`] of a file are always enough.
    ///
    /// # Errors
    /// [`BackupError::NotABackup`] for other files, [`BackupError::Damaged`],
    /// [`BackupError::NewerFormat`].
    pub fn decode(bytes: &[u8]) -> Result<(Self, usize), BackupError> {
        const DAMAGED: BackupError = BackupError::Damaged { part: "head" };
        let Some(framed) = bytes.strip_prefix(MAGIC) else { return Err(BackupError::NotABackup) };
        let [f, g, n, m, ..] = *framed else { return Err(DAMAGED) };
        let (format, n_fields) = (u16::from_le_bytes([f, g]), u16::from_le_bytes([n, m]));
        let n_summed = FRAME_BYTES.saturating_add(usize::from(n_fields));
        let Some((summed, rest)) = bytes.split_at_checked(n_summed) else { return Err(DAMAGED) };
        let Some((sum, _)) = rest.split_first_chunk() else { return Err(DAMAGED) };
        if xxh64(summed, 0) != u64::from_le_bytes(*sum) || format == 0 {
            return Err(DAMAGED);
        }
        if format > FORMAT_NEWEST {
            return Err(BackupError::NewerFormat { found: format, known: FORMAT_NEWEST });
        }
        let fields = summed.get(FRAME_BYTES..).unwrap_or_default();
        let head = Self::of_fields(fields).ok_or(DAMAGED)?;
        Ok((head, n_summed.saturating_add(sum.len())))
    }

    fn of_fields(fields: &[u8]) -> Option<Self> {
        let (&[packing, cipher], rest) = fields.split_first_chunk()?;
        let (n_content_bytes, rest) = rest.split_first_chunk()?;
        let packing = match packing {
            0 => Packing::Plain,
            1 => Packing::Gzip,
            _ => return None,
        };
        let lock = match cipher {
            0 if rest.is_empty() => None,
            CIPHER_AES_GCM => Some(Lock::of_fields(rest)?),
            _ => return None,
        };
        Some(Self { packing, n_content_bytes: u64::from_le_bytes(*n_content_bytes), lock })
    }
}

impl Lock {
    fn of_fields(fields: &[u8]) -> Option<Self> {
        let (rounds, rest) = fields.split_first_chunk()?;
        let (salt, rest) = rest.split_first_chunk()?;
        let (chunk_bytes, rest) = rest.split_first_chunk()?;
        let check = rest.try_into().ok()?;
        let lock = Self {
            rounds: u32::from_le_bytes(*rounds),
            salt: *salt,
            chunk_bytes: u32::from_le_bytes(*chunk_bytes),
            check,
        };
        let is_sane = (1..=ROUNDS_MAX).contains(&lock.rounds)
            && (1..=CHUNK_BYTES_MAX).contains(&lock.chunk_bytes);
        is_sane.then_some(lock)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn locked() -> Head {
        let lock = Lock { rounds: ROUNDS, salt: [7; 16], chunk_bytes: CHUNK_BYTES, check: [9; 16] };
        Head { packing: Packing::Gzip, n_content_bytes: 1_234_567, lock: Some(lock) }
    }

    #[test]
    fn a_newer_format_is_told_from_damage_by_its_checksum() {
        let mut head = locked().encode();
        head[8] = 2;
        assert_eq!(Head::decode(&head), Err(BackupError::Damaged { part: "head" }));
        let n = head.len() - 8;
        let sum = xxh64(&head[..n], 0).to_le_bytes();
        head[n..].copy_from_slice(&sum);
        assert_eq!(Head::decode(&head), Err(BackupError::NewerFormat { found: 2, known: 1 }));
    }

    #[test]
    fn any_other_file_is_no_backup() {
        for file in [&b""[..], b"JIPAN", b"PK\x03\x04 a workbook", "客户代码,店铺名称".as_bytes()]
        {
            assert_eq!(Head::decode(file), Err(BackupError::NotABackup));
        }
    }

    #[test]
    fn rounds_that_would_never_end_are_refused() {
        let mut head = locked();
        head.lock.as_mut().unwrap().rounds = u32::MAX;
        assert_eq!(Head::decode(&head.encode()), Err(BackupError::Damaged { part: "head" }));
    }

    proptest! {
        #[test]
        fn a_head_reads_as_it_was_written_whatever_follows(
            n_content_bytes: u64,
            salt: [u8; 16],
            is_locked: bool,
            rest: Vec<u8>,
        ) {
            let mut head = Head { n_content_bytes, ..locked() };
            head.lock = head.lock.filter(|_| is_locked).map(|lock| Lock { salt, ..lock });
            let mut bytes = head.encode();
            let n = bytes.len();
            bytes.extend(rest);
            prop_assert_eq!(Head::decode(&bytes), Ok((head, n)));
        }

        #[test]
        fn a_head_with_a_flipped_bit_or_cut_is_never_read(
            at: prop::sample::Index,
            bit in 0_u32..8,
        ) {
            let whole = locked().encode();
            let mut flipped = whole.clone();
            let at = at.index(flipped.len());
            flipped[at] ^= 1_u8 << bit;
            prop_assert!(Head::decode(&flipped).is_err());
            prop_assert!(Head::decode(&whole[..at]).is_err());
        }
    }
}
