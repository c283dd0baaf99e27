import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#base/endpoint'
import { PERMISSIONS, permissionsOf, ROLES, type Permission } from '#domain/org/model'
import type { Caller } from '#test/world/caller'
import { world, type TestWorld } from '#test/world/world'
import { refusals, refusalTables } from './refusals.ts'
import { routes } from './rooms.ts'

const endpoints = routes.map((route) => route.endpoint)

let w: TestWorld
const callers = new Map<string, { caller: Caller; permissions: readonly string[] | null }>()

beforeAll(async () => {
  w = await world({ closing: 'by hand' })
  callers.set('nobody', { caller: w.anonymous, permissions: null })
  callers.set('owner', { caller: w, permissions: ['*'] })
  for (const role of ROLES.filter((one) => one !== 'owner')) {
    callers.set(role, { caller: await w.as(role), permissions: permissionsOf([role]) })
  }
  // A key for everything but the endpoint's own scope is made for each; here one that holds a single scope.
  callers.set('key org.read', { caller: await w.key('org.read'), permissions: ['org.read'] })
})
afterAll(() => w.close())

/** S1: what the contract promises, said without the host's own code. */
function expected({ can }: Endpoint, permissions: readonly string[] | null): 'allowed' | 401 | 403 {
  if (can === 'anyone') return 'allowed'
  if (permissions === null) return 401
  if (can === 'signed-in' || permissions.includes('*') || permissions.includes(can)) return 'allowed'
  return 403
}

/** A body that no command would act on: denial must come before it is even judged. */
const ask = ({ method, path, body }: Endpoint, caller: Caller) => {
  const at = path.replaceAll(/:(\w+)/g, 'no-id')
  if (method === 'GET') return caller.get(at, { page: 'none' })
  if (method === 'DELETE') return caller.del(at)
  if (body === 'bytes') return caller.post(at, new Uint8Array(1))
  return method === 'PUT' ? caller.put(at, { version: 'none' }) : caller.post(at, { id: 'none' })
}

const DENIALS = new Set(['sign_in_needed', 'not_allowed'])

test.each(endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  '%s is open to exactly those its contract names',
  async (_, endpoint) => {
    const told: Record<string, unknown> = {}
    const wanted: Record<string, unknown> = {}
    for (const [name, { caller, permissions }] of callers) {
      // Ending one's own session would turn the next question of the same caller into a stranger's.
      const own = endpoint.session === 'end' ? w.anonymous : caller
      const reply = await ask(endpoint, own)
      const denied = DENIALS.has(String(reply.body?.['code']))
      told[name] = denied ? reply.status : 'allowed'
      wanted[name] = expected(endpoint, permissions)
    }
    expect(told).toEqual(wanted)
  },
)

test('a key without the scope is refused and one with it alone is let through, for every scope in use', async () => {
  const scoped = endpoints.filter(({ can }) => can !== 'anyone' && can !== 'signed-in')
  const scopes = [...new Set(scoped.map(({ can }) => can as Permission))]
  expect(scopes.length).toBeGreaterThan(0)
  for (const scope of scopes) {
    const right = await w.key(scope)
    const wrong = await w.key(...PERMISSIONS.filter((other) => other !== scope))
    for (const endpoint of scoped.filter(({ can }) => can === scope)) {
      const codes = [await ask(endpoint, right), await ask(endpoint, wrong)].map(
        (reply) => reply.body?.['code'],
      )
      expect([endpoint.name, DENIALS.has(String(codes[0])), codes[1]]).toEqual([
        endpoint.name,
        false,
        'not_allowed',
      ])
    }
  }
})

test('every endpoint says who may call it, by a permission that exists', () => {
  const known = new Set<string>(['anyone', 'signed-in', ...PERMISSIONS])
  expect(endpoints.filter(({ can }) => !known.has(can)).map(({ name }) => name)).toEqual([])
})

test('open to everybody: set-up, signing in, forms, members’ links, a receipt, a till’s code, a member’s PIN', () => {
  const open = endpoints.filter(({ can }) => can === 'anyone').map(({ name }) => name)
  expect(open.sort()).toEqual([
    'answerSurvey',
    'askedSurvey',
    'beginBooking',
    'beginCollection',
    'cancelBooking',
    'clubHome',
    'clubPurchases',
    'clubTopic',
    'confirmBooking',
    'deviceEnrolment',
    'deviceMedia',
    'eReceipt',
    'enrolDevice',
    'foundDemo',
    'keepPreferences',
    'memberLikeOffers',
    'memberVoucher',
    'memberVoucherCoupons',
    'ownBooking',
    'ownDays',
    'ownPage',
    'ownSlots',
    'preferences',
    'publicForm',
    'publicReviews',
    'setUp',
    'showChain',
    'signIn',
    'signOut',
    'submitForm',
    'takeNickname',
    'unsubscribe',
    'writeReply',
    'writeReview',
    'writeTopic',
  ])
})

test('a code has its status and words in one place', () => {
  const codes = refusalTables.flatMap((table) => Object.keys(table))
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([])
})

test('every refusal of every contract has a status and words in both languages', () => {
  const codes = new Set(endpoints.flatMap((endpoint) => endpoint.refusals))
  expect([...codes].filter((code) => !refusals[code])).toEqual([])
  for (const [code, { status, en, zh }] of Object.entries(refusals)) {
    expect([code, status >= 400 && status < 600, en.length > 3, /[\u4e00-\u9fff]/.test(zh)]).toEqual([
      code,
      true,
      true,
      true,
    ])
  }
})

test('names, paths and summaries are each of their own', () => {
  const names = endpoints.map(({ name }) => name)
  const places = endpoints.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`)
  expect([new Set(names).size, new Set(places).size]).toEqual([names.length, places.length])
  expect(endpoints.filter(({ summary }) => summary.length < 10)).toEqual([])
})
