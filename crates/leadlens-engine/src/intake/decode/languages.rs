//! The letters of languages leads are written in, and the characters names and companies are made of.

use crate::intake::Encoding;

/// A language, as far as it tells encodings apart.
pub(super) struct Language {
    /// Its letters beyond ASCII in lower case; an encoding that has not all of them is none for it.
    pub(super) common: &'static str,
    /// Letters that stand in few of its words.
    pub(super) rare: &'static str,
}

const fn language(common: &'static str, rare: &'static str) -> Language {
    Language { common, rare }
}

/// Languages written in other letters than ASCII and in one byte a letter. Where two explain a text equally well, the first does.
pub(super) const LANGUAGES: &[Language] = &[
    // German, French, Spanish, Portuguese, Italian, Swedish and Finnish, Danish and Norwegian, Dutch.
    language("äöüß", "é"),
    language("éèêçà", "âîôûëïùœüÿæ"),
    language("áéíóúñ", "üç"),
    language("ãáâçéêíóõ", "àôúü"),
    language("àèéìòù", "íó"),
    language("åäö", "éü"),
    language("æøå", "éöüä"),
    language("ëéïöü", "èáê"),
    // Czech, Polish, Hungarian, Slovak, Romanian, Croatian and its neighbours.
    language("áéíýěščřžůú", "ďťňóö"),
    language("ąćęłńóśźż", ""),
    language("áéíóöőúüű", ""),
    language("áéíýčšžú", "ľťďňóôäĺŕ"),
    language("ăâîşţ", "șț"),
    language("čćžšđ", ""),
    // Turkish, Lithuanian, Latvian, Estonian, Icelandic.
    language("çğıöşüİ", "âî"),
    language("ąčęėįšųūž", ""),
    language("āčēģīķļņšūž", ""),
    language("äõöü", "šž"),
    language("áíóúð", "éýþæö"),
    // Russian, Ukrainian, Bulgarian, Serbian.
    language("оеаинтсрвлкмдпуя", "бгёжзйфхцчшщъыьэю"),
    language("оаинтевсріклмдупь", "бгґєжзїйфхцчшщюя"),
    language("аиоентрсвлкдпмзя", "бгжйуфхцчшщъьюѐѝ"),
    language("аиоенртсвлкдпмујљњћђџ", "бгжзфхцчш"),
    // Greek, Hebrew, Arabic and Persian, Vietnamese, Thai.
    language("αοιετσνηυρπκλςάίόέή", "μδγχθφβξζψωύώϊϋΐΰ"),
    language("יוהלאמרתבנשםדקעחצסגכפטזךןףץ", ""),
    language("اليمنرتبوةعدسفهكقحجشطصخضذثئءىغظأإآؤ", "زپچژگ"),
    language("ăâđêôơư\u{300}\u{301}\u{303}\u{309}\u{323}", "àáèéìíòóùúýãõ"),
    language("านรอก", "ขคงจชซญณดตถทธบปผพฟมยลวศษสหะำเแโใไัิีึืุู็่้์ฉฆฏฐฒฌภฬฮฤๆฯ๊๋"),
];

/// Countries by their domains, and the encodings written there: an address or a country code hints at them.
pub(super) const REGIONS: &[(&[&str], &[Encoding])] = &[
    (&["cz", "sk", "pl", "hu", "ro", "hr", "si"], &[Encoding::Windows1250, Encoding::Iso8859_2]),
    (&["ru", "ua", "bg", "by", "kz", "rs", "mk"], &[Encoding::Windows1251, Encoding::Koi8R, Encoding::Koi8U, Encoding::Iso8859_5]),
    (
        &["de", "at", "ch", "fr", "be", "es", "mx", "ar", "cl", "pt", "br", "it", "se", "fi", "dk", "no", "nl", "is"],
        &[Encoding::Windows1252, Encoding::Iso8859_15, Encoding::Macintosh],
    ),
    (&["gr", "cy"], &[Encoding::Windows1253, Encoding::Iso8859_7]),
    (&["tr"], &[Encoding::Windows1254]),
    (&["il"], &[Encoding::Windows1255]),
    (&["sa", "ae", "eg", "ir"], &[Encoding::Windows1256]),
    (&["lt", "lv", "ee"], &[Encoding::Windows1257]),
    (&["vn"], &[Encoding::Windows1258]),
    (&["th"], &[Encoding::Windows874]),
    (&["cn", "sg"], &[Encoding::Gb18030]),
    (&["tw", "hk"], &[Encoding::Big5]),
    (&["jp"], &[Encoding::ShiftJis, Encoding::EucJp]),
    (&["kr"], &[Encoding::EucKr]),
];

/// Letters no word starts with, or hardly any.
pub(super) const NEVER_FIRST: &str = "ąęńğßðýÿ";

/// Letters that sound as vowels, with every accent: words are made of vowels and consonants by turns.
pub(super) const VOWELS: &str = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāăąēėęěīįıōőœūůűųơưаеёиоуыэюяіїєαεηιουωάέήίόύώ";

/// Chinese characters of both scripts, and Japanese ones, that names, companies, titles and places are full of.
pub(super) const HANZI: &str = "\
的一是不了人我在有他中大来上国和地到以会可主要工作用公司有限科技股份集團团資资訊讯息系統统軟软件網网路絡络電电子信業业務务經经理總总監监部門门\
長长處处主任師师姓名字氏件郵邮箱話话機机號号國家地區区稱职職位標标題题來来源備备註注說说明時时間间日期狀态態客戶户聯联絡系方式\
王李張张劉刘陳陈楊杨黃黄趙赵吳吴周徐孫孙馬马朱胡郭何林高羅罗鄭郑梁謝谢宋唐許许韓韩馮冯鄧邓曹彭曾蕭萧田董潘袁蔡蔣蒋余于杜葉叶程魏蘇苏呂吕丁沈任姚盧卢傅鍾钟姜崔譚谭廖范汪陸陆金石戴賈贾夏邱侯鄒邹熊江\
偉伟芳娜敏靜静麗丽強强磊軍军洋勇艷艳傑杰娟濤涛超秀霞平剛刚桂英華华玉蘭兰紅红建志文明淑雅怡君婷家豪宗欣俊宇軒轩美雪琳佳浩然思梓涵雨晨曦\
台灣湾北京上海廣广深圳州東东西南新竹高雄中天津成都重慶庆香港澳門省市縣县街道巷弄樓楼室\
株式会社様者部課係長担当電話番号氏名住所国会社名役職佐藤鈴木高橋田中伊渡辺山本中村小林加吉斎松井上清水森池阿橋石川前後藤岡長谷近村青坂遠西福太三郎美子花一真由恵健翔健二大輔明香織直樹裕京都府道県区阪横浜\
開发發展製制造創创實实際际網数據据雲云智能服务商貿贸品產产金融銀银行投資集研究院學学校醫医院食品餐飲饮蓋世功城安全";

/// Korean syllables that names, companies, titles and places are full of.
pub(super) const HANGUL: &str = "\
이가는을의에한로서다고지자사기대인시하정도해수리어주나일부장아전상국제보원성과여비조구공관무미용동계소유신세회경면만정우마입연선안내안모트그스라니오들분진\
김박최강윤임장오한신서권황안송류홍전민준서연지현우영예하은도윤채원재호진성훈태준혁소희수빈아름철미경숙자순\
름메일락처화번호처직위책회직함국명출소처주식개발팀부이표매니저엔터솔루션테크시스템클라우드울산광인천북남충청라제구로강역삼데터";
