import { PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useGo } from '#ui/kit/go.tsx'
import { useMay } from '../me.ts'

type Words<Start> = Readonly<{
  label: string
  starts: readonly Start[]
  nameOf: (start: Start) => string
  /** Where the form of a new one stands that begins so. */
  pathOf: (start: Start) => string
}>

/** Begins something new from one of what there is to begin with; for whoever may write campaigns. */
export function StartButton<Start extends string>({ label, starts, nameOf, pathOf }: Words<Start>) {
  const go = useGo()
  const may = useMay()
  if (!may('campaign.write')) return null
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: starts.map((key) => ({ key, label: nameOf(key), onClick: () => go(pathOf(key)) })),
      }}
    >
      <Button type="primary" icon={<PlusOutlined aria-hidden />}>
        {label}
      </Button>
    </Dropdown>
  )
}
