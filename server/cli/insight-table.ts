/** Chinese characters and full-width signs take two places on a terminal. */
const width = (text: string): number =>
  [...text].reduce((n, c) => n + (/[\u2e80-\u9fff\uff00-\uffef]/.test(c) ? 2 : 1), 0)

/** Lines as a table for the terminal: first column left, the others right. */
export function table(lines: readonly (readonly string[])[]): string {
  const wide = (lines[0] ?? []).map((_, k) => Math.max(...lines.map((line) => width(line[k] ?? ''))))
  const padded = (text: string, k: number): string => {
    const room = ' '.repeat((wide[k] ?? 0) - width(text))
    return k === 0 ? text + room : room + text
  }
  return lines.map((line) => `${line.map(padded).join('  ').trimEnd()}\n`).join('')
}
