//! The letters that Unicode writes in two ways: one sign, or a letter and a mark.
//!
//! Only Latin letters, which is all that Vietnamese and the names in our
//! catalogue need; a full Unicode table would outweigh the rest of the program
//! in the browser.

use std::sync::LazyLock;

/// One row a mark: `base composed base composed …`, without separators.
const PAIRS: [(char, &str); 12] = [
    (
        '\u{300}',
        "AÀEÈIÌNǸOÒUÙWẀYỲaàeèiìnǹoòuùwẁyỳÂẦÊỀÔỒÜǛâầêềôồüǜĂẰăằĒḔēḕŌṐōṑ\
         ƠỜơờƯỪưừ",
    ),
    (
        '\u{301}',
        "AÁCĆEÉGǴIÍKḰLĹMḾNŃOÓPṔRŔSŚUÚWẂYÝZŹaácćeégǵiíkḱlĺmḿnńoópṕrŕsś\
         uúwẃyýzźÂẤÅǺÆǼÇḈÊẾÏḮÔỐÕṌØǾÜǗâấåǻæǽçḉêếïḯôốõṍøǿüǘĂẮăắĒḖēḗŌṒōṓ\
         ŨṸũṹƠỚơớƯỨưứ",
    ),
    (
        '\u{302}',
        "AÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶZẐaâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷzẑẠẬạậẸỆẹệ\
         ỌỘọộ",
    ),
    (
        '\u{303}',
        "AÃEẼIĨNÑOÕUŨVṼYỸaãeẽiĩnñoõuũvṽyỹÂẪÊỄÔỖâẫêễôỗĂẴăẵƠỠơỡƯỮưữ",
    ),
    ('\u{306}', "AĂEĔGĞIĬOŎUŬaăeĕgğiĭoŏuŭȨḜȩḝẠẶạặ"),
    ('\u{308}', "AÄEËHḦIÏOÖUÜWẄXẌYŸaäeëhḧiïoötẗuüwẅxẍyÿÕṎõṏŪṺūṻ"),
    (
        '\u{309}',
        "AẢEẺIỈOỎUỦYỶaảeẻiỉoỏuủyỷÂẨÊỂÔỔâẩêểôổĂẲăẳƠỞơởƯỬưử",
    ),
    ('\u{30a}', "AÅUŮaåuůwẘyẙ"),
    (
        '\u{30c}',
        "AǍCČDĎEĚGǦHȞIǏKǨLĽNŇOǑRŘSŠTŤUǓZŽaǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsš\
         tťuǔzžÜǙüǚƷǮ",
    ),
    ('\u{31b}', "OƠUƯoơuư"),
    (
        '\u{323}',
        "AẠBḄDḌEẸHḤIỊKḲLḶMṂNṆOỌRṚSṢTṬUỤVṾWẈYỴZẒaạbḅdḍeẹhḥiịkḳlḷmṃnṇoọ\
         rṛsṣtṭuụvṿwẉyỵzẓƠỢơợƯỰưự",
    ),
    ('\u{327}', "CÇDḐEȨGĢHḨKĶLĻNŅRŖSŞTŢcçdḑeȩgģhḩkķlļnņrŗsştţ"),
];

/// Looked up in both directions.
pub(super) struct Table {
    /// Sorted by `(base, mark)`.
    composed: Vec<((char, char), char)>,
    /// Sorted by the composed letter.
    parts: Vec<(char, (char, char))>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::build);

impl Table {
    fn build() -> Self {
        let mut composed = Vec::new();
        for (mark, letters) in PAIRS {
            let mut letters = letters.chars();
            while let (Some(base), Some(letter)) = (letters.next(), letters.next()) {
                composed.push(((base, mark), letter));
            }
        }
        let mut parts: Vec<_> = composed
            .iter()
            .map(|&(pair, letter)| (letter, pair))
            .collect();
        composed.sort_unstable();
        parts.sort_unstable();
        Self { composed, parts }
    }
}

/// The single sign for a letter with a mark, where there is one.
pub(super) fn compose(base: char, mark: char) -> Option<char> {
    let table = &*TABLE;
    let found = table
        .composed
        .binary_search_by_key(&(base, mark), |row| row.0)
        .ok()?;
    table.composed.get(found).map(|row| row.1)
}

/// The letter and the mark that a single sign stands for.
pub(super) fn decompose(letter: char) -> Option<(char, char)> {
    if letter.is_ascii() {
        return None;
    }
    let table = &*TABLE;
    let found = table
        .parts
        .binary_search_by_key(&letter, |row| row.0)
        .ok()?;
    table.parts.get(found).map(|row| row.1)
}

/// Marks are put in this order before they are joined to their letter; `0` is a letter.
pub(super) fn class(letter: char) -> u8 {
    match letter {
        '\u{321}' | '\u{322}' | '\u{327}' | '\u{328}' => 202,
        '\u{31b}' => 216,
        '\u{316}'..='\u{319}'
        | '\u{31c}'..='\u{320}'
        | '\u{323}'..='\u{326}'
        | '\u{329}'..='\u{333}' => 220,
        '\u{300}'..='\u{36f}' => 230,
        _ => 0,
    }
}
