import type { Policy } from '#domain/device/model/policy'

/** The longest name a line of a sale carries. */
const MOST = 40

export type Seller = Readonly<{ id: string; name: string; seller: string }>

/**
 * People of the store as lines of a sale name them: by their name, which the console shows as it is; where two share
 * one, with the end of their id behind it, so that nobody is credited with another's sale.
 */
export const sellersOf = ({ cashiers }: Pick<Policy, 'cashiers'>): Seller[] =>
  cashiers.map(({ id, name }) => {
    const short = name.trim().slice(0, MOST - 5)
    const shared = cashiers.some((one) => one.id !== id && one.name.trim().slice(0, MOST - 5) === short)
    return { id, name, seller: shared ? `${short} ${id.slice(-4)}` : short }
  })
