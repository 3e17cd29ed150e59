//! Chinese surnames: where one ends in a full name, and readings characters have in surnames only.

use super::simplified;

/// Surnames of two characters, simplified.
const COMPOUND: [&str; 24] = [
    "欧阳", "司马", "诸葛", "上官", "司徒", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "轩辕", "端木", "南宫",
    "独孤", "第五", "呼延", "闻人", "百里", "东郭", "澹台",
];

/// Characters read differently as a surname, in both forms.
const READINGS: [(char, &str); 28] = [
    ('曾', "zeng"),
    ('單', "shan"),
    ('单', "shan"),
    ('仇', "qiu"),
    ('解', "xie"),
    ('葉', "ye"),
    ('叶', "ye"),
    ('查', "zha"),
    ('任', "ren"),
    ('區', "ou"),
    ('区', "ou"),
    ('華', "hua"),
    ('华', "hua"),
    ('樂', "yue"),
    ('乐', "yue"),
    ('蓋', "ge"),
    ('盖', "ge"),
    ('尉', "yu"),
    ('朴', "piao"),
    ('員', "yun"),
    ('召', "shao"),
    ('折', "she"),
    ('祭', "zhai"),
    ('翟', "zhai"),
    ('長', "zhang"),
    ('种', "chong"),
    ('万', "wan"),
    ('沈', "shen"),
];

/// The surnames of most people, simplified, in the order of how many bear them.
const COMMON: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于余叶蒋杜苏魏程吕丁沈任姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢扎";

/// Romanised surnames of most people, in pinyin and in Wade-Giles without apostrophes; customary spellings too.
const ROMANISED: &str = " wang li lee zhang chang liu chen yang huang zhao chao wu zhou chou xu hsu sun ma zhu chu hu guo kuo he ho gao kao lin luo lo zheng cheng liang xie hsieh song sung tang han feng deng teng cao tsao peng zeng tseng xiao hsiao tian tien dong tung yuan pan yu ye yeh jiang chiang cai tsai du tu su wei lv lu ding ting shen ren jen yao lai qiu chiu zhong chung tan fang fan jin shi shih liao jia chia xia hsia fu bai pai zou tsou meng xiong hsiung qin chin yin xue hsueh yan yen duan lei hou long lung tao gu ku mao hao gong kung shao wan qian chien dai tai mo kong ke ko zhan chan weng jian you zhuang chuang ni zhuo cho wen ou ";

/// True for a character that alone is a common surname.
pub(in super::super) fn is_surname(character: char) -> bool {
    COMMON.contains(simplified(character))
}

/// True for a folded word that is the romanisation of a common surname; a `v` stands for `ü`, as it is typed.
pub(in super::super) fn is_romanised_surname(word: &str) -> bool {
    let is_same = |known: &str| known.bytes().map(typed).eq(word.bytes().map(typed));
    !word.is_empty() && word.len() <= 7 && ROMANISED.split(' ').any(is_same)
}

/// The key a letter is typed with.
const fn typed(letter: u8) -> u8 {
    if letter == b'v' { b'u' } else { letter }
}

/// Number of characters, 1 or 2, that are the surname of a full name without a blank.
pub(in super::super) fn surname_length(name: &str) -> usize {
    let mut start = name.chars().take(2).map(simplified);
    let (Some(first), Some(second)) = (start.next(), start.next()) else { return 1 };
    let is_pair = |pair: &str| {
        let mut known = pair.chars();
        known.next() == Some(first) && known.next() == Some(second)
    };
    // Four characters without a known compound surname are two surnames side by side (a married woman's), or Japanese.
    if (COMPOUND.iter().any(|pair| is_pair(pair)) && name.chars().count() > 2) || name.chars().count() >= 4 { 2 } else { 1 }
}

/// The reading of a character in surnames where it differs from the usual one.
pub(super) fn reading(character: char) -> Option<&'static str> {
    READINGS.iter().find(|(known, _)| *known == character).map(|(_, reading)| *reading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_end_where_they_should() {
        for (name, length) in [("王小明", 1), ("歐陽娜娜", 2), ("司马懿", 2), ("諸葛亮", 2), ("李娜", 1), ("陳王美玲", 2), ("王", 1)]
        {
            assert_eq!(surname_length(name), length, "{name}");
        }
        assert!(is_surname('陳') && is_surname('陈') && !is_surname('豪'));
        assert!(is_romanised_surname("chen") && is_romanised_surname("hsu") && !is_romanised_surname("") && !is_romanised_surname("smith"));
    }
}
