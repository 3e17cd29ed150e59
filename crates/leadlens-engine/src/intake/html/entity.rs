//! Characters that HTML writes by name or number.

use std::borrow::Cow;

/// The longest name or number that is looked up, without `&` and `;`.
const LONGEST: usize = 10;

/// Characters the numbers 128 to 159 stand for in HTML: they are those of Windows-1252. Five stand for nothing.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text with every character written out; what is no known name or number stays as it is.
pub(in crate::intake) fn decoded(text: &str) -> Cow<'_, str> {
    let mut parts = text.split('&');
    let first = parts.next().unwrap_or_default();
    if first.len() == text.len() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    out.push_str(first);
    for part in parts {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'#';
        let end = part.bytes().take(LONGEST + 1).position(|byte| !is_name(byte)).unwrap_or(part.len().min(LONGEST + 1));
        let found = part.split_at_checked(end).and_then(|(name, rest)| Some((character(name, rest.starts_with(';'))?, rest)));
        if let Some((character, rest)) = found {
            out.push(character);
            out.push_str(rest.strip_prefix(';').unwrap_or(rest));
        } else {
            out.push('&');
            out.push_str(part);
        }
    }
    Cow::Owned(out)
}

/// The character of a name or number. Browsers know the older names without `;`, too.
fn character(name: &str, is_closed: bool) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        let windows = number.checked_sub(128).and_then(|place| WINDOWS.get(place as usize));
        let is_none = number == 0;
        return Some(windows.copied().or(char::from_u32(number)).filter(|_| !is_none).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    let place = NAMES.binary_search_by(|(known, _)| known.as_bytes().cmp(name.as_bytes())).ok()?;
    let (_, character) = NAMES.get(place)?;
    let is_old = matches!(character, '&' | '<' | '>' | '"' | '\u{a0}'..='\u{ff}');
    (is_closed || is_old).then_some(*character)
}

/// Names by the order of their bytes: those of Latin-1, of the letters of Central European and Turkish, and of marks people meet.
#[rustfmt::skip]
const NAMES: [(&str, char); 228] = [
    ("AElig", 'Æ'), ("Aacute", 'Á'), ("Abreve", 'Ă'), ("Acirc", 'Â'), ("Agrave", 'À'), ("Amacr", 'Ā'), ("Aogon", 'Ą'), ("Aring", 'Å'),
    ("Atilde", 'Ã'), ("Auml", 'Ä'), ("Cacute", 'Ć'), ("Ccaron", 'Č'), ("Ccedil", 'Ç'), ("Dcaron", 'Ď'), ("Dstrok", 'Đ'), ("ETH", 'Ð'),
    ("Eacute", 'É'), ("Ecaron", 'Ě'), ("Ecirc", 'Ê'), ("Edot", 'Ė'), ("Egrave", 'È'), ("Emacr", 'Ē'), ("Eogon", 'Ę'), ("Euml", 'Ë'),
    ("Gbreve", 'Ğ'), ("Gcedil", 'Ģ'), ("Iacute", 'Í'), ("Icirc", 'Î'), ("Idot", 'İ'), ("Igrave", 'Ì'), ("Imacr", 'Ī'), ("Iogon", 'Į'),
    ("Iuml", 'Ï'), ("Kcedil", 'Ķ'), ("Lacute", 'Ĺ'), ("Lcaron", 'Ľ'), ("Lcedil", 'Ļ'), ("Lstrok", 'Ł'), ("Nacute", 'Ń'),
    ("Ncaron", 'Ň'), ("Ncedil", 'Ņ'), ("NewLine", '\n'), ("Ntilde", 'Ñ'), ("OElig", 'Œ'), ("Oacute", 'Ó'), ("Ocirc", 'Ô'),
    ("Odblac", 'Ő'), ("Ograve", 'Ò'), ("Omacr", 'Ō'), ("Oslash", 'Ø'), ("Otilde", 'Õ'), ("Ouml", 'Ö'), ("Racute", 'Ŕ'), ("Rcaron", 'Ř'),
    ("Rcedil", 'Ŗ'), ("Sacute", 'Ś'), ("Scaron", 'Š'), ("Scedil", 'Ş'), ("THORN", 'Þ'), ("Tab", '\t'), ("Tcaron", 'Ť'), ("Tcedil", 'Ţ'),
    ("Uacute", 'Ú'), ("Ucirc", 'Û'), ("Udblac", 'Ű'), ("Ugrave", 'Ù'), ("Umacr", 'Ū'), ("Uogon", 'Ų'), ("Uring", 'Ů'), ("Uuml", 'Ü'),
    ("Yacute", 'Ý'), ("Ycirc", 'Ŷ'), ("Yuml", 'Ÿ'), ("Zacute", 'Ź'), ("Zcaron", 'Ž'), ("Zdot", 'Ż'), ("aacute", 'á'), ("abreve", 'ă'),
    ("acirc", 'â'), ("acute", '´'), ("aelig", 'æ'), ("agrave", 'à'), ("amacr", 'ā'), ("amp", '&'), ("aogon", 'ą'), ("apos", '\''),
    ("aring", 'å'), ("ast", '*'), ("atilde", 'ã'), ("auml", 'ä'), ("bdquo", '„'), ("brvbar", '¦'), ("bsol", '\\'), ("bull", '•'),
    ("cacute", 'ć'), ("ccaron", 'č'), ("ccedil", 'ç'), ("cedil", '¸'), ("cent", '¢'), ("colon", ':'), ("comma", ','), ("commat", '@'),
    ("copy", '©'), ("curren", '¤'), ("dcaron", 'ď'), ("deg", '°'), ("divide", '÷'), ("dollar", '$'), ("dstrok", 'đ'), ("eacute", 'é'),
    ("ecaron", 'ě'), ("ecirc", 'ê'), ("edot", 'ė'), ("egrave", 'è'), ("emacr", 'ē'), ("emsp", '\u{2003}'), ("ensp", '\u{2002}'),
    ("eogon", 'ę'), ("equals", '='), ("eth", 'ð'), ("euml", 'ë'), ("euro", '€'), ("excl", '!'), ("frac12", '½'), ("frac14", '¼'),
    ("frac34", '¾'), ("gbreve", 'ğ'), ("gt", '>'), ("hellip", '…'), ("iacute", 'í'), ("icirc", 'î'), ("iexcl", '¡'), ("igrave", 'ì'),
    ("imacr", 'ī'), ("imath", 'ı'), ("iogon", 'į'), ("iquest", '¿'), ("iuml", 'ï'), ("kcedil", 'ķ'), ("lacute", 'ĺ'), ("laquo", '«'),
    ("lcaron", 'ľ'), ("lcedil", 'ļ'), ("ldquo", '“'), ("lowbar", '_'), ("lpar", '('), ("lsaquo", '‹'), ("lsquo", '‘'), ("lstrok", 'ł'),
    ("lt", '<'), ("macr", '¯'), ("mdash", '—'), ("micro", 'µ'), ("middot", '·'), ("minus", '−'), ("nacute", 'ń'), ("nbsp", '\u{a0}'),
    ("ncaron", 'ň'), ("ncedil", 'ņ'), ("ndash", '–'), ("not", '¬'), ("ntilde", 'ñ'), ("num", '#'), ("numero", '№'), ("oacute", 'ó'),
    ("ocirc", 'ô'), ("odblac", 'ő'), ("oelig", 'œ'), ("ograve", 'ò'), ("omacr", 'ō'), ("ordf", 'ª'), ("ordm", 'º'), ("oslash", 'ø'),
    ("otilde", 'õ'), ("ouml", 'ö'), ("para", '¶'), ("percnt", '%'), ("period", '.'), ("plus", '+'), ("plusmn", '±'), ("pound", '£'),
    ("quot", '"'), ("racute", 'ŕ'), ("raquo", '»'), ("rcaron", 'ř'), ("rcedil", 'ŗ'), ("rdquo", '”'), ("reg", '®'), ("rpar", ')'),
    ("rsaquo", '›'), ("rsquo", '’'), ("sacute", 'ś'), ("sbquo", '‚'), ("scaron", 'š'), ("scedil", 'ş'), ("sect", '§'), ("semi", ';'),
    ("shy", '\u{ad}'), ("sol", '/'), ("sup1", '¹'), ("sup2", '²'), ("sup3", '³'), ("szlig", 'ß'), ("tcaron", 'ť'), ("tcedil", 'ţ'),
    ("thinsp", '\u{2009}'), ("thorn", 'þ'), ("times", '×'), ("trade", '™'), ("uacute", 'ú'), ("ucirc", 'û'), ("udblac", 'ű'),
    ("ugrave", 'ù'), ("umacr", 'ū'), ("uml", '¨'), ("uogon", 'ų'), ("uring", 'ů'), ("uuml", 'ü'), ("verbar", '|'), ("yacute", 'ý'),
    ("ycirc", 'ŷ'), ("yen", '¥'), ("yuml", 'ÿ'), ("zacute", 'ź'), ("zcaron", 'ž'), ("zdot", 'ż'), ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_order() {
        assert!(NAMES.is_sorted_by(|left, right| left.0 < right.0));
    }

    #[test]
    fn characters_are_known_by_name_and_number() {
        for (text, expected) in [
            ("a &amp; b &lt;c&gt; &quot;d&quot;", "a & b <c> \"d\""),
            ("M&uuml;ller &Scaron;koda &lstrok;&oacute;d&zacute; &#287;&#x131;", "Müller Škoda łódź ğı"),
            ("&#150; &#x80; &#0; &#xD800; &#99999999999;", "– € \u{fffd} \u{fffd} &#99999999999;"),
            ("AT&T &nosuch; &Scaron &eacute &", "AT&T &nosuch; &Scaron é &"),
            ("a&#44; b&comma; &commat;", "a, b, @"),
            ("&amp;lt;", "&lt;"),
            ("&äö", "&äö"),
        ] {
            assert_eq!(decoded(text), expected, "{text}");
        }
    }
}
