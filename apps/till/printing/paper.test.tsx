import { readFileSync } from 'node:fs'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { layOut } from './layout.ts'
import { pageRule, Paper } from './paper.tsx'
import type { Row } from './rows.ts'
import { teaReceipt } from './text/sample-receipt.ts'

const css = readFileSync(new URL('paper.css', import.meta.url), 'utf8')
/** The height of a class in millimetres, as the style sheet says. */
const heightIn = (name: string): number => {
  const block = new RegExp(`\\.${name} \\{([^}]*)\\}`).exec(css)?.[1] ?? ''
  return Number(/[^-]height: ([\d.]+)mm/.exec(block)?.[1])
}

test('the page of the dialog carries the same rows as the printer, in order', () => {
  const rows = layOut({ ...teaReceipt, footer: '<b>谢谢</b>' }, 58)
  const html = renderToStaticMarkup(<Paper rows={rows} roll={58} />)
  const spans = [...html.matchAll(/<span class="paper-(\w+)">([^<]*)<\/span>/g)].map(([, align, text]) => [
    align,
    text,
  ])
  const cells = rows.flatMap((row) => (row.kind === 'line' ? row.cells : []))
  const escaped = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  expect(spans).toEqual(cells.map((cell) => [cell.align, escaped(cell.text)]))
  expect(html).toContain('class="paper paper-58"')
  expect(html.match(/<hr/g)).toHaveLength(rows.filter((row) => row.kind === 'rule').length)
  expect(html).toMatch(
    /<div class="paper-line paper-bold paper-double"><span class="paper-left">应收<\/span>/,
  )
})

test('the code on the page is the code, with its quiet zone', () => {
  const html = renderToStaticMarkup(
    <Paper rows={[{ kind: 'qr', text: 'https://a.example/r/1' }]} roll={58} />,
  )
  // 21 bytes at level M are version 2: 25 modules and four white ones on each side.
  expect(html).toContain('viewBox="0 0 33 33"')
  const dark = [...html.matchAll(/M(\d+) (\d+)h1/g)].map(([, x, y]) => [Number(x), Number(y)])
  expect(Math.min(...dark.flat())).toBe(4)
  expect(Math.max(...dark.flat())).toBe(28)
  // The finder pattern in the corner: seven dark modules, then a white one.
  const top = dark.filter(([, y]) => y === 4).map(([x]) => x)
  expect(top.slice(0, 7)).toEqual([4, 5, 6, 7, 8, 9, 10])
  expect(top).not.toContain(11)
})

test('the page is as wide as the roll and as long as its rows', () => {
  const line = { kind: 'line', cells: [], bold: false, size: 1 } as const
  const rows: Row[] = [
    ...Array.from({ length: 20 }, () => line),
    { ...line, size: 2 },
    { kind: 'rule', columns: 32 },
    { kind: 'gap' },
    { kind: 'qr', text: 'a' },
  ]
  const edges = 8
  const heightMm =
    20 * heightIn('paper-line') +
    heightIn('paper-double') +
    2 +
    heightIn('paper-gap') +
    heightIn('paper-qr') +
    edges
  expect(pageRule({ rows, roll: 58 })).toBe(`@page { size: 58mm ${heightMm}mm; margin: 0 }`)
  expect(pageRule({ rows, roll: 80 })).toContain('size: 80mm ')
})

test('a page is never wider than long: a browser would turn it', () => {
  expect(pageRule({ rows: [], roll: 80 })).toBe('@page { size: 80mm 80mm; margin: 0 }')
})
