//! Code pages of DOS, which the Encoding Standard leaves out: consoles, old accounting programs and `MSDOS` exports of spreadsheets write them.

/// Characters of the bytes from 0x80 on; U+FFFD for a byte that has none.
pub(in crate::intake) type CodePage = &'static str;

/// Western European, and of the United States.
pub(super) const IBM437: CodePage = "\
ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ\
áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// Western European.
pub(super) const IBM850: CodePage = "\
ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// Central European.
pub(super) const IBM852: CodePage = "\
ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×č\
áíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀\
ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}";

/// Turkish.
pub(super) const IBM857: CodePage = "\
ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞş\
áíóúñÑĞğ¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ºªÊËÈ\u{fffd}ÍÎÏ┘┌█▄¦Ì▀\
ÓßÔÒõÕµ\u{fffd}×ÚÛÙìÿ¯´\u{ad}±\u{fffd}¾¶§÷¸°¨·¹³²■\u{a0}";

/// The character of a byte in a code page.
pub(in crate::intake) fn character(page: CodePage, byte: u8) -> char {
    match byte.checked_sub(0x80) {
        None => char::from(byte),
        Some(place) => page.chars().nth(usize::from(place)).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_page_has_a_character_for_each_byte() {
        for page in [IBM437, IBM850, IBM852, IBM857] {
            assert_eq!(page.chars().count(), 128, "{page}");
        }
    }

    #[test]
    fn letters_of_dos_are_those_of_their_code_page() {
        for (page, byte, expected) in
            [(IBM437, 0x81, 'ü'), (IBM850, 0xe1, 'ß'), (IBM852, 0x9d, 'Ł'), (IBM857, 0x9f, 'ş'), (IBM850, b'a', 'a')]
        {
            assert_eq!(character(page, byte), expected, "{byte:x}");
        }
    }
}
