import { DISPLAY_CHANNEL, type DisplaySays, type TillSays } from '../checkout/display-message.ts'

/** The channel between the till and the customer's screen; it never leaves this device and this address. */
export const openChannel = (): BroadcastChannel => new BroadcastChannel(DISPLAY_CHANNEL)

/** Says something on it. A window's `postMessage` needs an address; a channel's has none, and takes one argument. */
export function sayOn(channel: BroadcastChannel, words: TillSays | DisplaySays): void {
  Reflect.apply(channel.postMessage, channel, [words])
}
