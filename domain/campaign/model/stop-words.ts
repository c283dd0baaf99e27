import { MEDIA, type Medium } from '#domain/member/model/consent'

/** Everything, whatever the channel it came by. */
const ALL = new Set(['STOPALL', 'STOP ALL', 'UNSUBSCRIBE ALL', 'TDALL', '全部退订', '退订全部', '退订所有'])
/** The channel it came by: what carriers at home and abroad have taught people to write. */
const THIS = new Set([
  'STOP',
  'STOPP',
  'UNSUBSCRIBE',
  'CANCEL',
  'END',
  'QUIT',
  'OPTOUT',
  'OPT OUT',
  'TD',
  'T',
  'R',
  'N',
  '0000',
  '00000',
  '退订',
  '退',
  '取消订阅',
  '取消',
  '拒收',
  '拒收请回复R',
  '不要再发',
  '别再发了',
  '不要发了',
])

/**
 * G5: which channels a reply wants silence on. Full-width letters, quotation marks, brackets and the sign in front or
 * behind do not matter: 回复“ｔｄ。” is the same as TD.
 */
export function stopsOn(text: string, cameBy: Medium): readonly Medium[] {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\p{P}\p{S}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const word = plain.replace(/^(请|回复|REPLY|TEXT|PLEASE) ?/, '')
  if (ALL.has(plain) || ALL.has(word)) return MEDIA
  return THIS.has(plain) || THIS.has(word) ? [cameBy] : []
}

/** The ways a mobile may be kept that somebody writes from: with and without the country, the trunk zero, the plus. */
export function writings(from: string, country: string): readonly string[] {
  const digits = from.replaceAll(/\D/g, '').replace(/^00/, '')
  const national =
    digits.startsWith(country) && digits.length > country.length + 6 ? digits.slice(country.length) : digits
  const whole = national === digits && from.startsWith('+') ? digits : `${country}${national}`
  return [...new Set([digits, national, whole, `+${whole}`, `+${digits}`, `00${whole}`, `0${national}`])]
}
