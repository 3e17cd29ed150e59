//! The words that stand for storefronts and actions: the wire's own codes, button texts, and what machine translation makes of them.
//!
//! Every word is written folded (see [`fold`]), so that case, blanks and punctuation do not matter.

use super::origin::{Action, Storefront};

/// Spelling of a `LeadSource`: as documented, or changed by machine translation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Spelling {
    /// As documented.
    #[default]
    Documented,
    /// Changed by machine translation (a translated code, a blank in an id) and read back.
    Translated,
}

/// Letters and digits only, in lower case; both Turkish i's are an `i`. The same on every machine, without a locale.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| letter.is_alphanumeric()) {
        match letter {
            'İ' | 'ı' => folded.push('i'),
            _ if letter.is_ascii() => folded.push(letter.to_ascii_lowercase()),
            _ => folded.extend(letter.to_lowercase()),
        }
    }
    folded
}

/// The storefront a folded word names.
pub(super) fn storefront_word(folded: &str) -> Option<(Storefront, Spelling)> {
    find(&STOREFRONTS, folded)
}

/// The action a folded word names.
pub(super) fn action_word(folded: &str) -> Option<(Action, Spelling)> {
    find(&ACTIONS, folded)
}

/// The action a folded word stands for only where a known storefront stands before it: damage that elsewhere is an ordinary word.
pub(super) fn damaged_action_word(folded: &str) -> Option<Action> {
    match folded {
        "in" => Some(Action::Ins),
        "sys" => Some(Action::Plt),
        _ => None,
    }
}

type CodeWords = &'static [&'static str];

fn find<T: Copy>(words: &[(T, CodeWords, CodeWords)], folded: &str) -> Option<(T, Spelling)> {
    words.iter().find_map(|(meaning, documented, translated)| {
        if documented.contains(&folded) {
            Some((*meaning, Spelling::Documented))
        } else {
            translated.contains(&folded).then_some((*meaning, Spelling::Translated))
        }
    })
}

/// Storefronts: words of the documents and of Partner Center, words changed by translation.
const STOREFRONTS: [(Storefront, CodeWords, CodeWords); 4] = [
    (Storefront::AzureMarketplace, &["azuremarketplace", "microsoftazuremarketplace"], &[]),
    (Storefront::AzurePortal, &["azureportal", "microsoftazureportal"], &["generováníauditních", "raporundaki"]),
    (Storefront::AppSource, &["spza", "appsource", "appsourcespza", "spzaappsource", "microsoftappsource"], &[]),
    (Storefront::TestDrive, &["testdrive"], &[]),
];

/// Actions: codes and English button texts, words changed by translation. No code is documented for the free trial.
const ACTIONS: [(Action, CodeWords, CodeWords); 5] = [
    (
        Action::Ins,
        &["ins", "getitnow"],
        &[
            "立即取得",
            "gethned",
            "stáhnout",
            "hämtanu",
            "şimdial",
            "şimdiedinin",
            "pobierzteraz",
            "jetztholen",
            "obtenirmaintenant",
            "obténgaloahora",
            "今すぐ入手する",
            "obtêloagora",
            "obteragora",
            "scaricaadesso",
            "получитьсейчас",
            "지금가져오기",
            "立即获取",
            "nudownloaden",
            "nuophalen",
            "letöltésmost",
            "işlemleri",
        ],
    ),
    (
        Action::Plt,
        &["plt", "contactme"],
        &[
            "聯絡我",
            "與我連絡",
            "與我聯繫",
            "kontaktujtemě",
            "obraťtesenamě",
            "kontaktamig",
            "benimleiletişimkurun",
            "skontaktujsięzemną",
            "kontaktzemną",
            "kontaktmitmiraufnehmen",
            "mecontacter",
            "ponerseencontactoconmigo",
            "連絡する",
            "entraremcontatocomigo",
            "contatta",
            "contattami",
            "связатьсясомной",
            "свяжитесьсомной",
            "与我联系",
            "contactmetmijopnemen",
            "kapcsolatfelvétel",
            "연락처",
            "časnačtenístránky",
        ],
    ),
    (Action::Dnc, &["dnc", "donotcontact"], &[]),
    (
        Action::Create,
        &["create", "purchase", "subscribe"],
        &[
            "建立",
            "vytvořit",
            "skapa",
            "oluştur",
            "utwórz",
            "erstellen",
            "créer",
            "crear",
            "作成",
            "criar",
            "crea",
            "создать",
            "만들기",
            "创建",
            "maken",
            "létrehozás",
            "購買",
            "koupit",
            "köp",
            "satinal",
            "zakup",
        ],
    ),
    (
        Action::StartTestDrive,
        &["starttestdrive", "testdrive"],
        &[
            "試用產品",
            "testovacíjednotka",
            "jednotkatestu",
            "testenhet",
            "testsürücüsü",
            "testsürüşü",
            "dysktestowy",
            "testlaufwerk",
            "versiondévaluation",
            "versióndeprueba",
            "体験版",
            "体验版",
            "시험사용",
            "тестовыйвыпуск",
            "teststation",
            "tesztvezetés",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_written_folded_and_means_one_thing() {
        let mut met = std::collections::BTreeSet::new();
        for word in ACTIONS.iter().flat_map(|(_, documented, translated)| documented.iter().chain(*translated)) {
            assert_eq!(fold(word), *word);
            assert!(met.insert(*word), "{word} stands twice");
        }
        for word in STOREFRONTS.iter().flat_map(|(_, documented, translated)| documented.iter().chain(*translated)) {
            assert_eq!(fold(word), *word);
        }
    }

    #[test]
    fn turkish_letters_fold_like_every_other() {
        for (text, folded) in [
            ("INS", "ins"),
            ("İşlemleri", "işlemleri"),
            ("bitnamı", "bitnami"),
            ("Satın Al", "satinal"),
            ("AppSource (SPZA)", "appsourcespza"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }
}
