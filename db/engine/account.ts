import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { trouble } from './trouble.ts'

/** The system account that runs the database server when the program itself is run by root. */
export type Account = Readonly<{ name: string; uid: number; gid: number }>

/** Whether this program is run by root, under which PostgreSQL refuses to start. */
export function asRoot(): boolean {
  return process.getuid?.() === 0
}

/** `postgres` when the system has it, else `nobody`; read from the account file, so no account is ever changed. */
export function serverAccount(accountFile = '/etc/passwd'): Account {
  const lines = readFileSync(accountFile, 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (!fields) continue
    // macOS writes nobody as -2; the kernel wants it unsigned.
    const [uid, gid] = [Number(fields[2]) >>> 0, Number(fields[3]) >>> 0]
    if (uid > 0) return { name, uid, gid }
  }
  throw trouble(
    'Run by root, the database needs an account "postgres" or "nobody"; the system has neither. Use another user.',
    '以 root 运行时，数据库需要系统账户 postgres 或 nobody，但两者都不存在。请换普通用户运行。',
  )
}

/** The name people know an account by, or its number when the system has none for it. */
export function accountName(uid: number, accountFile = '/etc/passwd'): string {
  const lines = readFileSync(accountFile, 'utf8').split('\n')
  return lines.find((line) => line.split(':')[2] === String(uid))?.split(':')[0] ?? String(uid)
}

/** The spawn options that make a child run as the account; the working folder is one that everybody may enter. */
export function runAs(account: Account | undefined): { uid?: number; gid?: number; cwd: string } {
  return account ? { uid: account.uid, gid: account.gid, cwd: '/' } : { cwd: '/' }
}

/** Only what the server needs: no `PG…` setting, library path or language of the caller reaches it. */
export function cleanEnvironment(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

/**
 * Whether the account may enter a folder or read a file. It is tried rather than computed, because access lists and
 * network file systems decide it as much as the mode bits do.
 */
export function reaches(account: Account | undefined, path: string): boolean {
  const done = spawnSync(
    '/bin/sh',
    ['-c', 'if test -d "$1"; then cd "$1"; else test -r "$1"; fi', 'sh', path],
    {
      ...runAs(account),
      env: cleanEnvironment(),
      stdio: 'ignore',
    },
  )
  return done.status === 0
}
