import { Button, DatePicker, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { COUPON_KINDS, ON_RETURN } from '#domain/program/model/document'
import type { CouponRule, ProgramDocument, TopUpPackage } from '#domain/program/contract'
import { dayInForm } from '../members/member-form.tsx'
import { useNameOf } from '../wallet/names.ts'
import { useCouponText } from './coupon-text.ts'
import type { Draft } from './draft.ts'
import { FRESH_COUPON, FRESH_PASS, FRESH_TOP_UP } from './draft.ts'
import { BpsItem, ChoiceItem, CodesItem, CountItem, MinorItem, SwitchItem, TextItem } from './inputs.tsx'
import type { Name } from './inputs.tsx'
import { ItemList } from './item-list.tsx'
import { usePackageText } from './rule-text.ts'

type Pass = ProgramDocument['passes'][number]

/** What is typed of one item, with nothing where a number is missing, so that its sentence can be written meanwhile. */
function useTyped<Item extends object>(part: string, fresh: Item): (at: number) => Item {
  const all = Form.useWatch<Record<string, unknown>[] | undefined>(['document', part], { preserve: true })
  return (at) => {
    const typed = Object.entries(all?.[at] ?? {}).filter(([, value]) => value !== undefined)
    return { ...fresh, ...Object.fromEntries(typed) }
  }
}

/** Code and both names: what packages, passes and coupons have in common. */
function NameFields({ name }: Readonly<{ name: Name }>) {
  const { t } = useTranslation()
  return (
    <div className="form-row">
      <TextItem name={[...name, 'code']} label={t('program.form.code')} extra={t('program.form.codeHint')} />
      <TextItem name={[...name, 'nameZh']} label={t('program.form.nameZh')} />
      <TextItem name={[...name, 'nameEn']} label={t('program.form.nameEn')} />
    </div>
  )
}

export function TopUpFields({ draft }: Readonly<{ draft: Draft }>) {
  const nameOf = useNameOf()
  const packageText = usePackageText()
  const typed = useTyped('topUps', FRESH_TOP_UP)
  return (
    <ItemList
      name={['document', 'topUps']}
      fresh={() => ({ ...FRESH_TOP_UP })}
      text={(at) => {
        // A half typed package is read as far as it goes: what is missing counts as nothing.
        const one = typed(at) as unknown as TopUpPackage
        const counted = {
          ...one,
          payMinor: one.payMinor ?? 0,
          bonusMinor: one.bonusMinor ?? 0,
          points: one.points ?? 0,
        }
        const passes = counted.passes.filter((gift) => gift?.code)
        const coupons = counted.coupons.filter((gift) => gift?.code)
        return {
          title: nameOf(one) || one.code,
          words: packageText({ ...counted, passes, coupons }, draft.document),
        }
      }}
      Fields={TopUpItem}
    />
  )
}

/** Passes and coupons as they are typed now: a package may bring one that is not published yet. */
function useListed<Item extends Readonly<{ code: string }>>(part: 'passes' | 'coupons'): readonly Item[] {
  const all = Form.useWatch<readonly Partial<Item>[] | undefined>(['document', part], { preserve: true })
  return (all ?? []).filter((one): one is Item => Boolean(one?.code))
}

function TopUpItem({ name }: Readonly<{ name: Name }>) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const passes = useListed<Pass>('passes')
  const coupons = useListed<CouponRule>('coupons')
  const named = (of: Pass | CouponRule) => ({ value: of.code, label: nameOf(of) })
  return (
    <>
      <NameFields name={name} />
      <div className="form-row">
        <MinorItem name={[...name, 'payMinor']} label={t('program.form.pay')} />
        <MinorItem name={[...name, 'bonusMinor']} label={t('program.form.bonus')} />
        <CountItem name={[...name, 'points']} label={t('program.form.giftPoints')} />
      </div>
      {passes.length > 0 ? (
        <Gifts
          name={[...name, 'passes']}
          label={t('program.form.giftPasses')}
          options={passes.map(named)}
          ends
        />
      ) : null}
      {coupons.some((one) => !one.open) ? (
        <Gifts
          name={[...name, 'coupons']}
          label={t('program.form.giftCoupons')}
          options={coupons.filter((one) => !one.open).map(named)}
        />
      ) : null}
    </>
  )
}

type GiftWords = Readonly<{
  name: Name
  label: string
  options: { value: string; label: string }[]
  /** Whether what is given has a life of its own here. */
  ends?: boolean
}>

function Gifts({ name, label, options, ends = false }: GiftWords) {
  const { t } = useTranslation()
  return (
    <Form.List name={name}>
      {(items, { add, remove }) => (
        <div className="gifts">
          <span className="quiet">{label}</span>
          {items.map((item) => (
            <div key={item.key} className="form-row">
              <Form.Item
                name={[item.name, 'code']}
                label={t('program.form.which')}
                rules={[{ required: true, message: t('shell.required') }]}
              >
                <Select className="form-choice" options={options} />
              </Form.Item>
              <CountItem name={[item.name, 'count']} label={t('program.form.count')} least={1} />
              {ends ? (
                <CountItem
                  name={[item.name, 'expiresAfterMonths']}
                  label={t('program.form.months')}
                  extra={t('program.form.monthsHint')}
                  least={1}
                  optional
                />
              ) : null}
              <Button
                className="gift-remove"
                size="small"
                type="text"
                danger
                onClick={() => remove(item.name)}
              >
                {t('program.form.remove')}
              </Button>
            </div>
          ))}
          <Button size="small" onClick={() => add({ code: options[0]?.value, count: 1 })}>
            {t('program.form.add')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

export function PassFields() {
  const nameOf = useNameOf()
  const { t } = useTranslation()
  const productsOf = ({ productCodes }: Pass) => productCodes.join(', ') || t('program.rule.anyProduct')
  const typed = useTyped<Pass>('passes', FRESH_PASS)
  return (
    <ItemList
      name={['document', 'passes']}
      fresh={() => ({ ...FRESH_PASS })}
      text={(at) => ({ title: nameOf(typed(at)) || typed(at).code, words: productsOf(typed(at)) })}
      Fields={PassItem}
    />
  )
}

function PassItem({ name }: Readonly<{ name: Name }>) {
  return (
    <>
      <NameFields name={name} />
      <CodesItem name={[...name, 'productCodes']} />
    </>
  )
}

export function CouponFields() {
  const nameOf = useNameOf()
  const couponText = useCouponText()
  const typed = useTyped('coupons', FRESH_COUPON as CouponRule)
  return (
    <ItemList
      name={['document', 'coupons']}
      fresh={() => ({ ...FRESH_COUPON })}
      text={(at) => {
        const one = typed(at)
        const words = { ...one, minor: one.minor ?? 0, bps: one.bps ?? 0, leastMinor: one.leastMinor ?? 0 }
        return { title: nameOf(one) || one.code, words: couponText(words) }
      }}
      Fields={CouponItem}
    />
  )
}

function CouponItem({ name }: Readonly<{ name: Name }>) {
  const { t } = useTranslation()
  const at = name[0] ?? 0
  const kind = Form.useWatch<string | undefined>(['document', 'coupons', at, 'kind'], { preserve: true })
  return (
    <>
      <NameFields name={name} />
      <div className="form-row">
        <ChoiceItem
          name={[...name, 'kind']}
          label={t('program.form.kind')}
          options={COUPON_KINDS.map((value) => ({ value, label: t(`program.form.kinds.${value}`) }))}
        />
        {kind === 'percent' ? (
          <>
            <BpsItem name={[...name, 'bps']} label={t('program.form.percent')} />
            <MinorItem name={[...name, 'mostMinor']} label={t('program.form.most')} optional />
          </>
        ) : (
          <MinorItem
            name={[...name, 'minor']}
            label={t(kind === 'voucher' ? 'program.form.face' : 'program.form.off')}
          />
        )}
        <MinorItem name={[...name, 'leastMinor']} label={t('program.form.least')} />
      </div>
      <CodesItem name={[...name, 'productCodes']} />
      <CouponTerms name={name} />
    </>
  )
}

function CouponTerms({ name }: Readonly<{ name: Name }>) {
  const { t } = useTranslation()
  const limits = [
    ['daysAlive', 'daysAlive'],
    ['most', 'mostAll'],
    ['mostPerMember', 'mostMember'],
    ['mostPerMemberDay', 'mostDay'],
    ['mostPerBranch', 'mostBranch'],
  ] as const
  return (
    <>
      <div className="form-row">
        {(['from', 'to'] as const).map((key) => (
          <Form.Item key={key} name={[...name, key]} label={t(`program.form.${key}`)} {...dayInForm}>
            <DatePicker />
          </Form.Item>
        ))}
        {limits.map(([key, label]) => (
          <CountItem key={key} name={[...name, key]} label={t(`program.form.${label}`)} least={1} optional />
        ))}
      </div>
      <div className="form-row">
        <SwitchItem name={[...name, 'regularPriceOnly']} label={t('program.form.regularOnly')} />
        <SwitchItem name={[...name, 'stacks']} label={t('program.form.stacks')} />
        <SwitchItem name={[...name, 'open']} label={t('program.form.open')} />
        <ChoiceItem
          name={[...name, 'onReturn']}
          label={t('program.form.onReturn')}
          options={ON_RETURN.map((value) => ({ value, label: t(`program.form.onReturns.${value}`) }))}
        />
      </div>
    </>
  )
}
