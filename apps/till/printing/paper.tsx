import { createPortal } from 'react-dom'
import { encode } from 'uqr'
import type { Roll, Row } from './rows.ts'
import './paper.css'

/** Heights in millimetres, as paper.css sets them: the page must be as long as its rows. */
const HEIGHT_MM = { line: 4, double: 7, rule: 2, gap: 3, qr: 30 } as const
/** Above the first row and below the last. */
const EDGE_MM = 4

type Sheet = Readonly<{ rows: readonly Row[]; roll: Roll }>

/** The rows of a receipt as they come out of a printer, for the screen and the print dialog. */
export function Paper({ rows, roll }: Sheet) {
  return (
    <div className={`paper paper-${roll}`}>
      {rows.map((row, at) => (
        // Rows of a receipt never move, so their place is their name.
        <PaperRow key={`${at}`} row={row} />
      ))}
    </div>
  )
}

/** The paper beside everything else in the body: while it is there, the print dialog prints nothing but it. */
export function PaperSheet(sheet: Sheet) {
  return createPortal(
    <div className="paper-sheet">
      <style>{pageRule(sheet)}</style>
      <Paper {...sheet} />
    </div>,
    document.body,
  )
}

/** The page of the roll's width and exactly as long as the receipt, so that no roll feeds blank paper. */
export function pageRule({ rows, roll }: Sheet): string {
  const heightMm = rows.reduce((sum, row) => sum + heightOf(row), 2 * EDGE_MM)
  return `@page { size: ${roll}mm ${Math.max(heightMm, roll)}mm; margin: 0 }`
}

function heightOf(row: Row): number {
  if (row.kind !== 'line') return HEIGHT_MM[row.kind]
  return row.size === 2 ? HEIGHT_MM.double : HEIGHT_MM.line
}

function PaperRow({ row }: Readonly<{ row: Row }>) {
  if (row.kind === 'rule') return <hr className="paper-rule" />
  if (row.kind === 'gap') return <div className="paper-gap" />
  if (row.kind === 'qr') return <PaperQr text={row.text} />
  const style = `paper-line${row.bold ? ' paper-bold' : ''}${row.size === 2 ? ' paper-double' : ''}`
  return (
    <div className={style}>
      {row.cells.map((cell, at) => (
        <span key={`${at}`} className={`paper-${cell.align}`}>
          {cell.text}
        </span>
      ))}
    </div>
  )
}

/** One path of dark modules; the quiet zone of four is part of the picture. */
function PaperQr({ text }: Readonly<{ text: string }>) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const path = data.flatMap((line, y) => line.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <div className="paper-qr">
      <svg viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={text}>
        <path d={path} />
      </svg>
    </div>
  )
}
