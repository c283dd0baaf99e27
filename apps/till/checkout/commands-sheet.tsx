import { useWords } from '../words.ts'
import { COMMANDS, type Command } from './command-codes.ts'
import { KEYS, type KeyedAct } from './keys.ts'
import { Qr } from './qr.tsx'
import { Sheet } from './sheet.tsx'

/** All keys, and the commands as codes to be printed for whoever works by the scanner alone. */
export function CommandsSheet({ onClose }: Readonly<{ onClose: () => void }>) {
  const say = useWords()
  const commands = Object.keys(COMMANDS) as Command[]
  const acts = Object.keys(KEYS) as KeyedAct[]
  return (
    <Sheet title={say('checkout.commands.title')} onClose={onClose} width={900}>
      <h3>{say('checkout.commands.keys')}</h3>
      <dl className="checkout-keys">
        {acts.map((act) => (
          <div key={act}>
            <dt>
              <kbd>{KEYS[act].shown}</kbd>
            </dt>
            <dd>{say(`checkout.act.${act}`)}</dd>
          </div>
        ))}
        <Typed keys="↑ ↓" what={say('checkout.commands.key.arrows')} />
        <Typed keys="Enter" what={say('checkout.commands.key.enter')} />
        <Typed keys="3*" what={say('checkout.commands.key.times')} />
        <Typed keys="Del" what={say('checkout.commands.key.del')} />
      </dl>
      <h3>{say('checkout.commands.codes')}</h3>
      <p className="quiet">{say('checkout.commands.how')}</p>
      <ul className="checkout-codes">
        {commands.map((command) => (
          <li key={command}>
            <Qr text={COMMANDS[command]} label={COMMANDS[command]} />
            <span>{say(`checkout.commands.what.${command}`)}</span>
            <small className="num">{COMMANDS[command]}</small>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

const Typed = ({ keys, what }: Readonly<{ keys: string; what: string }>) => (
  <div>
    <dt>
      <kbd>{keys}</kbd>
    </dt>
    <dd>{what}</dd>
  </div>
)
