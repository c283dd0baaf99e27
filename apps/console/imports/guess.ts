import type { KINDS } from '#domain/import/contract'

export type Kind = (typeof KINDS)[number]

/** Words of a header or file name that speak for a kind; the first kind with most of them wins. */
const SIGNS: Readonly<Record<Kind, readonly RegExp[]>> = {
  sales: [
    /invoice|receipt|order|basket|transaction|sale|小票|单号|流水|销售|交易/i,
    /date|time|日期|时间/i,
    /amount|total|quantity|qty|price|金额|实收|数量/i,
  ],
  members: [
    /mobile|phone|手机|电话/i,
    /^name$|full.?name|姓名/i,
    /birth|gender|sex|生日|性别|email|邮箱|会员|member/i,
  ],
  products: [/sku|stock.?code|product|barcode|商品|货号|条码|品名/i, /price|category|售价|零售价|类别/i],
  pastCoupons: [/coupon|campaign|券|活动/i, /coupon|redeem|household|核销|券码|发放日期|使用日期/i],
  balances: [/balance|余额|期初/i, /points|积分|储值|principal/i],
}
const ORDER: readonly Kind[] = ['sales', 'members', 'balances', 'products', 'pastCoupons']

/** What a file probably holds, from its name and the names of its columns; sales, when nothing speaks for anything. */
export function guessKind(name: string, columns: readonly string[]): Kind {
  const texts = [...columns, name.replace(/\.[a-z.]+$/i, '')]
  const scores = ORDER.map((kind) => ({
    kind,
    score:
      SIGNS[kind].filter((sign) => texts.some((text) => sign.test(text.trim()))).length / SIGNS[kind].length,
  }))
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).kind
}

/** The names in the first line of a text, whatever separates them. */
export function firstLine(text: string): readonly string[] {
  const line = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? ''
  const separator = [',', '\t', ';', '|'].reduce((best, one) =>
    line.split(one).length > line.split(best).length ? one : best,
  )
  return line.split(separator).map((cell) => cell.replaceAll('"', '').trim())
}

const HEAD_BYTES = 4_096

/** The first bytes of a file as text, unpacked when it is gzipped; empty for what is no text. */
export async function headOf(file: Blob & Readonly<{ name: string }>): Promise<string> {
  if (/\.xlsx$/i.test(file.name)) return ''
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  const packed = start[0] === 0x1f && start[1] === 0x8b
  if (!packed) return decoded(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()))
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  const { value } = await reader.read()
  await reader.cancel()
  return decoded((value ?? new Uint8Array()).slice(0, HEAD_BYTES))
}

/** UTF-8 where it is valid, else GB18030; a letter cut in two at the end is no sign against UTF-8. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    // Not UTF-8: the other encoding shops export in.
    return new TextDecoder('gb18030').decode(bytes)
  }
}
