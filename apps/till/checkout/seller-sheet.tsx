import { usePolicy } from '../till-context.ts'
import { useWords } from '../words.ts'
import { sellersOf } from './seller.ts'
import { Sheet } from './sheet.tsx'

type Words = Readonly<{
  title: string
  /** Who it is now; null for nobody. */
  seller: string | null
  onPick: (seller: string | null) => void
  onClose: () => void
}>

/** Who sold it: everybody who sells at this store, and nobody in particular. */
export function SellerSheet({ title, seller, onPick, onClose }: Words) {
  const say = useWords()
  const people = sellersOf(usePolicy())
  return (
    <Sheet title={title} onClose={onClose} width={640}>
      <div className="checkout-sellers" role="group" aria-label={title}>
        <Choice words={say('checkout.seller.nobody')} chosen={seller === null} onPick={() => onPick(null)} />
        {people.map((one, at) => (
          <Choice
            key={one.id}
            words={one.seller}
            chosen={one.seller === seller}
            first={at === 0}
            onPick={() => onPick(one.seller)}
          />
        ))}
      </div>
    </Sheet>
  )
}

type ChoiceWords = Readonly<{ words: string; chosen: boolean; first?: boolean; onPick: () => void }>

const Choice = ({ words, chosen, first = false, onPick }: ChoiceWords) => (
  <button
    type="button"
    className="till-key till-key-word"
    aria-pressed={chosen}
    autoFocus={first}
    onClick={onPick}
  >
    {words}
  </button>
)
