import { maskName } from '#domain/member/model/mask-name'

export const POST_KINDS = ['topic', 'reply', 'review'] as const
export type PostKind = (typeof POST_KINDS)[number]

/** What staff does about a post. */
export const ACTS = ['hidden', 'shown', 'pinned', 'unpinned'] as const
export type Act = (typeof ACTS)[number]

/** How a post stands: written by acts alone (F5). */
export type Stands = Readonly<{ hidden: boolean; pinned: boolean }>

export function standsAfter(act: Act, before: Stands): Stands {
  switch (act) {
    case 'hidden':
      return { ...before, hidden: true }
    case 'shown':
      return { ...before, hidden: false }
    case 'pinned':
      return { ...before, pinned: true }
    case 'unpinned':
      return { ...before, pinned: false }
  }
}

export type ActRefusal = 'hiding_reason_needed' | 'only_topics_are_pinned' | 'post_stands_so'

/** F5: hidden needs a reason, only topics are pinned, and an act that changes nothing is none. */
export function judgeAct(
  post: Stands & Readonly<{ kind: PostKind }>,
  { act, reason }: Readonly<{ act: Act; reason: string }>,
): ActRefusal | null {
  if (act === 'hidden' && reason === '') return 'hiding_reason_needed'
  if (act === 'pinned' && post.kind !== 'topic') return 'only_topics_are_pinned'
  const after = standsAfter(act, post)
  return after.hidden === post.hidden && after.pinned === post.pinned ? 'post_stands_so' : null
}

/** Until the chain says otherwise. */
export const USUAL_LIMITS = { postsADay: 20, reviewsADay: 10 } as const
export type Limits = Readonly<{ postsADay: number; reviewsADay: number }>
export type Written = Readonly<{ posts: number; reviews: number }>

/** F6: how much more a member may write on a day. */
export const leftOf = (limits: Limits, written: Written) => ({
  posts: Math.max(0, limits.postsADay - written.posts),
  reviews: Math.max(0, limits.reviewsADay - written.reviews),
})

/** Who wrote something, as everybody may read it. */
export type Author = Readonly<{ kind: 'member' | 'former' | 'house'; name: string }>

/** F4: a member without name and nickname has an empty name; pages say “member” there. */
export function authorOf(
  member: Readonly<{ name: string; withdrawnAt: string | null; nickname: string | null }> | null,
  chainName: string,
): Author {
  if (member === null) return { kind: 'house', name: chainName }
  if (member.withdrawnAt !== null) return { kind: 'former', name: '' }
  return { kind: 'member', name: member.nickname ?? maskName(member.name) }
}

export type NicknameRefusal = 'nickname_unfit'

/** F4: a nickname must not look like the house, nor hold a number by which somebody could be called. */
export function judgeNickname(nickname: string, chainName: string): NicknameRefusal | null {
  const word = nickname.toLowerCase().replaceAll(/\s/g, '')
  const house = [chainName.toLowerCase().replaceAll(/\s/g, ''), '官方', '客服']
  if (house.some((one) => one !== '' && word.includes(one))) return 'nickname_unfit'
  return word.replaceAll(/\D/g, '').length >= 7 ? 'nickname_unfit' : null
}
