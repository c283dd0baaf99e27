import { useTranslation } from 'react-i18next'
import { explain, type Explained } from '#domain/program/model/explain'
import { saidOf } from '#domain/program/model/explain-words'
import { usePolicy } from '../till-context.ts'
import { useWords } from '../words.ts'
import { isQuote } from './quote.ts'
import { Sheet } from './sheet.tsx'
import type { Sale } from './use-sale.ts'

/** Every rule that had a say in this basket, or had none, in words a cashier can read out. */
export function WhySheet({ sale, onClose }: Readonly<{ sale: Sale; onClose: () => void }>) {
  const say = useWords()
  const { i18n } = useTranslation()
  const { currency } = usePolicy()
  const { quote, scene } = sale
  const language = i18n.language.startsWith('zh') ? 'zh-CN' : 'en'
  const rules = isQuote(quote)
    ? explain(scene.program, quote.basket, { held: scene.held.map((one) => one.code) }).rules
    : []
  const part = (applied: boolean) => rules.filter((one) => one.applied === applied && isNews(one))
  const list = (of: readonly Explained[]) => (
    <ul className="checkout-why">
      {of.map((one) => (
        <li key={`${one.part} ${one.code} ${one.lineNo ?? ''}`}>{saidOf(one, { language, currency })}</li>
      ))}
    </ul>
  )
  return (
    <Sheet title={say('checkout.why.title')} onClose={onClose} width={720}>
      {isQuote(quote) ? null : (
        <p className="member-unknown" role="alert">
          {say('checkout.why.refused')} {say(`checkout.refused.${quote.refused}`)}
        </p>
      )}
      {isQuote(quote) && rules.length === 0 ? <p className="quiet">{say('checkout.why.none')}</p> : null}
      {part(true).length === 0 ? null : (
        <>
          <h3>{say('checkout.why.applied')}</h3>
          {list(part(true))}
        </>
      )}
      {part(false).length === 0 ? null : (
        <>
          <h3>{say('checkout.why.not')}</h3>
          {list(part(false))}
        </>
      )}
    </Sheet>
  )
}

/** That a rule is for other goods is true of most rules and most lines, and tells nobody anything. */
const isNews = ({ why, part, applied }: Explained): boolean =>
  why !== 'other_goods' && why !== 'not_cheaper' && !(part === 'points' && applied)
