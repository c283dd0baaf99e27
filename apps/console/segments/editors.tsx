import { InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Condition } from '#domain/insight/contract/rule'
import type { Choices } from './choices.ts'
import { ProfileInputs } from './profile-inputs.tsx'
import { Chosen, Ends, Hours, MoneyEnds, One, Within, type Held } from './condition-inputs.tsx'

type EditorWords = Held & Readonly<{ choices: Choices }>

/** The questions of each kind of condition, in the order of a sentence about it. */
export const EDITORS: Readonly<Record<Condition['is'], (words: EditorWords) => ReactNode>> = {
  profile: ({ choices, ...held }) => <ProfileInputs {...held} fields={choices.fields} />,
  joined: (held) => <Within {...held} />,
  age: (held) => <Counts {...held} unit="years" />,
  birthday: (held) => <Counts {...held} unit="days" />,
  birthMonth: (words) => <Among {...words} list="months" />,
  tier: (words) => <Among {...words} list="tiers" />,
  balance: Balance,
  spend: (held) => (
    <>
      <Within {...held} />
      <MoneyEnds {...held} />
    </>
  ),
  purchases: (held) => (
    <>
      <Within {...held} />
      <Counts {...held} unit="times" />
    </>
  ),
  silent: (held) => <Counts {...held} unit="days" />,
  bill: Bill,
  product: Product,
  cameBack: CameBack,
  score: Score,
  quadrant: (words) => <Among {...words} list="quadrants" />,
  lifecycle: (words) => <Among {...words} list="lifecycles" />,
  step: (held) => <Counts {...held} unit="days" />,
  reachable: Reachable,
  deed: DeedInputs,
}

type Unit = 'years' | 'days' | 'times'

function Counts({ of, put, unit, at }: Held & Readonly<{ unit: Unit; at?: string }>) {
  const { t } = useTranslation()
  return <Ends of={of} put={put} unit={t(`audience.unit.${unit}`)} {...(at === undefined ? {} : { at })} />
}

type ListName = 'months' | 'tiers' | 'scores' | 'quadrants' | 'lifecycles'

function Among({ of, put, choices, list }: EditorWords & Readonly<{ list: ListName }>) {
  const { t } = useTranslation()
  return <Chosen of={of} put={put} at="among" options={choices[list]} label={t('audience.among')} />
}

function Balance(held: EditorWords) {
  const { t } = useTranslation()
  const options = (['points', 'storedValue'] as const).map((value) => ({
    value,
    label: t(`audience.balance.${value}`),
  }))
  return (
    <>
      <One {...held} at="of" options={options} label={t('audience.balance.title')} />
      {held.of['of'] === 'points' ? <Ends of={held.of} put={held.put} /> : <MoneyEnds {...held} />}
    </>
  )
}

function Times(held: Held) {
  const { t } = useTranslation()
  return (
    <span className="condition-times" role="group" aria-label={t('audience.times')}>
      <span>{t('audience.times')}</span>
      <Counts {...held} at="times" unit="times" />
    </span>
  )
}

function Bill({ choices, ...held }: EditorWords) {
  const { t } = useTranslation()
  return (
    <>
      <Within {...held} />
      <MoneyEnds {...held} />
      <Chosen {...held} at="branchIds" options={choices.branches} label={t('audience.branches')} loose />
      <Chosen {...held} at="weekdays" options={choices.weekdays} label={t('audience.weekdays')} loose />
      <Hours {...held} />
      <Times {...held} />
    </>
  )
}

function Product({ choices, ...held }: EditorWords) {
  const { t } = useTranslation()
  return (
    <>
      <Chosen {...held} at="codes" options={choices.products} label={t('audience.products')} typed />
      <Within {...held} />
      <Times {...held} />
    </>
  )
}

function CameBack({ of, put }: EditorWords) {
  const { t } = useTranslation()
  const days = of['afterDays']
  return (
    <>
      <label>
        <span>{t('audience.afterDays')}</span>
        <InputNumber
          className="num"
          min={1}
          max={36_600}
          precision={0}
          value={typeof days === 'number' ? days : null}
          onChange={(value) => put({ afterDays: value ?? undefined })}
          suffix={t('audience.unit.days')}
        />
      </label>
      <Within of={of} put={put} />
    </>
  )
}

function Score({ choices, ...held }: EditorWords) {
  const { t } = useTranslation()
  const options = (['r', 'f', 'm'] as const).map((value) => ({ value, label: t(`segments.field.${value}`) }))
  return (
    <>
      <One {...held} at="of" options={options} label={t('audience.score')} />
      <Among {...held} choices={choices} list="scores" />
    </>
  )
}

function Reachable({ choices, ...held }: EditorWords) {
  const { t } = useTranslation()
  return <One {...held} at="by" options={choices.reach} label={t('audience.by')} />
}

function DeedInputs({ choices, of, put }: EditorWords) {
  const { t } = useTranslation()
  const deed = choices.deeds.find(({ value }) => value === of['deed'])?.value
  // Another deed is about other things.
  const change = (part: Readonly<Record<string, unknown>>) =>
    put('deed' in part ? { ...part, among: undefined } : part)
  const about = choices.about(deed as Parameters<Choices['about']>[0])
  return (
    <>
      <One of={of} put={change} at="deed" options={choices.deeds} label={t('audience.deedTitle')} />
      {deed === 'joined' || deed === 'packCode' || deed === 'visit' ? null : (
        <Chosen of={of} put={put} at="among" options={about} label={t('audience.about')} typed loose />
      )}
      <Within of={of} put={put} />
      <Times of={of} put={put} />
    </>
  )
}
