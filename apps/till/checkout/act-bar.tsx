import { Button } from 'antd'
import { useWords } from '../words.ts'
import { KEYS, type KeyedAct } from './keys.ts'
import type { Acts } from './use-acts.ts'

const SHOWN = [
  'hold',
  'recall',
  'discount',
  'coupons',
  'return',
  'seller',
  'why',
  'clear',
  'commands',
] as const satisfies readonly KeyedAct[]

type Words = Readonly<{ acts: Acts; goods: boolean; onGoods: () => void }>

/** What is done now and then, each with its key. */
export function ActBar({ acts, goods, onGoods }: Words) {
  const say = useWords()
  return (
    <nav className="checkout-acts">
      <Button className="checkout-narrow" size="large" onClick={onGoods}>
        {say(goods ? 'checkout.basket' : 'checkout.goods')}
      </Button>
      {SHOWN.map((act) => (
        <Button key={act} size="large" onClick={acts.of[act]}>
          {act === 'recall' && acts.held > 0
            ? say('checkout.act.recallN', { n: acts.held })
            : say(`checkout.act.${act}`)}{' '}
          <kbd>{KEYS[act].shown}</kbd>
        </Button>
      ))}
    </nav>
  )
}
