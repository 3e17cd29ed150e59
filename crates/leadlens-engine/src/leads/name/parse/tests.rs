use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(cases: &[(&str, &str, &str, &str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(first, last, full, given, family)| (person_name(first, last, full), (given, family), (first, last, full)))
        .filter(|(found, (given, family), _)| (found.given.as_str(), found.family.as_str()) != (**given, **family))
        .collect();
    assert!(wrong.is_empty(), "found, expected, cells: {wrong:#?}");
}

#[test]
fn names_in_their_own_cells_are_folded_and_tidied() {
    check(&[
        ("Ada", "Lindqvist", "", "ada", "lindqvist"),
        ("  ADA ", "LINDQVIST", "Ada Lindqvist", "ada", "lindqvist"),
        ("Jiří", "Novák", "", "jiri", "novak"),
        ("Łukasz", "Żółkiewski", "", "lukasz", "zolkiewski"),
        ("İbrahim", "Işık", "", "ibrahim", "isik"),
        ("Jean-Pierre", "d'Arc", "", "jean-pierre", "darc"),
        ("J.R.", "O’Brien", "", "j r", "obrien"),
        ("Ludwig", "van Beethoven", "", "ludwig", "van beethoven"),
        ("Владимир", "Иванов", "", "vladimir", "ivanov"),
        ("小明", "王", "", "小明", "王"),
        ("An", "Do", "", "an", "do"),
        ("Ada", "x", "", "ada", ""),
        ("-", "Lindqvist", "", "", "lindqvist"),
        ("test", "test", "", "", ""),
        ("Ada", "Smith", "Unknown", "ada", "smith"),
        ("ada@example.com", "Smith", "", "", "smith"),
        ("Max", "Ma", "", "max", "ma"),
        ("Pan", "Li", "", "pan", "li"),
    ]);
}

#[test]
fn titles_degrees_and_suffixes_are_no_part_of_a_name() {
    check(&[
        ("Dr. Ada", "Lindqvist", "", "ada", "lindqvist"),
        ("Prof. Dr. Ada", "Lindqvist PhD", "", "ada", "lindqvist"),
        ("Mr. John", "Smith Jr.", "", "john", "smith"),
        ("John", "Smith III", "", "john", "smith"),
        ("", "", "Mr John Smith", "john", "smith"),
        ("", "", "John Smith, Jr.", "john", "smith"),
        ("", "", "John Smith, Ph.D., MBA", "john", "smith"),
        ("", "", "John Smith Esq.", "john", "smith"),
        ("", "", "Smith, John, MD", "john", "smith"),
        ("", "", "Ing. Jan Novák, CSc.", "jan", "novak"),
        ("", "", "RNDr. Mgr. Jana Nováková", "jana", "novakova"),
        ("", "", "dr hab. Jan Kowalski", "jan", "kowalski"),
        ("", "", "Pani Anna Kowalska", "anna", "kowalska"),
        ("", "", "Frau Dr. Anna Müller", "anna", "muller"),
        ("", "", "Herr Müller", "", "muller"),
        ("", "", "Sn. Mehmet Yılmaz", "mehmet", "yilmaz"),
        ("", "", "Mehmet Bey", "mehmet", "bey"),
        ("", "", "王小明先生", "小明", "王"),
        ("", "", "陳美玲 女士", "美玲", "陳"),
        ("", "", "Dr. med. Anna Müller", "anna", "muller"),
        ("", "", "Pan Jan Novák", "jan", "novak"),
        ("", "", "John Smith MD", "john", "smith"),
        ("Dr.", "Smith", "", "", "smith"),
    ]);
}

#[test]
fn full_names_are_parted() {
    check(&[
        ("", "", "Ada Lindqvist", "ada", "lindqvist"),
        ("", "", "Lindqvist, Ada", "ada", "lindqvist"),
        ("", "", "Dr. Nováková, Jana", "jana", "novakova"),
        ("", "", "Lindqvist", "", "lindqvist"),
        ("", "", "Ludwig van Beethoven", "ludwig", "van beethoven"),
        ("", "", "María de la Cruz", "maria", "de la cruz"),
        ("", "", "Gabriel García Márquez", "gabriel garcia", "marquez"),
        ("", "", "DUPONT Jean", "jean", "dupont"),
        ("", "", "Jean DUPONT", "jean", "dupont"),
        ("", "", "JEAN DUPONT", "jean", "dupont"),
        ("", "", "J.R. Smith", "j r", "smith"),
        ("", "", "Ada (Addie) Lindqvist", "ada", "lindqvist"),
        ("", "", "王小明", "小明", "王"),
        ("", "", "王 小明", "小明", "王"),
        ("", "", "歐陽娜娜", "娜娜", "歐陽"),
        ("", "", "Chen Chia-Hao", "chia-hao", "chen"),
        ("", "", "Wang Xiaoming", "xiaoming", "wang"),
        ("", "", "Chia-Hao Chen", "chia-hao", "chen"),
        ("", "", "Wei Li", "wei", "li"),
        ("", "", "Lee Martin", "lee", "martin"),
        ("", "", "김민수", "민수", "김"),
        ("", "", "田中 太郎", "太郎", "田中"),
        ("", "", "", "", ""),
        ("", "", "N/A", "", ""),
        ("", "", "Anna Smith-Jones", "anna", "smith-jones"),
        ("", "", "Don Smith", "don", "smith"),
        ("", "", "Wang Xiao Ming", "xiao ming", "wang"),
    ]);
}

#[test]
fn a_full_name_in_the_wrong_cell_is_parted_too() {
    check(&[
        ("Ada Lindqvist", "", "", "ada", "lindqvist"),
        ("", "Ada Lindqvist", "", "ada", "lindqvist"),
        ("Lindqvist, Ada", "-", "", "ada", "lindqvist"),
        ("Ada Lindqvist", "Ada Lindqvist", "", "ada", "lindqvist"),
        ("Ada Lindqvist", "Lindqvist", "", "ada", "lindqvist"),
        ("Ada", "Ada Lindqvist", "", "ada", "lindqvist"),
        ("Ada", "", "", "ada", ""),
        ("", "Lindqvist", "", "", "lindqvist"),
        ("Ada", "", "Ada Lindqvist", "ada", "lindqvist"),
        ("", "Lindqvist", "Ada Lindqvist", "ada", "lindqvist"),
        ("Ada", "", "Lindqvist", "ada", "lindqvist"),
        ("王小明", "", "", "小明", "王"),
        ("", "王小明", "", "小明", "王"),
        ("小明", "", "", "小明", ""),
        ("Jean-Pierre", "", "", "jean-pierre", ""),
        ("J.R.", "", "", "j r", ""),
        ("", "van Beethoven", "", "", "van beethoven"),
    ]);
}

proptest! {
    #[test]
    fn a_form_has_itself_as_its_form(
        first in "[ A-Za-z.,'ěščřžýáíéůŁłİıßøđæäöü-]{0,14}|(Dr\\.|Mr|van|Jr\\.|x|O'Neil|[\u{4E00}-\u{4FFF}]{1,4}|[А-Яа-я]{2,8})( [A-Z][a-z]{1,6})?",
        last in "[ A-Za-z.,'ěščřžýáíéůŁłİıßøđæäöü-]{0,14}|(Dr\\.|de la|van|PhD|x|[\u{4E00}-\u{4FFF}]{1,3}|[А-Яа-я]{2,8})( [A-Z][a-z]{1,6})?",
        full in "[ A-Za-z.,'ěščřžŁİß-]{0,20}",
    ) {
        let once = person_name(&first, &last, &full);
        prop_assert_eq!(person_name(&once.given, &once.family, ""), once);
    }
}
