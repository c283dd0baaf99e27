/**
 * The card's number in what was scanned: printed cards carry it bare, a member's phone shows it in an address, as
 * `…?card=AH000000001` or `…#card=…`.
 */
export function codeIn(text: string): string {
  const bare = text.trim()
  const named = /[?#&](?:card|number)=([^&#]+)/.exec(bare)
  if (!/^https?:/i.test(bare) || named === null) return bare
  return decodeURIComponent(named[1] ?? '')
}
