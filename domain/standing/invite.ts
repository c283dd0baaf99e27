import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import type { inviteToTier, setTier } from './contract.ts'
import { give, openOne } from './give.ts'
import { standIn, type StandingBook } from './model/book.ts'
import { rankOf, saidAt } from './model/tiers.ts'
import * as store from './store/given.ts'

type Wished = Wish<typeof inviteToTier> | Wish<typeof setTier>

/** T3: an invitation gives a tier that the program gives so, and only a higher one. */
export const invite = (work: Work, wish: Wish<typeof inviteToTier>) =>
  giving(work, wish, { kind: 'invitation', once: 'tier_invitation', judge: judgeInvitation })

/** T3: by hand a member is put anywhere, with a reason. */
export const set = (work: Work, wish: Wish<typeof setTier>) =>
  giving(work, wish, { kind: 'hand', once: 'tier_setting', judge: judgeSetting })

type How = Readonly<{
  kind: 'invitation' | 'hand'
  once: string
  judge: (of: Readonly<{ book: StandingBook; now: number; to: number }>) => void
}>

async function giving(work: Work, wish: Wished, how: How) {
  const [member] = await membersById(work, [wish.memberId])
  const known = member !== undefined && member.withdrawnAt === null
  const book = known ? await openOne(work, wish.memberId) : null
  return once(work, wish, {
    room: 'standing',
    kind: how.once,
    find: (id) => store.givenById(work.tx, id),
    answer: ({ fingerprint: _, kind: __, ...row }) => ({
      ...row,
      stands: book && standsAt(book, wish.memberId),
    }),
    decide: async (fingerprint) => {
      if (!book) throw new Refusal('member_unknown')
      const to = book.tiers.list.findIndex((tier) => tier.code === wish.tier)
      if (to < 0) throw new Refusal('tier_unknown')
      how.judge({ book, now: rankOf(book.tiers, standIn(book, wish.memberId).row.tier), to })
      await give(work, book, { ...wish, fingerprint, kind: how.kind })
      return present(await store.givenById(work.tx, wish.id), 'T3: a tier that was given is there')
    },
  })
}

const standsAt = ({ tiers, stands }: StandingBook, memberId: string): string | null =>
  saidAt(tiers, rankOf(tiers, stands.get(memberId)?.row.tier ?? null))

function judgeInvitation({ book, now, to }: Readonly<{ book: StandingBook; now: number; to: number }>): void {
  const invited = book.tiers.list[to]?.ways.some((way) => way.by === 'invitation') ?? false
  if (!invited) throw new Refusal('tier_not_by_invitation')
  if (to <= now) throw new Refusal('tier_not_higher')
}

function judgeSetting({ now, to }: Readonly<{ now: number; to: number }>): void {
  if (to === now) throw new Refusal('tier_the_same')
}
