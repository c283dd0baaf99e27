import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { disableStaff, resetPassword } from '#domain/org/contract'
import type { Staff } from '#domain/org/contract'
import { useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { TillPin } from './till-pin.tsx'

/** How somebody gets in again, and how they no longer do. */
export function StaffDoors({ person, done }: Readonly<{ person: Staff; done: () => void }>) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const reset = useCommand(resetPassword, () => {
    void message.success(t('org.staff.resetDone'))
    done()
  })
  const disable = useCommand(disableStaff, async () => {
    await queries.invalidateQueries()
    done()
  })
  const ask = () =>
    modal.confirm({
      title: t('org.staff.disable'),
      content: t('org.staff.disableSure', { name: person.name }),
      okText: t('org.staff.disable'),
      okButtonProps: { danger: true },
      onOk: () => disable.mutate({ id: person.id }),
    })
  return (
    <>
      <TillPin person={person} />
      <div className="danger-zone">
        <ErrorNotice of={reset.error ?? disable.error} />
        <Form
          layout="vertical"
          requiredMark={false}
          onFinish={({ password }: { password: string }) => reset.mutate({ id: person.id, password })}
        >
          <Form.Item
            name="password"
            label={t('org.staff.newPassword')}
            extra={t('start.setUp.passwordHint')}
            rules={[{ required: true, message: t('shell.required') }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Button htmlType="submit" loading={reset.isPending}>
            {t('org.staff.reset')}
          </Button>
        </Form>
        <Button danger onClick={ask} loading={disable.isPending}>
          {t('org.staff.disable')}
        </Button>
      </div>
    </>
  )
}
