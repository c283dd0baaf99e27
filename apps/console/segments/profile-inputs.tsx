import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { FILTER_OPS, type FilterField } from '#ui/kit/filter-chips.tsx'
import { Chosen, Day, listIn, type Held } from './condition-inputs.tsx'

type FieldWords = Held & Readonly<{ fields: readonly FilterField[] }>

/** Any field of the profile, the chain's own among them (C74). */
export function ProfileInputs({ of, put, fields }: FieldWords) {
  const { t } = useTranslation()
  const field = fields.find((one) => one.key === of['field'])
  const ops = FILTER_OPS[field?.kind ?? 'text']
  const op = String(of['op'])
  const choose = (key: string) => {
    const [first] = FILTER_OPS[fields.find((one) => one.key === key)?.kind ?? 'text']
    put({ field: key, op: first, values: [] })
  }
  return (
    <>
      <label>
        <span>{t('kit.filter.field')}</span>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          value={field?.key ?? null}
          options={fields.map(({ key, label }) => ({ value: key, label }))}
          onChange={choose}
        />
      </label>
      <label>
        <span>{t('kit.filter.condition')}</span>
        <Select
          popupMatchSelectWidth={false}
          value={op}
          options={ops.map((value) => ({ value, label: t(`kit.filter.op.${value}`) }))}
          onChange={(next: string) =>
            put({
              op: next,
              values: next === 'filled' || next === 'empty' ? undefined : listIn(of['values']),
            })
          }
        />
      </label>
      {op === 'filled' || op === 'empty' ? null : <ValueInput of={of} put={put} field={field} />}
    </>
  )
}

/** Several values mean "one of them", where the way of asking knows several. */
function ValueInput({ of, put, field }: Held & Readonly<{ field: FilterField | undefined }>) {
  const { t } = useTranslation()
  const label = t('kit.filter.value')
  const many = of['op'] === 'is' || of['op'] === 'not'
  if (field?.kind === 'choice')
    return <Chosen of={of} put={put} at="values" options={field.choices ?? []} label={label} />
  if (many && field?.kind !== 'day')
    return <Chosen of={of} put={put} at="values" options={[]} label={label} typed />
  const [value] = listIn(of['values'])
  const set = (next: string | undefined) => put({ values: next === undefined || next === '' ? [] : [next] })
  return (
    <label>
      <span>{label}</span>
      {field?.kind === 'day' ? (
        <Day value={value} set={set} />
      ) : field?.kind === 'number' ? (
        <InputNumber
          className="num"
          stringMode
          value={value === undefined ? null : String(value)}
          onChange={(next) => set(next === null ? undefined : String(next))}
        />
      ) : (
        <Input value={String(value ?? '')} onChange={(event) => set(event.target.value)} />
      )}
    </label>
  )
}
