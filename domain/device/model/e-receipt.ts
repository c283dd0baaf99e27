/** 128 bits of chance that the till makes for each sale, base64url: whoever knows it holds the paper. */
export const RECEIPT_SECRET = /^[\w-]{22}$/
export const RECEIPT_SECRET_BYTES = 16

/**
 * What the code on a receipt opens. The secret stands behind `#`, which no browser sends to a server: it lies in no
 * record of addresses.
 */
export const eReceiptUrl = (base: string, secret: string): string | null =>
  phoneUrl(base, `/receipt#${secret}`)

/** A page for a customer's phone; null where only the till's own machine could open it. */
export function phoneUrl(base: string, path: string): string | null {
  const url = URL.parse(base)
  if (url === null || !url.protocol.startsWith('http')) return null
  if (/^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)) return null
  return new URL(path, url).href
}
