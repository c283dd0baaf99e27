/** A coupon's secret as head office writes it: sixteen letters of Crockford's alphabet, in groups or not. */
const SECRET = /^[0-9A-HJKMNP-TV-Z]{16}$/i

/** Whether a code that is nothing else may be the secret of a coupon. */
export const looksSecret = (code: string): boolean => SECRET.test(code.replaceAll(/[\s-]/g, ''))
