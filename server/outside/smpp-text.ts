import { smsPieces } from '#domain/campaign/model/sms-length'

const UCS2 = 0x08
const DEFAULT = 0x00
/** The header counts parts in one byte. */
const MOST_PARTS = 255

export type SmsPart = Readonly<{ dataCoding: number; bytes: Buffer; udh: Buffer | null }>

/** A text as SMS parts, with the header by which a phone puts them together (GSM 03.40, 9.2.3.24.1). */
export function smsParts(text: string, reference: number): readonly SmsPart[] {
  const { alphabet, pieces } = smsPieces(text)
  const dataCoding = alphabet === 'plain' ? DEFAULT : UCS2
  const encode = (of: string) =>
    alphabet === 'plain' ? Buffer.from(of, 'latin1') : Buffer.from(of, 'utf16le').swap16()
  const parts = pieces.slice(0, MOST_PARTS)
  const header = (at: number) => Buffer.from([0x05, 0x00, 0x03, reference & 0xff, parts.length, at + 1])
  return parts.map((piece, at) => ({
    dataCoding,
    bytes: encode(piece),
    udh: parts.length === 1 ? null : header(at),
  }))
}
