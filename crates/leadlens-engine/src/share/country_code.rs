//! The codes of countries: all there are, so that two letters of a file are not taken for one.

/// ISO 3166-1 alpha-2 in one row, and `XK` for Kosovo, as everybody writes it.
const CODES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW";

/// True for the code of a country: ISO 3166-1 alpha-2 in capitals, or `XK`.
///
/// # Examples
/// ```
/// use leadlens_engine::share::is_country_code;
/// assert!(is_country_code("SE") && !is_country_code("AH") && !is_country_code("se"));
/// ```
pub fn is_country_code(text: &str) -> bool {
    text.len() == 2 && CODES.as_bytes().chunks_exact(2).any(|code| code == text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_that_is_read_has_a_code_and_no_other_has() {
        let read = include_str!("../leads/countries.txt").lines().filter_map(|line| line.split(' ').next());
        let codes: std::collections::BTreeSet<&str> = read.filter(|code| code.len() == 2).collect();
        let written: Vec<&str> = codes.into_iter().collect();
        assert_eq!(written.concat(), CODES);
        assert!(
            ["SE", "TW", "XK"].into_iter().all(is_country_code) && !["", "S", "ZZ", "DA", "EA", "SEE"].into_iter().any(is_country_code)
        );
    }
}
