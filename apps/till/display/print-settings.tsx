import { App, Button, Input, InputNumber, Segmented, Switch } from 'antd'
import { useEffect, useState } from 'react'
import { layOut } from '../printing/layout.ts'
import { chooseSerialPort } from '../printing/serial-printer.ts'
import { teaReceipt } from '../printing/text/sample-receipt.ts'
import { chooseUsbPrinter } from '../printing/usb-printer.ts'
import { usePolicy, useTill } from '../till-context.ts'
import { useWords } from '../words.ts'
import { keepPrinting, keptPrinting, PRINT_WAYS, type PrintChoice } from './print-choice.ts'
import { forgetPrinter, hardware } from './printers.ts'
import { paperLanguage } from './receipt-paper.ts'
import { useKept } from './use-kept.ts'
import { kick, print, quietly, usePrintWords, type PrintNo } from './use-printing.tsx'
import './receipts.css'

/** Which printer this till uses, and whether it works: for the settings screen. */
export function PrintSettings() {
  const say = useWords()
  const [choice, change] = useChoice()
  if (choice === null) return null
  return (
    <section className="section">
      <header className="section-head">
        <h2>{say('receipts.print.title')}</h2>
        <span className="section-note">{say('receipts.print.how')}</span>
      </header>
      <div className="member-join print-settings">
        <div className="member-field">
          <span>{say('receipts.print.way')}</span>
          <Segmented
            size="large"
            value={choice.way}
            options={PRINT_WAYS.map((value) => ({ value, label: say(`receipts.print.ways.${value}`) }))}
            onChange={(way) => change({ way })}
          />
          <small className="quiet">{say(`receipts.print.wayHow.${choice.way}`)}</small>
        </div>
        {choice.way === 'network' ? <Address choice={choice} change={change} /> : null}
        {choice.way === 'serial' || choice.way === 'usb' ? <Device way={choice.way} /> : null}
        {choice.way === 'none' ? null : <Paper choice={choice} change={change} />}
        {choice.way === 'none' ? null : <Try choice={choice} />}
      </div>
    </section>
  )
}

type Change = (part: Partial<PrintChoice>) => void
type Part = Readonly<{ choice: PrintChoice; change: Change }>

function useChoice(): readonly [PrintChoice | null, Change] {
  const { kept } = useTill()
  const [choice, setChoice] = useKept(keptPrinting)
  const change: Change = (part) => {
    if (choice === null) return
    const next = { ...choice, ...part }
    setChoice(next)
    void keepPrinting(kept, next)
  }
  return [choice, change]
}

function Address({ choice, change }: Part) {
  const say = useWords()
  return (
    <div className="print-address">
      <label className="member-field">
        <span>{say('receipts.print.host')}</span>
        <Input
          size="large"
          className="num"
          maxLength={60}
          placeholder="192.168.1.50"
          value={choice.host}
          onChange={({ target }) => change({ host: target.value.trim() })}
        />
      </label>
      <label className="member-field">
        <span>{say('receipts.print.port')}</span>
        <InputNumber
          size="large"
          className="num"
          min={1}
          max={65_535}
          precision={0}
          value={choice.port}
          onChange={(port) => change({ port: port ?? 9_100 })}
        />
      </label>
    </div>
  )
}

/** The browser's own list of devices; what was granted stays granted after a reload. */
function Device({ way }: Readonly<{ way: 'serial' | 'usb' }>) {
  const say = useWords()
  const words = usePrintWords()
  const [granted, setGranted] = useState(false)
  const [no, setNo] = useState<PrintNo | null>(null)
  useEffect(() => {
    let stale = false
    const ask = way === 'serial' ? hardware.serial?.getPorts() : hardware.usb?.getDevices()
    void Promise.resolve(ask ?? []).then((found) => stale || setGranted(found.length > 0))
    return () => {
      stale = true
    }
  }, [way])
  const choose = async () => {
    const told = await quietly(async () => {
      await (way === 'serial' ? chooseSerialPort(hardware.serial) : chooseUsbPrinter(hardware.usb))
      return null
    })
    setNo(told)
    if (told !== null) return
    forgetPrinter()
    setGranted(true)
  }
  return (
    <div className="member-field">
      <div className="till-door-acts">
        <Button size="large" onClick={() => void choose()}>
          {say('receipts.print.choose')}
        </Button>
        <span className="quiet print-device">
          {say(granted ? 'receipts.print.chosen' : 'receipts.print.notChosen')}
        </span>
      </div>
      {no === null ? null : (
        <p className="member-unknown" role="alert">
          {words(no)}
        </p>
      )}
    </div>
  )
}

const ROLLS: (58 | 80)[] = [58, 80]

function Paper({ choice, change }: Part) {
  const say = useWords()
  return (
    <>
      <div className="member-field">
        <span>{say('receipts.print.roll')}</span>
        <Segmented
          size="large"
          value={choice.roll}
          options={ROLLS.map((value) => ({ value, label: say('receipts.print.mm', { n: value }) }))}
          onChange={(roll) => change({ roll })}
        />
      </div>
      <label className="print-switch">
        <Switch checked={choice.own} onChange={(own) => change({ own })} />
        <span>{say('receipts.print.own')}</span>
      </label>
      {choice.way === 'dialog' ? null : (
        <label className="print-switch">
          <Switch checked={choice.drawer} onChange={(drawer) => change({ drawer })} />
          <span>{say('receipts.print.drawer')}</span>
        </label>
      )}
      <label className="print-switch">
        <Switch checked={choice.eReceipt} onChange={(eReceipt) => change({ eReceipt })} />
        <span>{say('receipts.print.eReceipt')}</span>
      </label>
      <label className="member-field">
        <span>{say('receipts.print.join')}</span>
        <Input
          size="large"
          className="num"
          maxLength={60}
          value={choice.joinCode}
          onChange={({ target }) => change({ joinCode: target.value })}
        />
        <small className="quiet">{say('receipts.print.joinHow')}</small>
      </label>
    </>
  )
}

/** The sample on this till's own paper, marked as no sale. */
function useSample() {
  const policy = usePolicy()
  return {
    ...teaReceipt,
    language: paperLanguage(policy.language),
    currency: policy.currency,
    chain: policy.chainName,
    branch: policy.storeName,
    till: policy.deviceCode,
    reprint: true,
    drawer: false,
  }
}

function Try({ choice }: Readonly<{ choice: PrintChoice }>) {
  const say = useWords()
  const words = usePrintWords()
  const { message } = App.useApp()
  const sample = useSample()
  const [no, setNo] = useState<PrintNo | null>(null)
  const [busy, setBusy] = useState(false)
  const attempt = async (work: () => Promise<PrintNo | null>, done: string) => {
    setBusy(true)
    const told = await quietly(work)
    setBusy(false)
    setNo(told)
    if (told === null) void message.success(done)
  }
  const page = () => attempt(() => print(layOut(sample, choice.roll), choice, false), say('receipts.printed'))
  const drawer = () => attempt(() => kick(choice), say('receipts.print.kicked'))
  return (
    <div className="member-field">
      <div className="till-door-acts">
        <Button size="large" type="primary" loading={busy} onClick={() => void page()}>
          {say('receipts.print.test')}
        </Button>
        {choice.way === 'dialog' ? null : (
          <Button size="large" disabled={busy} onClick={() => void drawer()}>
            {say('receipts.print.kick')}
          </Button>
        )}
      </div>
      {no === null ? null : (
        <p className="member-unknown" role="alert">
          {words(no)}
        </p>
      )}
    </div>
  )
}
