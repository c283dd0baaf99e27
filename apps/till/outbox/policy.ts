import type { Instant } from '#base/instant'
import {
  judgePolicy,
  policySchema,
  sealedSchema,
  type Policy,
  type PolicyFault,
  type SealedText,
} from '#domain/device/model/policy'
import type { Identity, Kept } from '../till-context.ts'

export type PolicyNo = PolicyFault | 'policy_unreadable'

type Judging = Readonly<{
  identity: Identity
  now: Instant
  signed: (sealed: SealedText) => Promise<boolean>
}>

/** Takes a policy that came, by the line or on a stick, if it is ours, signed and not older than any seen (O7). */
export async function takePolicy(
  kept: Kept,
  sealed: SealedText,
  judging: Judging,
): Promise<Policy | PolicyNo> {
  const policy = readPolicy(sealed)
  if (policy === null) return 'policy_unreadable'
  const { chain, device } = judging.identity
  const highest = (await kept.get<number>('policy highest')) ?? 0
  const fault = judgePolicy(policy, await judging.signed(sealed), {
    chain,
    device,
    highest,
    now: judging.now,
  })
  if (fault !== null) return fault
  // The number first: should the till stop between the two, it has seen this version and takes no older one.
  await kept.set('policy highest', policy.version)
  await kept.set('policy', sealed)
  return policy
}

/** The policy kept from before, whatever its age: recording goes on with it, burning asks for its end. */
export async function keptPolicy(kept: Kept): Promise<Policy | null> {
  const read = sealedSchema.safeParse(await kept.get('policy'))
  return read.success ? readPolicy(read.data) : null
}

function readPolicy({ text }: SealedText): Policy | null {
  try {
    const read = policySchema.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
