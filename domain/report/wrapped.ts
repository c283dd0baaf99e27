type Room = Readonly<{
  width: number
  most: number
  measure: (text: string) => number
}>

/** A text in at most so many lines: words whole where there are spaces, what is left over ends in …. */
export function wrapped(text: string, { width, most, measure }: Room): string[] {
  const lines: string[] = []
  let rest = text.trim()
  while (rest !== '' && lines.length < most - 1) {
    const line = lineOf(rest, width, measure)
    lines.push(line.trim())
    rest = rest.slice(line.length).trim()
  }
  return rest === '' ? lines : [...lines, shortened(rest, width, measure)]
}

/** As much from the front as fits; at least one mark, so that it ends. */
function lineOf(text: string, width: number, measure: Room['measure']): string {
  if (measure(text) <= width) return text
  const words = text.split(/(?<=\s)/)
  const pieces = measure((words[0] ?? '').trim()) <= width && words.length > 1 ? words : [...text]
  let line = pieces[0] ?? ''
  for (const piece of pieces.slice(1)) {
    if (measure((line + piece).trimEnd()) > width) break
    line += piece
  }
  return line
}

/** A text that does not fit ends in …. */
export function shortened(text: string, width: number, measure: Room['measure']): string {
  if (measure(text) <= width) return text
  const marks = [...text]
  while (marks.length > 0 && measure(`${marks.join('')}…`) > width) marks.pop()
  return `${marks.join('')}…`
}
