import { fileURLToPath } from 'node:url'
import { resolve } from 'node:path'
import { z } from 'zod'

/** The folder the program was installed in, whether it runs from the build or from the sources. */
export const ROOT = fileURLToPath(
  new URL(import.meta.url.includes('/dist/server/') ? '../..' : '..', import.meta.url),
)

const empty = (value: unknown): unknown => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(of: T) => z.preprocess(empty, of.optional())
const flag = z.preprocess(empty, z.stringbool().default(false))

const settings = z.object({
  PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  HOST: z.preprocess(empty, z.string().default('127.0.0.1')),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  ZHIJI_DATA: optional(z.string()),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
  BEHIND_PROXY: flag,
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  SMTP_FROM: optional(z.string().max(200)),
  PRIVATE_HOSTS: optional(z.string().max(2000)),
  LOG_LEVEL: optional(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])),
})

export type Config = Readonly<{
  /** The port asked for; null takes the first free one from 4100 on. */
  port: number | null
  host: string
  /** A PostgreSQL to use instead of the embedded one. */
  databaseUrl: string | null
  dataFolder: string
  /** What people type, when a proxy stands in front. */
  publicUrl: string | null
  secure: boolean
  behindProxy: boolean
  smtpUrl: string | null
  smtpFrom: string | null
  /** Hosts of providers that may be reached though their addresses are private. */
  privateHosts: ReadonlySet<string>
  logLevel: string
}>

/** `smsc.local, 10.0.0.5:2775`: names or addresses, with a port or without. */
export const privateHosts = (text: string | undefined): ReadonlySet<string> =>
  new Set((text ?? '').split(/[\s,]+/).filter((host) => host !== ''))

/** Reads the environment; throws one line per setting that cannot be used, in both languages. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, terminal = false): Config {
  const read = settings.safeParse(env)
  if (!read.success) {
    const lines = read.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
    throw new Error(`These settings cannot be used / 以下设置无法使用:\n${lines.join('\n')}`)
  }
  const { data } = read
  return {
    port: data.PORT ?? null,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL ?? null,
    dataFolder: resolve(ROOT, data.ZHIJI_DATA ?? 'data'),
    publicUrl: data.PUBLIC_URL ?? null,
    secure: data.PUBLIC_URL?.startsWith('https:') ?? false,
    behindProxy: data.BEHIND_PROXY,
    smtpUrl: data.SMTP_URL ?? null,
    smtpFrom: data.SMTP_FROM ?? null,
    privateHosts: privateHosts(data.PRIVATE_HOSTS),
    // A person at a terminal wants the address, not a line per request.
    logLevel: data.LOG_LEVEL ?? (terminal ? 'warn' : 'info'),
  }
}
