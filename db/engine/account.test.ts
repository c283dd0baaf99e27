import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { accountName, asRoot, serverAccount } from './account.ts'
import { startEngine } from './index.ts'

const ROOT = 'root:x:0:0:root:/root:/bin/bash'
const POSTGRES = 'postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash'
const NOBODY = 'nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiji-account-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

async function accounts(...lines: string[]): Promise<string> {
  const file = join(folder, 'passwd')
  await writeFile(file, `${lines.join('\n')}\n`)
  return file
}

test('root lets the server run as postgres, where there is none as nobody', async () => {
  expect(serverAccount(await accounts(ROOT, NOBODY, POSTGRES))).toEqual({
    name: 'postgres',
    uid: 101,
    gid: 104,
  })
  expect(serverAccount(await accounts(ROOT, NOBODY))).toEqual({ name: 'nobody', uid: 65_534, gid: 65_533 })
  expect(
    serverAccount(await accounts(ROOT, 'nobody:*:-2:-2:Unprivileged:/var/empty:/usr/bin/false')).uid,
  ).toBe(4_294_967_294)
})

test('with neither account it says what to do, and never takes root itself', async () => {
  const text = /account "postgres" or "nobody"[^]*账户/
  const none = await accounts(ROOT, 'postgresql:x:7:7::/:/bin/sh')
  expect(() => serverAccount(none)).toThrow(text)
  const rooted = await accounts(ROOT, 'postgres:x:0:0::/:/bin/sh')
  expect(() => serverAccount(rooted)).toThrow(text)
})

test('an account without a name is called by its number', async () => {
  const file = await accounts(ROOT, POSTGRES)
  expect([accountName(101, file), accountName(4711, file)]).toEqual(['postgres', '4711'])
})

test('a state folder that others may write to is not used by root', async () => {
  const stateFolder = join(folder, 'state')
  const dataFolder = join(folder, 'data')
  // The temporary folder is closed to other accounts, so root would have to move to the state folder.
  await chmod(folder, 0o700)
  await mkdir(stateFolder)
  await chmod(stateFolder, 0o777)
  const start = startEngine({ dataFolder, stateFolder, say: () => undefined, fast: true })
  if (asRoot()) await expect(start).rejects.toThrow('only root can write to')
  else await (await start).stop()
})
