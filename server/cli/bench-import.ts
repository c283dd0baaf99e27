import { must } from '#base/must'
import { migrate } from '#db/migrate'
import { house, inWork, realWorld, type World } from '#db/work'
import { calmDisk, copyAgain, type Measured } from '#db/yardstick'
import * as contract from '#domain/import/contract'
import { end, map, open, part, PART_BYTES, run } from '#domain/import/index'
import { setUp as setUpWords } from '#domain/org/contract'
import { setUp } from '#domain/org/index'
import type { Language } from '../language.ts'
import { inOwnDatabase } from './bench-database.ts'
import { salesRows, SALES_HEADER } from './bench-sales.ts'
import { follow, project } from './import-follow.ts'

export type ImportFigures = Readonly<{
  /** Rows of the file. */
  rows: number
  importRowsPerSecond: number
  /** Rows of the file whose consequences COPY writes in a second; the same rows, so the two can be compared. */
  copyRowsPerSecond: number
  /** Of COPY's speed, what the import reaches: 1 would be as fast. */
  ratio: number
  receipts: number
  /** Rows of tables that COPY writes. */
  tableRows: number
  rounds: number
  importSeconds: number[]
  copySeconds: number[]
  /** Sending the file and looking into it, before the import. */
  uploadSeconds: number[]
  /** Insight's columns, which a job fills after the import. */
  insightSeconds: number[]
}>

type Wish = Readonly<{
  url: string
  receipts: number
  rounds: number
  language: Language
  say: (line: string) => void
  /** Told to stop, the bench throws, and its database is removed all the same. */
  stopping: AbortSignal
}>

const MEMBERS = 5_000
const SEED = 20_250_101

/** What the import of sales writes, in every room it passes through. */
const WRITTEN: readonly Measured[] = [
  { table: 'sale.sale' },
  { table: 'sale.line' },
  { table: 'sale.tender' },
  { table: 'ledger.transaction' },
  { table: 'ledger.posting' },
  { table: 'ledger.lot' },
  { table: 'house.event', where: "kind = 'sale.recorded'" },
]

/**
 * Imports the same made-up sales again and again, each time into a fresh database, and after each import has COPY write
 * the very rows that came of it: import and COPY take turns, so that a busy moment of the machine meets both.
 */
export async function benchImport(wish: Wish): Promise<ImportFigures> {
  const rows = salesRows({ receipts: wish.receipts, members: MEMBERS, seed: SEED })
  const file = Buffer.from(`${[SALES_HEADER, ...rows].join('\n')}\n`)
  const found: Round[] = []
  for (let round = 1; round <= wish.rounds; round += 1) {
    const one = await measure(wish, { file, rows: rows.length })
    found.push(one)
    const [imported, copied] = [one.importMs / 1000, one.copyMs / 1000]
    const words = { en: 'import', zh: '导入' }[wish.language]
    wish.say(`${round}/${wish.rounds}: ${words} ${imported.toFixed(2)} s, COPY ${copied.toFixed(2)} s`)
  }
  return figuresOf(found, { rows: rows.length, receipts: wish.receipts })
}

type Round = Readonly<{
  importMs: number
  copyMs: number
  uploadMs: number
  insightMs: number
  tableRows: number
}>

function figuresOf(found: readonly Round[], of: { rows: number; receipts: number }): ImportFigures {
  const seconds = (key: keyof Round) => found.map((one) => Math.round(one[key]) / 1000)
  const perSecond = (key: keyof Round) => of.rows / (median(found.map((one) => one[key])) / 1000)
  const [importRate, copyRate] = [perSecond('importMs'), perSecond('copyMs')]
  return {
    rows: of.rows,
    importRowsPerSecond: Math.round(importRate),
    copyRowsPerSecond: Math.round(copyRate),
    ratio: Math.round((importRate / copyRate) * 10_000) / 10_000,
    receipts: of.receipts,
    tableRows: found[0]?.tableRows ?? 0,
    rounds: found.length,
    importSeconds: seconds('importMs'),
    copySeconds: seconds('copyMs'),
    uploadSeconds: seconds('uploadMs'),
    insightSeconds: seconds('insightMs'),
  }
}

function median(values: readonly number[]): number {
  const inOrder = [...values].sort((a, b) => a - b)
  const half = inOrder.length / 2
  const at = (place: number) => inOrder[place] ?? 0
  return Number.isInteger(half) ? (at(half - 1) + at(half)) / 2 : at(Math.floor(half))
}

async function measure(
  { url: server, stopping }: Wish,
  sales: { file: Buffer; rows: number },
): Promise<Round> {
  const name = `zhiji_bench_${process.pid}`
  return inOwnDatabase(server, name, async ({ url, database }) => {
    await migrate(database)
    const world = realWorld(database)
    await furnish(world, stopping)
    const uploading = performance.now()
    const id = await send(world, 'sales', sales.file)
    const uploadMs = performance.now() - uploading
    await calmDisk(url)
    const importMs = await imported(world, { id, rows: sales.rows, stopping })
    const began = performance.now()
    await project(world)
    const insightMs = performance.now() - began
    const { ms: copyMs, rows: tableRows } = await copyAgain(url, WRITTEN)
    return { importMs, copyMs, uploadMs, insightMs, tableRows }
  })
}

/** A chain with its products and members, through the same commands as everybody's. */
async function furnish(world: World, stopping: AbortSignal): Promise<void> {
  const wish = setUpWords.input.parse({
    chain: { name: 'Bench' },
    branch: { code: 'B1', name: 'Bench' },
    owner: {
      login: 'bench',
      name: 'Bench',
      password: Buffer.from(world.randomBytes(18)).toString('base64url'),
    },
  })
  await inWork(world, house, (work) => setUp(work, wish))
  const products = Array.from(
    { length: 400 },
    (_, n) => `P${String(n).padStart(4, '0')},Product ${n},${n + 1}.00`,
  )
  const members = Array.from({ length: MEMBERS }, (_, n) => `M${String(n).padStart(6, '0')}`)
  const files = [
    ['products', `code,productName,price\n${products.join('\n')}\n`, products.length],
    ['members', `memberNumber\n${members.join('\n')}\n`, members.length],
  ] as const
  for (const [kind, text, rows] of files) {
    await imported(world, { id: await send(world, kind, Buffer.from(text)), rows, stopping })
  }
}

async function send(world: World, kind: (typeof contract.KINDS)[number], file: Buffer): Promise<string> {
  return inWork(world, house, async (work) => {
    const id = work.newId()
    const wish = contract.openImport.input.parse({ id, kind, name: `${kind}.csv`, sizeBytes: file.length })
    await open(work, wish)
    let no = 0
    for (let at = 0; at < file.length; at += PART_BYTES) {
      await part(work, { id: wish.id, no: ++no, bytes: file.subarray(at, at + PART_BYTES) })
    }
    const { mapping, options } = await end(work, { id: wish.id, parts: no })
    await map(
      work,
      contract.mapImport.input.parse({ id, mapping, options: { ...options, repeatedLines: 'real' } }),
    )
    return id
  })
}

type Importing = Readonly<{ id: string; rows: number; stopping: AbortSignal }>

/** Runs the import to its end, and makes sure that it took every row: a file half refused would be fast. */
async function imported(world: World, { id, rows, stopping }: Importing): Promise<number> {
  const began = performance.now()
  await inWork(world, house, (work) => run(work, { id }))
  const seen = await follow(world, id, { show: () => undefined, stopping })
  const ms = performance.now() - began
  stopping.throwIfAborted()
  must(seen !== 'interrupted' && seen.file.imported === rows, 'B1: a bench imports every row it measures')
  return ms
}
