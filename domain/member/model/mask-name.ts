const letters = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** A name that strangers may read: the family name of 李小明 is 李, the first letter of Alice is A. */
export function maskName(name: string): string {
  const [first] = [...letters.segment(name.trim())].map(({ segment }) => segment)
  return first === undefined ? '' : `${first}**`
}
