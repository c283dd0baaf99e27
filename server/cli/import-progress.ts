import type { ImportFile } from '#domain/import/contract'
import type { Text } from './import-text.ts'

/** A place for people to read: a terminal is written over, a log gets a line now and then. */
export type Screen = { write(text: string): unknown; isTTY?: boolean }

/** A log that is read later needs no more than a line every so often. */
const LINE_MS = 5_000

export type ProgressLine = Readonly<{ show(file: ImportFile): void; end(): void }>

/** Rows, rate and time left of a file being worked on. */
export function progressLine(screen: Screen, text: Text): ProgressLine {
  let shownAt = 0
  let isOpen = false
  return {
    show: (file) => {
      const line = text.progress(file)
      if (screen.isTTY === true) {
        screen.write(`\r\u001b[K${line}`)
        isOpen = true
      } else if (Date.now() - shownAt >= LINE_MS) {
        screen.write(`${line}\n`)
        shownAt = Date.now()
      }
    },
    end: () => {
      if (isOpen) screen.write('\n')
      isOpen = false
    },
  }
}
