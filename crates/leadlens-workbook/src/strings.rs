//! The texts that cells of a workbook share.

use crate::WorkbookError;
use crate::unpack::PART_LIMIT;

/// Texts by number, one behind the other.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    text: Vec<u8>,
    ends: Vec<u32>,
}

impl Strings {
    /// Adds what `write` appends as the next text.
    ///
    /// # Errors
    /// [`WorkbookError::UnpacksTooLarge`] when the texts no longer fit.
    pub(crate) fn push(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> Result<(), WorkbookError> {
        let too_large = || WorkbookError::UnpacksTooLarge { part: String::new(), limit: PART_LIMIT };
        write(&mut self.text);
        let end = u32::try_from(self.text.len()).ok().filter(|&end| u64::from(end) <= PART_LIMIT).ok_or_else(too_large)?;
        self.ends.try_reserve(1).map_err(|_| too_large())?;
        self.ends.push(end);
        Ok(())
    }

    /// The text of a number.
    #[inline]
    pub(crate) fn get(&self, number: u32) -> Option<&[u8]> {
        let number = number as usize;
        let end = *self.ends.get(number)? as usize;
        let start = if number == 0 { 0 } else { *self.ends.get(number - 1)? as usize };
        self.text.get(start..end)
    }
}
