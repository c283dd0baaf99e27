/** The first character, by pinyin, of each letter that begins a syllable; no syllable begins with I, U or V. */
export const LETTERS = 'abcdefghjklmnopqrstwxyz'
export const FIRSTS = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀'
