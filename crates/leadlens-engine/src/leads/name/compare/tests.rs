use proptest::prelude::*;

use super::super::fold::folded;
use super::NameLevel::{Absent, Different, Initial, Same, Similar, Typo, Variant};
use super::*;

/// Names as written, made forms here, and the level their given (or family) forms agree on; in both directions.
#[track_caller]
fn check(compare: fn(&str, &str) -> NameLevel, pairs: &[(&str, &str, NameLevel)]) {
    let form = |text: &str| folded(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let wrong: Vec<_> = pairs
        .iter()
        .flat_map(|(one, other, expected)| [(one, other, expected), (other, one, expected)])
        .map(|(one, other, expected)| (one, other, expected, compare(&form(one), &form(other))))
        .filter(|(_, _, expected, found)| *expected != found)
        .collect();
    assert!(wrong.is_empty(), "one, other, expected, found: {wrong:#?}");
}

#[test]
fn nicknames_and_spellings_of_given_names_are_variants() {
    check(
        compare_given,
        &[
            ("Bob", "Robert", Variant),
            ("Bill", "William", Variant),
            ("Liz", "Elizabeth", Variant),
            ("Peggy", "Margaret", Variant),
            ("Jack", "John", Variant),
            ("Kate", "Katherine", Variant),
            ("Catherine", "Katherine", Variant),
            ("Steven", "Stephen", Variant),
            ("Jon", "Jonathan", Variant),
            ("Sara", "Sarah", Variant),
            ("Mike", "Michael", Variant),
            ("Alex", "Alexander", Variant),
            ("Alex", "Alexandra", Variant),
            ("Kasia", "Katarzyna", Variant),
            ("Gosia", "Małgorzata", Variant),
            ("Wojtek", "Wojciech", Variant),
            ("Kuba", "Jakub", Variant),
            ("Honza", "Jan", Variant),
            ("Jirka", "Jiří", Variant),
            ("Pepa", "Josef", Variant),
            ("Katka", "Kateřina", Variant),
            ("Terka", "Tereza", Variant),
            ("Uschi", "Ursula", Variant),
            ("Jürgen", "Juergen", Variant),
            ("Günther", "Guenter", Variant),
            ("Hans", "Johannes", Variant),
            ("Kalle", "Karl", Variant),
            ("Lasse", "Lars", Variant),
            ("Håkan", "Haakan", Variant),
            ("Mehmet", "Muhammed", Variant),
            ("İbrahim", "Ibrahim", Same),
            ("Paco", "Francisco", Variant),
            ("Pepe", "José", Variant),
            ("Nacho", "Ignacio", Variant),
            ("Beppe", "Giuseppe", Variant),
            ("Sandro", "Alessandro", Variant),
            ("Саша", "Александр", Variant),
            ("Дима", "Dmitry", Variant),
            ("Юлия", "Julia", Variant),
            ("Юлія", "Yuliia", Variant),
            ("Сергей", "Sergei", Variant),
            ("Pista", "István", Variant),
            ("Zsuzsa", "Zsuzsanna", Variant),
            ("Piet", "Pieter", Variant),
            ("Γιώργος", "Giorgos", Same),
            ("Aleksander", "Alexander", Variant),
            ("Philip", "Phillip", Variant),
            ("Jean-Pierre", "Jean Pierre", Variant),
            ("Jean-Pierre", "Jeanpierre", Variant),
            ("Anna Maria", "Anna", Variant),
            ("Anna Maria", "Maria Anna", Variant),
            ("John P.", "John Paul", Initial),
            ("John Paul", "John", Variant),
            ("Bob J.", "Robert", Variant),
        ],
    );
}

#[test]
fn initials_stand_for_names_that_begin_with_them() {
    check(
        compare_given,
        &[
            ("N", "Nancy", Initial),
            ("J.R.", "John", Initial),
            ("JR", "John Robert", Initial),
            ("J", "J", Same),
            ("J", "K", Different),
            ("N", "Mary", Different),
            ("M", "Anna Maria", Different),
            ("J. P.", "Jean-Pierre", Initial),
        ],
    );
}

#[test]
fn slips_are_told_from_names_of_other_people() {
    check(
        compare_given,
        &[
            ("Martin", "Matrin", Typo),
            ("Elizabeth", "Elizabteh", Typo),
            ("Christopher", "Cristopher", Typo),
            ("Katarzyna", "Katarzna", Typo),
            ("Wojciech", "Wojcech", Typo),
            ("Johannes", "Johanes", Variant),
            ("Mathilda", "Mahtilda", Typo),
            ("Benjamin", "Benajmin", Typo),
            ("Jan", "Jana", Similar),
            ("Paul", "Paula", Similar),
            ("Maria", "Mario", Similar),
            ("Daniel", "Daniela", Similar),
            ("Martin", "Martina", Similar),
            ("Gabriel", "Gabrielle", Similar),
            ("Andrea", "Andreas", Similar),
            ("Christian", "Christina", Similar),
            ("Francis", "Frances", Similar),
            ("Alexander", "Alexandra", Similar),
            ("Petr", "Petra", Similar),
            ("Michal", "Michaela", Similar),
            ("Marina", "Martina", Similar),
            ("Julian", "Juliana", Similar),
            ("Eric", "Erica", Similar),
            ("Simon", "Simona", Similar),
            ("Karin", "Marin", Similar),
            ("Jan", "Dan", Different),
            ("Tim", "Tom", Different),
            ("Jan", "Jon", Different),
            ("Lee", "Lea", Different),
            ("Tina", "Dina", Similar),
            ("Anna", "Hans", Different),
            ("Maria", "Marta", Similar),
            ("Peter", "Pavel", Different),
            ("Jana", "Hana", Different),
            ("John Paul", "John Michael", Similar),
            ("Mary", "Robert", Different),
            ("Igor", "Olga", Different),
            ("Fatma", "Fatih", Different),
            ("Mehmet", "Mahmut", Different),
            ("Ali", "Alp", Different),
        ],
    );
}

#[test]
fn family_names_have_spellings_endings_and_parts() {
    check(
        compare_family,
        &[
            ("Müller", "Mueller", Variant),
            ("Müller", "Muller", Same),
            ("Nováková", "Novák", Variant),
            ("Svobodová", "Svoboda", Variant),
            ("Havlíčková", "Havlíček", Variant),
            ("Němcová", "Němec", Variant),
            ("Černá", "Černý", Variant),
            ("Novotná", "Novotny", Variant),
            ("Kowalska", "Kowalski", Variant),
            ("Wysocka", "Wysocki", Variant),
            ("Ivanova", "Ivanov", Variant),
            ("Иванова", "Ivanov", Variant),
            ("Достоевская", "Dostoevsky", Variant),
            ("Παπαδοπούλου", "Papadopoulos", Variant),
            ("García Márquez", "García", Variant),
            ("García-Márquez", "Márquez", Variant),
            ("Smith-Jones", "Jones", Variant),
            ("van der Berg", "Berg", Variant),
            ("van der Berg", "Vanderberg", Variant),
            ("von Braun", "Braun", Variant),
            ("de la Cruz", "Delacruz", Variant),
            ("O'Brien", "OBrien", Same),
            ("O'Brien", "O Brien", Variant),
            ("Al-Hassan", "Alhassan", Variant),
            ("Al-Hassan", "Hassan", Variant),
            ("Sørensen", "Soerensen", Variant),
            ("Åkesson", "Aakesson", Variant),
            ("Weiß", "Weiss", Same),
            ("Groß", "Gross", Same),
            ("Þórsson", "Thorsson", Same),
            ("Şahin", "Sahin", Same),
            ("Işık", "ISIK", Same),
            ("Łuczak", "Luczak", Same),
            ("Smith", "Smyth", Variant),
            ("Andersson", "Anderson", Variant),
            ("Johnson", "Johnston", Typo),
            ("Kowalczyk", "Kowalcyzk", Typo),
            ("Lindqvist", "Lindkvist", Typo),
            ("Yılmaz", "Yilmas", Typo),
            ("Rodriguez", "Rodrigues", Typo),
            ("Schneider", "Schnieder", Typo),
            ("Nagy", "Nagi", Variant),
            ("S", "Smith", Initial),
            ("", "Smith", Absent),
            ("Garcia Lopez", "Garcia Marquez", Similar),
            ("Martin", "Martinez", Similar),
            ("Harris", "Harrison", Similar),
            ("Peters", "Petersen", Similar),
            ("Kowalski", "Kowalczyk", Similar),
            ("Novák", "Novotný", Different),
            ("Smith", "Jones", Different),
            ("Müller", "Schmidt", Different),
            ("Schmidt", "Schulz", Different),
            ("Yılmaz", "Yıldız", Different),
            ("Kaya", "Kara", Similar),
            ("Rossi", "Russo", Different),
            ("Silva", "Santos", Different),
            ("Nguyễn", "Trần", Different),
            ("Kim", "Lim", Different),
            ("Hall", "Hill", Different),
            ("Wood", "Ward", Different),
            ("Horvat", "Horvath", Variant),
            ("Fernandes", "Fernandez", Typo),
            ("Kovács", "Kovač", Similar),
            ("Tchaikovsky", "Chaikovskiy", Typo),
            ("Roberts", "Robert", Similar),
            ("Williams", "William", Similar),
        ],
    );
}

#[test]
fn chinese_names_agree_across_scripts_and_romanisations() {
    check(
        compare_family,
        &[
            ("陳", "陈", Variant),
            ("陳", "Chen", Variant),
            ("張", "Chang", Variant),
            ("张", "Zhang", Variant),
            ("Zhang", "Chang", Variant),
            ("徐", "Hsu", Variant),
            ("Xu", "Hsu", Variant),
            ("蔡", "Tsai", Variant),
            ("Cai", "Tsai", Variant),
            ("謝", "Hsieh", Variant),
            ("曾", "Tseng", Variant),
            ("曾", "Zeng", Variant),
            ("葉", "Yeh", Variant),
            ("單", "Shan", Variant),
            ("歐陽", "Ouyang", Variant),
            ("欧阳", "Ou-Yang", Variant),
            ("郭", "Kuo", Variant),
            ("林", "Lin", Variant),
            ("李", "Lee", Variant),
            ("Li", "Lee", Variant),
            ("Li", "Lu", Different),
            ("Ng", "Ngo", Similar),
            ("Chen", "Chan", Similar),
            ("Wang", "Wong", Different),
            ("Wang", "Huang", Different),
            ("Lin", "Liu", Different),
            ("張", "章", Similar),
            ("陳", "程", Different),
            ("王", "黃", Different),
            ("王", "Chen", Different),
            ("王", "Smith", Different),
        ],
    );
    check(
        compare_given,
        &[
            ("小明", "Xiaoming", Variant),
            ("小明", "Xiao Ming", Variant),
            ("小明", "Hsiao-Ming", Variant),
            ("嘉豪", "Chia-Hao", Variant),
            ("嘉豪", "Jiahao", Variant),
            ("Chia-Hao", "Chiahao", Variant),
            ("Chia-Hao", "Jiahao", Variant),
            ("志明", "Chih-Ming", Variant),
            ("志明", "Zhiming", Variant),
            ("麗華", "丽华", Variant),
            ("宗翰", "Tsung-Han", Variant),
            ("怡君", "Yi-Chun", Variant),
            ("小明", "大明", Different),
            ("志明", "Jimmy", Different),
            ("美玲", "Meihua", Different),
        ],
    );
}

#[test]
fn other_scripts_are_compared_by_their_letters() {
    check(
        compare_given,
        &[
            ("محمد", "محمد", Same),
            ("محمد", "محمّد", Same),
            ("राजेश", "राजेश", Same),
            ("민수", "민수", Same),
            ("민수", "지영", Different),
            ("さくら", "はな", Different),
        ],
    );
}

proptest! {
    #[test]
    fn comparing_is_symmetric_and_a_name_is_itself(
        one in "[a-z]{1,9}( [a-z]{1,9}){0,2}|[\u{4E00}-\u{4FFF}]{1,3}|(jan|jana|li|lee|chia hao|jiahao|j r|john robert|van|de la cruz)",
        other in "[a-z]{1,9}( [a-z]{1,9}){0,2}|[\u{4E00}-\u{4FFF}]{1,3}|(jan|jana|li|lee|chia hao|jiahao|j r|john robert|van|de la cruz)",
        edit in 0..9_usize,
    ) {
        let mut near = one.clone();
        if let Some((place, _)) = one.char_indices().nth(edit) {
            near.remove(place);
        }
        for compare in [compare_given, compare_family] {
            prop_assert_eq!(compare(&one, &other), compare(&other, &one));
            prop_assert_eq!(compare(&one, &near), compare(&near, &one));
            prop_assert_eq!(compare(&one, &one), Same);
            prop_assert_eq!(compare(&one, ""), Absent);
        }
    }
}
