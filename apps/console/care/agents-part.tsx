import { Alert, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { keepAgent, listAgents } from '#domain/care/contract/agent'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { ActButton, useDone } from '../standing/act.tsx'

type Agent = Told<typeof listAgents>['rows'][number]

/** C77: who is told when members whom they brought stay away. */
export function AgentsPart() {
  const { t } = useTranslation()
  const may = useMay()
  const ask = useCall(listAgents, {})
  const add = may('care.manage') ? (
    <ActButton label={t('care.agent.add')} title={t('care.agent.add')}>
      {(close) => <AgentForm agent={null} close={close} />}
    </ActButton>
  ) : null
  return (
    <Section title={t('care.agent.title')} note={t('care.agent.note')} actions={add}>
      <Answered ask={ask}>
        {({ mailServer, rows }) => (
          <>
            {mailServer || rows.length === 0 ? null : (
              <Alert className="notice" type="warning" showIcon title={t('care.agent.noServer')} />
            )}
            {rows.length === 0 ? <p className="quiet">{t('care.agent.none')}</p> : null}
            <ul className="lines">
              {rows.map((one) => (
                <Row key={one.code} of={one} />
              ))}
            </ul>
          </>
        )}
      </Answered>
    </Section>
  )
}

function Row({ of }: Readonly<{ of: Agent }>) {
  const { t } = useTranslation()
  const may = useMay()
  const { moment, number } = useFormats()
  const facts = [
    of.code,
    of.email ?? t('care.agent.noMail'),
    of.open === 0 ? '' : t('care.agent.open', { count: of.open, n: number(of.open) }),
    of.lastState === null ? '' : t(`care.agent.state.${of.lastState}`),
    of.lastAt === null ? '' : moment(of.lastAt),
  ]
  return (
    <li>
      <span className="lines-what">
        <strong>{of.name || t('care.agent.nameless')}</strong>
        <small className="quiet num">{facts.filter(Boolean).join(' · ')}</small>
      </span>
      {may('care.manage') ? (
        <span className="reward-acts">
          <ActButton label={t('care.agent.change')} title={t('care.agent.change')}>
            {(close) => <AgentForm agent={of} close={close} />}
          </ActButton>
        </span>
      ) : null}
    </li>
  )
}

type Values = { code: string; name: string; email?: string }

function AgentForm({ agent, close }: Readonly<{ agent: Agent | null; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const keep = useCommand(keepAgent, () => done(t('care.agent.saved')))
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  return (
    <ActForm<Values>
      means={t('care.agent.means')}
      label={t('shell.save')}
      why="none"
      start={agent === null ? {} : { code: agent.code, name: agent.name, email: agent.email ?? '' }}
      pending={keep.isPending}
      trouble={keep.error}
      send={({ code, name, email }, told) => keep.mutate({ code, name, email: email?.trim() || null }, told)}
    >
      <Form.Item name="code" label={t('care.agent.code')} rules={required}>
        <Input maxLength={40} disabled={agent !== null} autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t('care.agent.name')} rules={required}>
        <Input maxLength={80} autoComplete="off" />
      </Form.Item>
      <Form.Item name="email" label={t('care.agent.email')}>
        <Input maxLength={200} type="email" autoComplete="off" />
      </Form.Item>
    </ActForm>
  )
}
