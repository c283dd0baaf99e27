/** Where to go after sign-in: a page of ours, never another site, never the sign-in page again. */
export function nextPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])/.test(wanted)) return '/'
  return /^\/(sign-in|set-up)\b/.test(wanted) ? '/' : wanted
}
