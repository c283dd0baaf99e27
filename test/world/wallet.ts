import type { Asked } from '#base/endpoint'
import { day } from '#base/instant'
import { enrolMember } from '#domain/member/contract'
import { publishProgram } from '#domain/program/contract'
import { showWallet, type WalletUnit } from '#domain/wallet/contract'
import { freeze } from '#domain/wallet/freeze'
import { openBalances } from '#domain/wallet/index'
import { world, type TestWorld, type WorldWish } from './world.ts'

type Document = Asked<typeof publishProgram>['document']

/** A world whose members may pass everything on, whose manager corrects up to 500 points or ¥50, a cashier up to 50. */
export async function walletWorld(more: Partial<Document> = {}, wish: WorldWish = {}): Promise<TestWorld> {
  const w = await world(wish)
  const document: Document = {
    earning: { points: 1, perMinor: 100 },
    adjustments: { manager: { points: 500, minor: 50_00 }, cashier: { points: 50, minor: 5_00 } },
    transfers: { points: true, storedValue: true },
    passes: [{ code: 'WASH', nameZh: '洗车', nameEn: 'Car wash' }],
    coupons: [{ code: 'V50', nameZh: '五十元券', nameEn: 'Fifty', kind: 'voucher', minor: 50_00 }],
    ...more,
  }
  await w.call(publishProgram, { id: w.newId(), document })
  return w
}

export const enrol = async (w: TestWorld, more: Partial<Asked<typeof enrolMember>> = {}): Promise<string> =>
  (await w.call(enrolMember, { id: w.newId(), source: 'terminal', ...more })).id

/** Value a member brought along: a lot with its last day. */
export async function give(
  w: TestWorld,
  memberId: string,
  lots: readonly Readonly<{ unit: WalletUnit; amount: number; expiresOn?: string }>[],
): Promise<void> {
  await w.work((work) =>
    openBalances(
      work,
      lots.map(({ unit, amount, expiresOn }) => ({
        id: w.newId(),
        memberId,
        unit,
        amount,
        openedOn: day('2026-01-01'),
        expiresOn: expiresOn === undefined ? null : day(expiresOn),
      })),
    ),
  )
}

/** What a member holds and owes: points, principal and bonus. */
export async function held(w: TestWorld, memberId: string) {
  const { pointsBalance, principalMinor, bonusMinor, pointsDebt, owedMinor } = await w.call(showWallet, {
    memberId,
  })
  return {
    points: pointsBalance,
    principal: principalMinor,
    bonus: bonusMinor,
    debt: pointsDebt,
    owed: owedMinor,
  }
}

/** A member with these balances, without last days. */
export async function holder(
  w: TestWorld,
  of: Partial<Record<'points' | 'principal' | 'bonus', number>>,
): Promise<string> {
  const id = await enrol(w)
  await give(
    w,
    id,
    Object.entries(of).map(([unit, amount]) => ({ unit: unit as WalletUnit, amount })),
  )
  return id
}

/** What a member holds is not to be touched for now. */
export const frozen = (w: TestWorld, memberId: string) =>
  w.work((work) => freeze(work, { memberId, id: w.newId(), reason: '核实中' }))
