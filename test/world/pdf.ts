import { inflateSync } from 'node:zlib'
import { must } from '#base/must'

/** What a PDF of ours says, piece by piece as it was drawn: unpacked, its glyphs read by its own ToUnicode map. */
export function pdfText(file: Uint8Array): string[] {
  const streams = streamsOf(Buffer.from(file))
  const maps = streams.filter((text) => text.includes('begincmap')).map(marksOf)
  const [marks] = maps
  must(marks !== undefined && maps.length === 1, 'test: the PDF has one font')
  return streams
    .filter((text) => text.includes('BT\n'))
    .flatMap((text) => [...text.matchAll(/\[(.*?)\] TJ/gs)].map((drawn) => read(drawn[1] ?? '', marks)))
}

function streamsOf(file: Buffer): string[] {
  const texts: string[] = []
  for (let at = file.indexOf('stream\n'); at >= 0; at = file.indexOf('stream\n', at + 7)) {
    const before = file.subarray(Math.max(0, at - 200), at).toString('latin1')
    const end = file.indexOf('endstream', at)
    if (end < 0 || !before.includes('/FlateDecode') || before.trimEnd().endsWith('end')) continue
    const bytes = inflateSync(file.subarray(at + 7, end))
    texts.push(bytes.toString('latin1'))
  }
  return texts
}

/** Glyph numbers to text, from the ranges of a ToUnicode map. */
function marksOf(map: string): Map<number, string> {
  const marks = new Map<number, string>()
  for (const range of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[(.*?)\]/gis)) {
    const first = Number.parseInt(range[1] ?? '0', 16)
    const texts = [...(range[2] ?? '').matchAll(/<([0-9a-f ]*)>/gi)]
    texts.forEach((text, at) => {
      const units = (text[1] ?? '').replaceAll(' ', '').match(/.{4}/g) ?? []
      marks.set(first + at, units.map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join(''))
    })
  }
  return marks
}

function read(drawn: string, marks: ReadonlyMap<number, string>): string {
  const glyphs = [...drawn.matchAll(/<([0-9a-f]+)>/gi)].flatMap(
    (piece) => (piece[1] ?? '').match(/.{4}/g) ?? [],
  )
  return glyphs.map((glyph) => marks.get(Number.parseInt(glyph, 16)) ?? '?').join('')
}
