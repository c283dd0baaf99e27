import { Button, Form, Input, Select } from 'antd'
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import {
  MOST_CHOICES,
  MOST_QUESTIONS,
  QUESTION_KINDS,
  type QuestionKind,
} from '#domain/survey/model/document'
import { Section } from '#ui/kit/page.tsx'

type Path = readonly (string | number)[]
type SaidWords = Readonly<{
  /** From the list that the fields stand in, and from the top of the form. */
  at: Path
  path: Path
  label: string
  most: number
  needed?: boolean
}>

const NOTHING = { zh: '', en: '' }

/** Words in both languages; one of them is enough. */
export function SaidFields({ at, path, label, most, needed = false }: SaidWords) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const rule = {
    validator: async () => {
      const said = form.getFieldValue([...path]) as { zh?: string; en?: string } | undefined
      if (needed && !said?.zh?.trim() && !said?.en?.trim()) throw new Error(t('surveys.form.oneLanguage'))
    },
  }
  return (
    <div className="form-pair">
      {(['zh', 'en'] as const).map((language) => (
        <Form.Item
          key={language}
          name={[...at, language]}
          label={t(`surveys.form.in.${language}`, { label })}
          rules={language === 'zh' ? [rule] : []}
        >
          <Input maxLength={most} autoComplete="off" />
        </Form.Item>
      ))}
    </div>
  )
}

/** The questions, each with what it is answered by. */
export function QuestionsField() {
  const { t } = useTranslation()
  return (
    <Form.List name={['document', 'questions']}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <Section
              key={key}
              title={t('surveys.form.question', { n: name + 1 })}
              note={name === 0 ? t('surveys.form.firstNote') : null}
              actions={
                fields.length > 1 ? (
                  <Button
                    type="text"
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={t('surveys.form.drop', { n: name + 1 })}
                    onClick={() => remove(name)}
                  />
                ) : null
              }
            >
              <QuestionFields at={name} />
            </Section>
          ))}
          {fields.length < MOST_QUESTIONS ? (
            <Button
              className="survey-more"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => add({ kind: 'choice', text: NOTHING, choices: [NOTHING, NOTHING] })}
            >
              {t('surveys.form.more')}
            </Button>
          ) : null}
        </>
      )}
    </Form.List>
  )
}

function QuestionFields({ at }: Readonly<{ at: number }>) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const path = ['document', 'questions', at]
  const kind = Form.useWatch([...path, 'kind'], form) as QuestionKind | undefined
  const kinds = QUESTION_KINDS.filter((one) => at > 0 || one !== 'text')
  // Another kind has other choices: two empty ones, or none.
  const turn = (to: QuestionKind) =>
    form.setFieldValue([...path, 'choices'], to === 'choice' ? [NOTHING, NOTHING] : [])
  return (
    <>
      <SaidFields
        at={[at, 'text']}
        path={[...path, 'text']}
        label={t('surveys.form.text')}
        most={200}
        needed
      />
      <Form.Item name={[at, 'kind']} label={t('surveys.form.kind')}>
        <Select
          onChange={turn}
          style={{ maxWidth: 320 }}
          options={kinds.map((value) => ({ value, label: t(`surveys.kind.${value}`) }))}
        />
      </Form.Item>
      {kind === 'choice' ? <ChoicesField at={at} /> : null}
    </>
  )
}

function ChoicesField({ at }: Readonly<{ at: number }>) {
  const { t } = useTranslation()
  return (
    <Form.List name={[at, 'choices']}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="survey-choice">
              <SaidFields
                at={[name]}
                path={['document', 'questions', at, 'choices', name]}
                label={t('surveys.form.choice', { n: name + 1 })}
                most={60}
                needed
              />
              {fields.length > 2 ? (
                <Button
                  type="text"
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={t('surveys.form.dropChoice', { n: name + 1 })}
                  onClick={() => remove(name)}
                />
              ) : null}
            </div>
          ))}
          {fields.length < MOST_CHOICES ? (
            <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => add(NOTHING)}>
              {t('surveys.form.moreChoices')}
            </Button>
          ) : null}
        </>
      )}
    </Form.List>
  )
}
