//! Usual readings of the characters of shop and family names for which the general table leads
//! with a rare reading or lists readings found in old texts only. Not here: every other character.

/// The readings in use, the one to sort by first; `None` if the general table is fine as it is.
/// Without it every 家 would answer to `gu` and every 市 to `fu`. Source: OURS.
pub(super) fn usual(c: char) -> Option<&'static str> {
    let at = USUAL.binary_search_by_key(&c, |&(c, _)| c).ok()?;
    USUAL.get(at).map(|&(_, readings)| readings)
}

#[rustfmt::skip]
static USUAL: [(char, &str); 87] = [
    ('丁', "ding"), ('万', "wan mo"), ('不', "bu"), ('乐', "le yue"), ('乾', "qian gan"),
    ('仇', "qiu chou"), ('任', "ren"), ('会', "hui kuai"), ('余', "yu"), ('便', "bian pian"),
    ('冯', "feng"), ('前', "qian"), ('副', "fu"), ('南', "nan"), ('厦', "xia sha"),
    ('参', "shen can cen"), ('叶', "ye"), ('号', "hao"), ('合', "he"), ('吧', "ba"), ('吴', "wu"),
    ('和', "he huo hu"), ('夏', "xia"), ('大', "da dai"), ('太', "tai"), ('女', "nü"),
    ('姓', "xing"), ('姚', "yao"), ('家', "jia"), ('尹', "yin"), ('市', "shi"), ('平', "ping"),
    ('幸', "xing"), ('广', "guang"), ('庄', "zhuang"), ('强', "qiang jiang"), ('彭', "peng"),
    ('房', "fang"), ('批', "pi"), ('方', "fang"), ('曾', "zeng ceng"), ('有', "you"),
    ('朝', "chao zhao"), ('朱', "zhu"), ('朴', "piao pu"), ('杂', "za"), ('杜', "du"),
    ('果', "guo"), ('查', "zha cha"), ('格', "ge"), ('母', "mu"), ('氏', "shi"), ('汪', "wang"),
    ('沈', "shen"), ('活', "huo"), ('潘', "pan"), ('烟', "yan"), ('王', "wang"), ('白', "bai"),
    ('百', "bai"), ('盖', "gai ge"), ('省', "sheng xing"), ('石', "shi dan"),
    ('称', "cheng chen"), ('红', "hong"), ('翟', "zhai di"), ('董', "dong"), ('蔡', "cai"),
    ('虹', "hong"), ('行', "hang xing"), ('覃', "qin tan"), ('解', "xie jie"), ('许', "xu"),
    ('贾', "jia gu"), ('超', "chao"), ('车', "che ju"), ('达', "da"), ('郝', "hao"), ('部', "bu"),
    ('都', "du dou"), ('重', "zhong chong"), ('鑫', "xin"), ('长', "chang zhang"), ('阿', "a e"),
    ('陆', "lu liu"), ('陶', "tao yao"), ('食', "shi"),
];

#[cfg(test)]
mod tests {
    use super::USUAL;

    #[test]
    fn the_characters_are_in_order_and_listed_once() {
        assert!(USUAL.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn every_reading_is_one_the_general_table_has() {
        use pinyin::ToPinyinMulti as _;
        for (c, readings) in USUAL {
            let known: Vec<_> =
                c.to_pinyin_multi().unwrap().into_iter().map(pinyin::Pinyin::plain).collect();
            assert!(readings.split(' ').all(|it| known.contains(&it)), "{c}: {known:?}");
        }
    }
}
