import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { App, Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Asked, Told } from '#base/endpoint'
import { changeProfile, showMember } from '#domain/member/contract'
import { PROFILE_FIELDS } from '#domain/member/model'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { showFields } from '#ui/kit/problem-form.ts'
import { paths } from '../paths.ts'
import { cleaned } from './cleaned.ts'
import { useFieldNames } from './fields.ts'
import { ProfileFields } from './member-form.tsx'

/** Changes a profile. The version that was seen goes along, so two people never overwrite each other. */
export function ChangeMemberPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams({ strict: false })
  const ask = useCall(showMember, { id })
  const title = ask.data ? ask.data.name || ask.data.number : t('members.form.change')
  return (
    <Page title={t('members.form.change')} back={{ to: paths.member(id), label: title }}>
      <Answered ask={ask}>{(member) => <ProfileForm key={member.version} member={member} />}</Answered>
    </Page>
  )
}

type Profile = Readonly<Record<string, unknown>>

function ProfileForm({ member }: Readonly<{ member: Told<typeof showMember> }>) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Profile>()
  const { message } = App.useApp()
  const names = useFieldNames()
  const go = useGo()
  const queries = useQueryClient()
  const change = useCommand(changeProfile, async () => {
    await queries.invalidateQueries()
    void message.success(t('shell.saved'))
    go(paths.member(member.id), true)
  })
  const send = (values: Profile) => {
    const wish = { id: member.id, version: member.version, ...cleaned(values) } as Asked<typeof changeProfile>
    change.mutate(wish, { onError: (trouble) => showFields(form, trouble) })
  }
  const shown: Profile = {
    ...Object.fromEntries(PROFILE_FIELDS.map((key) => [key, member[key]])),
    extra: member.extra,
  }
  return (
    <Form form={form} layout="vertical" className="page-form" initialValues={shown} onFinish={send}>
      <ErrorNotice of={change.error} names={names} />
      <ProfileFields />
      <div className="form-end">
        <Button onClick={() => go(paths.member(member.id), true)}>{t('shell.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('shell.save')}
        </Button>
      </div>
    </Form>
  )
}
