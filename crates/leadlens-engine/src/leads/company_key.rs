//! The key of a company: what is left of its name when spelling, legal form and accents do not count.

use super::company_relation::is_small_word;
use super::filler::is_filler;
use super::folded_words::folded_words;
use super::legal_form::without_legal_forms;
use super::placeholder::names_no_company;

/// The key companies are matched by: words in lower case without accents (`ł` is `l`, `ß` is `ss`, `ä` is `a`), punctuation and legal forms.
/// `None` when nothing is left, and for placeholders (`n/a`, `private`, `個人`).
///
/// Companies are counted and compared by it; what is shown is the most frequent of their spellings.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::company_key;
/// assert_eq!(company_key("Źródło Danych Spółka z o.o.").as_deref(), Some("zrodlo danych"));
/// assert_eq!(company_key("Müller GmbH & Co. KG"), company_key("MULLER"));
/// ```
pub fn company_key(text: &str) -> Option<String> {
    if is_filler(text) {
        return None;
    }
    let mut key = folded_words(text);
    if names_no_company(&key) {
        return None;
    }
    let name = without_legal_forms(&key);
    if name.len() < key.len() {
        key = name.to_owned();
    }
    Some(key)
}

/// The first letters of a key's words, two at least, small words (`and`, `of`) left out: `international business machines` → `ibm`.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::company_acronym;
/// assert_eq!(company_acronym("international business machines").as_deref(), Some("ibm"));
/// assert_eq!(company_acronym("contoso"), None);
/// ```
pub fn company_acronym(key: &str) -> Option<String> {
    let words = key.split(' ').filter(|word| !is_small_word(word));
    let acronym: String = words.filter_map(|word| word.chars().next()).collect();
    acronym.chars().nth(1).is_some().then_some(acronym)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_accents_and_legal_forms_do_not_count() {
        for (key, texts) in [
            ("fjordbank", "Fjordbank AB|FJORDBANK|fjordbank aktiebolag|Fjordbank AB (publ)|Fjordbank, A.B.|Fjordbank Aktiebolaget"),
            ("raman and sons", "Raman & Sons, Inc.|RAMAN AND SONS INCORPORATED|Raman&Sons Inc"),
            ("oberg and soner", "Öberg & Söner AB|Oberg & Soner Handelsbolag"),
            (
                "zrodlo danych",
                "Źródło Danych sp. z o.o.|Zrodlo Danych Sp.z o.o.|ŹRÓDŁO DANYCH SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ|Źródło Danych S.A.|Źródło Danych sp. j.|Źródło Danych Sp. k.|Źródło Danych Spółka Akcyjna|Źródło Danych Sp. z o.o. Sp. k.|Źródło Danych sp z oo|Źródło Danych spółka z o. o.",
            ),
            ("data", "Data s.r.o.|Data, a.s.|DATA spol. s r.o.|Data v.o.s.|Data akciová společnost|Data společnost s ručením omezeným"),
            (
                "isik",
                "Işık A.Ş.|IŞIK Ltd. Şti.|Isik Anonim Şirketi|Işık Limited Şirketi|Işık Sanayi ve Ticaret A.Ş.|Işık San. ve Tic. Ltd. Şti.|Işık San.Tic.Ltd.Şti.",
            ),
            (
                "muller",
                "Müller GmbH & Co. KG|Muller GmbH+Co.KG|Müller AG|Müller Aktiengesellschaft|MÜLLER Gesellschaft mbH|Müller e.K.|Müller GmbH & Co. KGaA|Müller UG (haftungsbeschränkt)|Müller & Co.",
            ),
            ("maersk", "Maersk A/S|Mærsk A S|Maersk Aktieselskab|Maersk ApS"),
            (
                "contoso",
                "Contoso Pty Ltd|Contoso L.L.C.|Contoso Co., Ltd.|Contoso Co.,Ltd|Contoso Pvt. Ltd.|Contoso Private Limited|Contoso Sdn. Bhd.|Contoso K.K.|PT Contoso Tbk|UAB Contoso|Contoso B.V.|Contoso Oy|Contoso OÜ|Contoso S.p.A.|Contoso S.r.l.|Contoso S.L.U.|Contoso, S.A. de C.V.|Contoso Ltda.|Contoso Kft.|Contoso d.o.o.|Contoso EOOD|Contoso PLC|Contoso SE|Contoso SARL|Contoso LLP|ООО Contoso|Contoso Société anonyme|Contoso Sociedad Limitada|Contoso Besloten Vennootschap|Contoso Limited",
            ),
            ("晨曦資訊", "晨曦資訊股份有限公司|晨曦資訊有限公司|晨曦資訊(股)公司|晨曦資訊公司"),
            ("サンプル", "株式会社サンプル|サンプル株式会社|㈱サンプル|（株）サンプル"),
            ("삼성", "주식회사 삼성|(주)삼성|삼성 주식회사"),
            ("ромашка", "ООО «Ромашка»|Ромашка, ООО|Общество с ограниченной ответственностью «Ромашка»"),
            ("latelier", "L'Atelier S.A.|L’ATELIER SAS"),
            ("jp morgan", "J.P. Morgan|JP Morgan Inc."),
            ("contoso com", "contoso.com|Contoso.com, Inc."),
            ("contoso group", "Contoso Group|Contoso Group Ltd"),
            ("ab", "AB"),
            ("company", "Company Co"),
        ] {
            for text in texts.split('|') {
                assert_eq!(company_key(text).as_deref(), Some(key), "{text}");
            }
        }
        for text in ["", "n/a", "[not provided]", "!!!", "none", "Self-employed", "個人"] {
            assert_eq!(company_key(text), None, "{text}");
        }
    }

    #[test]
    fn an_acronym_has_the_first_letters_of_two_words_at_least() {
        for (key, acronym) in [
            ("international business machines", Some("ibm")),
            ("procter and gamble", Some("pg")),
            ("contoso", None),
            ("and", None),
            ("晨曦 資訊", Some("晨資")),
        ] {
            assert_eq!(company_acronym(key).as_deref(), acronym, "{key}");
        }
    }
}
