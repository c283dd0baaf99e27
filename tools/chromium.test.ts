import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { findChromium, launch } from './chromium.ts'

const chosen = process.env['ZHIJI_CHROMIUM']

afterEach(() => {
  if (chosen === undefined) delete process.env['ZHIJI_CHROMIUM']
  else process.env['ZHIJI_CHROMIUM'] = chosen
})

test('the browser that is found opens a page', async () => {
  const browser = await launch()
  try {
    const page = await browser.newPage()
    await page.goto(
      `data:text/html;charset=utf-8,${encodeURIComponent('<title>知己</title><h1>会员 积分</h1>')}`,
    )
    expect(await page.title()).toBe('知己')
    expect(await page.locator('h1').innerText()).toBe('会员 积分')
  } finally {
    await browser.close()
  }
})

test('a script in place of a browser, as some systems put there, is passed over', async () => {
  const real = findChromium()
  const folder = await mkdtemp(join(tmpdir(), 'zhiji-browser-'))
  const stub = join(folder, 'chromium-browser')
  await writeFile(stub, '#!/bin/sh\necho "Chromium comes as a snap: snap install chromium" >&2\nexit 1\n')
  await chmod(stub, 0o755)
  process.env['ZHIJI_CHROMIUM'] = stub
  try {
    expect(findChromium()).toBe(real)
    await writeFile(stub, '#!/bin/sh\necho Chromium 156.0\n')
    expect(findChromium()).toBe(stub)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
