import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { rowsOf } from '#test/world/data'

const CDNOW = join(process.cwd(), 'domain', 'demo', 'cdnow', 'transactions.csv.gz')
const KNOWN_TO = '1997-09-30'
/** Every fourth of them did not agree to letters. */
const REFUSES = 4

export type Person = Readonly<{ number: string; email: string; mobile: string; agreed: boolean }>
export type Files = Readonly<{
  members: string
  /** The purchases until 30 September 1997, and one row that nobody can read. */
  purchases: string
  later: string
  people: readonly Person[]
  rows: Readonly<{ purchases: number; later: number }>
}>

/** What an owner would bring from the system before: real purchases, and who made them. */
export function ownersFiles(now: string): Files {
  const folder = mkdtempSync(join(tmpdir(), 'zhiji-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const save = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name)
    writeFileSync(path, `${lines.join('\n')}\n`)
    return path
  }
  const rows = rowsOf(CDNOW).map(({ customer_id = '', date = '', quantity = '', amount = '' }) => ({
    customer_id,
    date,
    rest: `${quantity},${amount}`,
  }))
  const people = [...new Set(rows.map((row) => row.customer_id))].map((number, at) => ({
    number,
    email: `c${number}@example.com`,
    mobile: `138${String(at).padStart(8, '0')}`,
    agreed: at % REFUSES !== 0,
  }))
  const before = rows.filter(({ date }) => date <= KNOWN_TO)
  const after = rows.filter(({ date }) => date > KNOWN_TO)
  const sales = 'customer_id,date,quantity,amount'
  return {
    people,
    members: save('会员.csv', [
      '会员号,姓名,邮箱,手机号,同意邮件营销,同意短信营销',
      ...people.map(({ number, email, mobile, agreed }) => {
        const said = agreed ? '是' : '否'
        return `${number},顾客${number},${email},${mobile},${said},${said}`
      }),
    ]),
    purchases: save('purchases-1997.csv', [
      sales,
      ...before.map((row) => `${row.customer_id},${row.date},${row.rest}`),
      '0001,1997-13-31,1,9.99',
    ]),
    // A campaign by e-mail begins on the day of its launch, so what was bought later is told as bought now.
    later: save('purchases-later.csv', [
      sales,
      ...after.map((row) => `${row.customer_id},${now},${row.rest}`),
    ]),
    rows: { purchases: before.length, later: after.length },
  }
}
