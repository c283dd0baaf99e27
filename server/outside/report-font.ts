import { readFile } from 'node:fs/promises'

/** Beside the room that prints with it, in the sources and in the build alike; its licence stands beside it. */
const FILE = new URL('../../domain/report/font/NotoSansSC-Regular.ttf', import.meta.url)

let read: Promise<Uint8Array> | undefined

/** The font of printed reports: read when the first one is printed, then kept. */
export const reportFont = (): Promise<Uint8Array> => (read ??= readFile(FILE))
