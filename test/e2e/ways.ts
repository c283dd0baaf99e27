import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { present } from '#base/must'
import { at, seen } from './reader.ts'
import { filled, like, zh } from './words.ts'

/** Ways an owner goes in the console, by what is written on it. */

export const OWNER = { name: '林掌柜', login: 'owner', password: '知音难觅 2026' }
export const CHAIN = '高山流水唱片'

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** Goes to a place of the main menu. */
export async function goTo(
  page: Page,
  place: string,
  words: { title: string } = zh.shell.nav,
): Promise<void> {
  const menu = page.getByRole('navigation', { name: words.title })
  await menu.getByRole('link', { name: place, exact: true }).click()
}

/** Chain, branch, owner; signed in at the end, and still after a reload. */
export async function openTheHouse(page: Page): Promise<void> {
  const { setUp } = zh.start
  await page.goto('/')
  await at(page, setUp.title)
  await page.getByLabel(setUp.chainName).fill(CHAIN)
  await press(page, setUp.next)
  await page.getByLabel(setUp.branchName).fill('琴台路店')
  await press(page, setUp.next)
  await page.getByLabel(setUp.ownerName).fill(OWNER.name)
  await page.getByLabel(setUp.password).fill(OWNER.password)
  await press(page, setUp.submit)
  await at(page, zh.overview.title)
  await seen(page.getByText(zh.overview.fresh))
  await page.reload()
  await at(page, zh.overview.title)
}

/** Out by the account menu and in again by the front door. */
export async function comeBack(page: Page): Promise<void> {
  const { signIn } = zh.start
  await page.getByRole('button', { name: like(zh.shell.account.title, { name: OWNER.name }) }).click()
  await page.getByRole('menuitem', { name: zh.shell.account.signOut }).click()
  await at(page, like(signIn.to, { chain: CHAIN }))
  await page.getByLabel(signIn.login).fill(OWNER.login)
  await page.getByLabel(signIn.password).fill(OWNER.password)
  await press(page, signIn.submit)
  await at(page, zh.overview.title)
}

/** Enrols a member at the counter who agrees to letters. */
export async function enrol(page: Page, of: { name: string; mobile: string; email: string }): Promise<void> {
  const { form, field } = zh.members
  await goTo(page, zh.shell.nav.members)
  await seen(page.getByText(zh.members.empty.title))
  await page.getByRole('button', { name: zh.members.add }).first().click()
  await at(page, form.new)
  await page.getByLabel(field.name, { exact: true }).fill(of.name)
  await page.getByLabel(field.mobile, { exact: true }).fill(of.mobile)
  await page.getByLabel(field.email, { exact: true }).fill(of.email)
  await page.getByRole('checkbox', { name: zh.parts.channel.email }).check()
  await press(page, form.enrol)
  await at(page, of.name)
  await seen(page.getByText(like(zh.members.page.granted)))
}

type ImportWish = Readonly<{
  path: string
  kind: keyof typeof zh.imports.kind
  imported: number
  refused?: number
  /** Columns of these names were brought before, so what was chosen then is proposed. */
  again?: boolean
}>

export const count = (n: number): string => n.toLocaleString('zh-CN')

/** A file through the wizard: guessed, tried without writing anything, imported. */
export async function bring(page: Page, wish: ImportWish): Promise<void> {
  const { path, kind, imported, refused = 0, again = false } = wish
  const { imports } = zh
  await goTo(page, zh.shell.nav.imports)
  await page.getByRole('button', { name: imports.add }).first().click()
  await page.getByLabel(imports.file.drop).setInputFiles(path)
  const guess = page.getByRole('radio', { name: new RegExp(`^${imports.kind[kind]}`) })
  await expect.poll(() => guess.isChecked()).toBe(true)
  await press(page, imports.file.send)
  await seen(page.getByText(again ? imports.map.saved : imports.map.guessed))
  await press(page, imports.map.check)
  const rows = count(imported + refused)
  const numbers = { rows, duplicates: '0', refused: count(refused) }
  await seen(page.getByText(like(imports.trial.answer, { ...numbers, fit: count(imported) })))
  if (refused > 0) await seen(page.getByText(imports.reason.not_a_time))
  await press(page, filled(imports.trial.run, { n: count(imported) }))
  await seen(page.getByText(like(imports.done.answer, { ...numbers, imported: count(imported) })))
}

/** The sentence a verdict begins with, as the page shows it large. */
export const firstSentence = (text: string): string =>
  present(/^.*?(?:[。！？]|[.!?](?=\s|$))/.exec(text)?.[0], 'test: a verdict is a sentence')
