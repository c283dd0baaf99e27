import { Button, Checkbox, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { allOf, leftOf } from './return-wish.ts'
import type { Chosen } from './return-wish.ts'
import type { Sale } from './sale-lines.tsx'

type LinesWords = Readonly<{ sale: Sale; chosen: Chosen; choose: (chosen: Chosen) => void }>

/** Which lines come back, and how much of each: never more than is left of it. */
export function ReturnLines({ sale, chosen, choose }: LinesWords) {
  const { t } = useTranslation()
  const all = (
    <>
      <Button size="small" type="link" onClick={() => choose(allOf(sale))}>
        {t('sales.return.all')}
      </Button>
      <Button size="small" type="link" onClick={() => choose({})}>
        {t('sales.return.none')}
      </Button>
    </>
  )
  return (
    <Section title={t('sales.return.lines')} actions={all}>
      <ul className="lines return-lines">
        {sale.lines.map((line) => (
          <ReturnLine
            key={line.no}
            line={line}
            value={chosen[line.no] ?? 0}
            change={(quantity) => choose({ ...chosen, [line.no]: quantity })}
          />
        ))}
      </ul>
    </Section>
  )
}

type LineWords = Readonly<{
  line: Sale['lines'][number]
  value: number
  change: (quantity: number) => void
}>

function ReturnLine({ line, value, change }: LineWords) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const left = leftOf(line)
  const name = line.name || line.productCode
  return (
    <li>
      <Checkbox
        checked={value > 0}
        disabled={left === 0}
        onChange={(event) => change(event.target.checked ? left : 0)}
      >
        <span className="line-what">
          {name}
          <small className="num">
            {t('sales.return.bought', { n: number(line.quantity), money: money(line.chargedMinor) })}
            {line.returnedQuantity > 0
              ? ` · ${t('sales.sale.partBack', { n: number(line.returnedQuantity) })}`
              : ''}
          </small>
        </span>
      </Checkbox>
      {left === 0 ? (
        <span className="quiet">{t('sales.sale.allBack')}</span>
      ) : (
        <InputNumber
          className="num return-much"
          aria-label={t('sales.return.quantity', { name })}
          min={0}
          max={left}
          precision={Number.isInteger(line.quantity) ? 0 : 3}
          value={value}
          suffix={`/ ${number(left)}`}
          onChange={(quantity) => change(Math.min(left, Number(quantity ?? 0)))}
        />
      )}
    </li>
  )
}
