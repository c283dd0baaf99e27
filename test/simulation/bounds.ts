import { shareOf } from '#domain/device/model/offline'
import type { Burning } from '#domain/device/model/till-log'
import { burningOf } from './burning.ts'
import type { AskedRoom } from './till.ts'
import type { Rec, World } from './world.ts'

type Burnt = Readonly<{ way: string | null; memberId: string }>

/** O4, §4.3, said again without the code of the till: by the policy it held, and who it names. */
export function mayHaveBurned(world: World, rec: Rec, { way, memberId }: Burnt): void {
  const { witness } = world
  const policy = rec.policies.at(-1)
  if (way === null || rec.till === null) return
  if (!policy) return witness.fail('O4 nothing is burned without a policy')
  if (rec.till.now() >= policy.certifiedUntil) witness.fail('O4 nothing is burned after the certificate')
  const bounded = way === 'limit'
  if (bounded && policy.deny.includes(memberId)) witness.fail('§4.3 nobody who is named is burned on a limit')
  if (!bounded || policy.limits === null) return
  const { perCardMinor, perStoreMinor } = shareOf(policy.limits)
  const open = onLimit(world, rec)
  const minor = (some: typeof open) => some.reduce((sum, one) => sum + boundedMinor(one), 0)
  if (minor(open.filter((one) => one.memberId === memberId)) > perCardMinor)
    witness.fail('O3 no more of a card than its share waits to be judged')
  if (minor(open) > perStoreMinor) witness.fail('O3 no more of a store than its share waits to be judged')
}

/** M4, said again without the code of the till: what head office was asked for is there, with all it cannot know of. */
export function roomWasThere(
  world: World,
  rec: Rec,
  { roomMinor, memberId }: AskedRoom & Pick<Burnt, 'memberId'>,
): void {
  const own = unjudged(world, rec).filter((one) => one.memberId === memberId)
  const minor = own.reduce((sum, one) => sum + (one.accountMinor ?? 0), 0)
  if (minor > (roomMinor ?? 0)) world.witness.fail('M4 who was asked for room is not charged beyond it')
  world.witness.some('head office asked for room')
}

/** What a till burned on its limit, and neither head office has judged nor the till was ever told it had. */
const onLimit = (world: World, rec: Rec): readonly Burning[] =>
  unjudged(world, rec).filter((one) => boundedMinor(one) > 0)

function unjudged({ memo }: World, { identity, till }: Rec): readonly Burning[] {
  const { epoch, mark } = memo.office.markOf(identity.device)
  const judged = Math.max(epoch === identity.epoch ? mark : 0, till?.state().mark ?? 0)
  const events = till?.events().filter((one) => one.seq > judged) ?? []
  return events.map((one) => burningOf(one.event))
}

const boundedMinor = ({ way, minor, accountMinor = 0 }: Burning): number =>
  way === 'limit' ? minor + accountMinor : accountMinor
