import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Step } from '#domain/journey/contract/document'
import { stepsOf } from '#domain/journey/model/steps'
import { StepFields } from './step-fields.tsx'
import { freshStep, STEP_KINDS } from './values.ts'

/** How deep branches may stand in one another. */
const MOST_DEEP = 3

type RowWords = Readonly<{
  value: readonly Step[]
  onChange: (steps: Step[]) => void
  /** Ids of the whole journey, so that a new step gets another. */
  taken: ReadonlySet<string>
  deep: number
}>

/** The steps of a journey as a field of a form. */
export function StepsField({
  value = [],
  onChange,
}: Readonly<{ value?: readonly Step[]; onChange?: (steps: Step[]) => void }>) {
  const taken = new Set(stepsOf(value).map((one) => one.id))
  return <StepRow value={value} onChange={(steps) => onChange?.(steps)} taken={taken} deep={0} />
}

function StepRow({ value, onChange, taken, deep }: RowWords) {
  const { t } = useTranslation()
  const change = (at: number, step: Step) => onChange(value.map((one, nth) => (nth === at ? step : one)))
  const swap = (at: number, by: number) => {
    const [one, other] = [value[at], value[at + by]]
    if (one && other) onChange(value.map((each, nth) => (nth === at ? other : nth === at + by ? one : each)))
  }
  const kinds = STEP_KINDS.filter((kind) => kind !== 'branch' || deep < MOST_DEEP)
  return (
    <div className="journey-row">
      <ol className="journey-steps">
        {value.map((step, at) => (
          <StepCard
            key={step.id}
            step={step}
            taken={taken}
            deep={deep}
            first={at === 0}
            last={at === value.length - 1}
            onChange={(next) => change(at, next)}
            move={(by) => swap(at, by)}
            remove={() => onChange(value.filter((_, nth) => nth !== at))}
          />
        ))}
      </ol>
      <Dropdown
        trigger={['click']}
        menu={{
          items: kinds.map((kind) => ({ key: kind, label: t(`journeys.step.${kind}`) })),
          onClick: ({ key }) => {
            const kind = kinds.find((one) => one === key)
            if (kind) onChange([...value, freshStep(kind, taken)])
          },
        }}
      >
        <Button icon={<PlusOutlined aria-hidden />}>{t('journeys.act.add')}</Button>
      </Dropdown>
    </div>
  )
}

type CardWords = Readonly<{
  step: Step
  taken: ReadonlySet<string>
  deep: number
  first: boolean
  last: boolean
  onChange: (step: Step) => void
  move: (by: -1 | 1) => void
  remove: () => void
}>

/** One step with its fields; a branch with both of its sides. */
function StepCard({ step, taken, deep, first, last, onChange, move, remove }: CardWords) {
  const { t } = useTranslation()
  return (
    <li className="journey-step">
      <header>
        <strong>{t(`journeys.step.${step.kind}`)}</strong>
        <span className="journey-acts">
          <Act label={t('journeys.act.up')} icon={<ArrowUpOutlined />} on={!first} act={() => move(-1)} />
          <Act label={t('journeys.act.down')} icon={<ArrowDownOutlined />} on={!last} act={() => move(1)} />
          <Act label={t('journeys.act.remove')} icon={<DeleteOutlined />} on act={remove} />
        </span>
      </header>
      <StepFields step={step} onChange={onChange} />
      {step.kind === 'branch' ? (
        <div className="journey-sides">
          {(['yes', 'no'] as const).map((side) => (
            <section key={side}>
              <h4>{t(`journeys.side.${side}`)}</h4>
              <StepRow
                value={step[side]}
                onChange={(steps) => onChange({ ...step, [side]: steps })}
                taken={taken}
                deep={deep + 1}
              />
            </section>
          ))}
        </div>
      ) : null}
    </li>
  )
}

type ActWords = Readonly<{ label: string; icon: React.ReactNode; on: boolean; act: () => void }>

function Act({ label, icon, on, act }: ActWords) {
  return (
    <Button
      type="text"
      size="small"
      icon={icon}
      aria-label={label}
      title={label}
      disabled={!on}
      onClick={act}
    />
  )
}
