import type { ProductRow, Products } from '../till-context.ts'
import { initialsOf } from './pinyin.ts'
import type { KeptProduct, Shelf } from './shelf.ts'

const MOST = 20
const LAST = '\uffff'

/** The products of the shelf. */
export function productsOn(shelf: Shelf): Products & Readonly<{ changed: () => void }> {
  let searched: readonly KeptProduct[] | null = null
  // 20,000 rows are a few megabytes, and a part of a name is found by no index: the list is read once and kept.
  const all = async () => (searched ??= await shelf.products.toArray())
  return {
    byCode: (code) => byCode(shelf, code.trim()),
    find: async (text, most = MOST) => best(await all(), text, most),
    ofCategory: async (category, most = 200) => {
      const within = shelf.products.where('[category+code]').between([category, ''], [category, LAST])
      return within.limit(most).toArray()
    },
    categories: async () => [...new Set((await all()).map((row) => row.category))].toSorted(),
    count: async () => (await all()).length,
    changed: () => (searched = null),
  }
}

async function byCode(shelf: Shelf, code: string): Promise<ProductRow | null> {
  if (code === '') return null
  // A barcode says which product it is; a code is what people gave it, and may look like another's barcode.
  return (
    (await shelf.products.where('barcodes').equals(code).first()) ?? (await shelf.products.get(code)) ?? null
  )
}

/** Rows that match, by how well: whole code, beginning of the code, of the name, of the initials, then anywhere. */
export function best(rows: readonly KeptProduct[], text: string, most: number): readonly ProductRow[] {
  const wanted = text.normalize('NFKC').trim().toLowerCase()
  if (wanted === '') return rows.slice(0, most)
  const places: KeptProduct[][] = [[], [], [], [], []]
  for (const row of rows) {
    const place = placeOf(row, wanted)
    if (place !== null) places[place]?.push(row)
  }
  return places.flat().slice(0, most)
}

function placeOf({ code, barcodes, name, initials }: KeptProduct, wanted: string): number | null {
  const [lowCode, lowName] = [code.toLowerCase(), name.toLowerCase()]
  if (lowCode === wanted || barcodes.includes(wanted)) return 0
  if (lowCode.startsWith(wanted)) return 1
  if (lowName.startsWith(wanted)) return 2
  if (initials.startsWith(wanted)) return 3
  const within = lowName.includes(wanted) || initials.includes(wanted)
  return within || barcodes.some((barcode) => barcode.endsWith(wanted)) ? 4 : null
}

/** A product as it is kept: with what a cashier may type of it. */
export const keptProduct = (row: ProductRow): KeptProduct => ({ ...row, initials: initialsOf(row.name) })
