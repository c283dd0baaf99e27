import { randomBytes } from 'node:crypto'
import type { Endpoint, Asked, Told } from '#base/endpoint'
import { uuidv7 } from '#base/id'
import { must } from '#base/must'
import * as contract from '#domain/import/contract'
import { setUp } from '#domain/org/contract'
import { PASSWORD } from '#test/world/world'

export type Call = <E extends Endpoint>(endpoint: E, wish: Asked<E>) => Promise<Told<E>>

export type Reply = Readonly<{ status: number; text: string }>

/** Asks without judging the reply; null when the line was cut, at either end, before there was a whole one. */
export type Ask = <E extends Endpoint>(endpoint: E, wish: Asked<E>) => Promise<Reply | null>

/** The owner at a browser: asks the program wherever it listens now, with a session that outlives its kills. */
export type Visitor = Readonly<{
  at(address: string): Call
  asking(address: string, line?: AbortSignal): Ask
  /** The bytes of what is answered with a file. */
  file(address: string): (endpoint: Endpoint, wish: Wish) => Promise<Uint8Array>
}>

type Wish = Record<string, unknown>

type Caller = Readonly<{ address: string; cookie: string; line?: AbortSignal | undefined }>

async function send({ address, cookie, line }: Caller, endpoint: Endpoint, wish: Wish): Promise<Response> {
  const { bytes, ...words } = wish
  const url = new URL(`api/v1${fill(endpoint.path, words)}`, address)
  const isQuery = endpoint.method === 'GET' || bytes !== undefined
  if (isQuery) for (const [key, value] of Object.entries(words)) url.searchParams.set(key, String(value))
  const type = bytes === undefined ? 'application/json' : 'application/octet-stream'
  const body = bytes === undefined ? JSON.stringify(words) : (bytes as Uint8Array<ArrayBuffer>)
  return fetch(url, {
    method: endpoint.method,
    headers: { origin: url.origin, cookie, ...(endpoint.method === 'GET' ? {} : { 'content-type': type }) },
    ...(endpoint.method === 'GET' ? {} : { body }),
    ...(line === undefined ? {} : { signal: line }),
  })
}

/** Takes the words that stand in the path out of the wish. */
function fill(path: string, wish: Wish): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = String(wish[name])
    delete wish[name]
    return encodeURIComponent(value)
  })
}

async function wholeReply(sent: Promise<Response>, line: AbortSignal | undefined): Promise<Reply | null> {
  try {
    const reply = await sent
    return { status: reply.status, text: await reply.text() }
  } catch (trouble) {
    // The one error that fetch has for every connection that was refused or cut at the other end.
    if (trouble instanceof TypeError || line?.aborted === true) return null
    throw trouble
  }
}

async function answered<T>(endpoint: Endpoint, reply: Response): Promise<T> {
  const text = await reply.text()
  must(reply.status === 200, `test: ${endpoint.name} is answered, got ${reply.status} ${text.slice(0, 300)}`)
  return JSON.parse(text) as T
}

/** Founds the chain of a fresh program and stays signed in as its owner. */
export async function found(address: string): Promise<Visitor> {
  const wish = {
    chain: { name: '知己茶铺' },
    branch: { code: 'S1', name: '人民路店' },
    owner: { login: 'owner', name: '王老板', password: PASSWORD },
  }
  const reply = await send({ address, cookie: '' }, setUp, wish)
  await answered(setUp, reply)
  const cookie =
    reply.headers
      .getSetCookie()
      .find((one) => one.includes('zhiji_session='))
      ?.split(';')[0] ?? ''
  const at = (where: string): Call => {
    return async (endpoint, asked) =>
      answered(endpoint, await send({ address: where, cookie }, endpoint, { ...(asked as Wish) }))
  }
  const asking = (where: string, line?: AbortSignal): Ask => {
    const caller = { address: where, cookie, line }
    return (endpoint, asked) => wholeReply(send(caller, endpoint, { ...(asked as Wish) }), line)
  }
  const file: Visitor['file'] = (where) => async (endpoint, wish) => {
    const sent = await send({ address: where, cookie }, endpoint, { ...wish })
    must(sent.status === 200, `test: ${endpoint.name} is answered, got ${sent.status}`)
    return new Uint8Array(await sent.arrayBuffer())
  }
  return { at, asking, file }
}

/** Sends a sales file, maps it and asks for its import; answers its id. */
export async function importSales(call: Call, bytes: Uint8Array): Promise<string> {
  const id = uuidv7(Date.now(), randomBytes(10))
  await call(contract.openImport, { id, kind: 'sales', name: 'sales.csv', sizeBytes: bytes.length })
  await call(contract.sendPart, { id, no: 1, bytes })
  const { mapping, options } = await call(contract.endUpload, { id, parts: 1 })
  await call(contract.mapImport, { id, mapping, options: { ...options, createMissingMembers: true } })
  await call(contract.runImport, { id })
  return id
}
