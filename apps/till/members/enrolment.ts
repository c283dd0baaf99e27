import { plainPhone } from '#domain/member/model'
import type { BodyOf } from '../till-context.ts'

/** What somebody who joins at the till has said so far. */
export type Answers = Readonly<{
  name: string
  mobile: string
  email: string
  gender: 'female' | 'male' | null
  birthOn: string
  /** A printed card that was scanned; null lets the till make a number. */
  card: string | null
  channels: readonly ('sms' | 'email')[]
}>
/** Consent is never ticked beforehand. */
export const NO_ANSWERS: Answers = {
  name: '',
  mobile: '',
  email: '',
  gender: null,
  birthOn: '',
  card: null,
  channels: [],
}

/** The words the member agreed to: another wording is another version. */
export const CONSENT_TEXT = 'till-1'

export type JoinFault = 'needsName' | 'badMobile' | 'badEmail'

/** What keeps somebody from being enrolled; null when nothing does. */
export function faultOf({ name, mobile, email, channels }: Answers): JoinFault | null {
  if (name.trim() === '' && mobile.trim() === '') return 'needsName'
  if (mobile.trim() !== '' && !/^\+?\d{7,15}$/.test(plainPhone(mobile))) return 'badMobile'
  if (channels.includes('sms') && mobile.trim() === '') return 'badMobile'
  const needsEmail = channels.includes('email')
  return needsEmail && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? 'badEmail' : null
}

type Naming = Readonly<{ id: string; number: string; branchId: string }>

/** The enrolment as head office takes it. */
export function enrolmentOf(
  { name, mobile, email, gender, birthOn, channels }: Answers,
  { id, number, branchId }: Naming,
): BodyOf<'enrolment'>['enrolment'] {
  return {
    id,
    number,
    source: 'terminal',
    branchId,
    name: name.trim(),
    gender,
    birthOn: birthOn === '' ? null : birthOn,
    mobile: mobile.trim() === '' ? null : plainPhone(mobile),
    email: email.trim() === '' ? null : email.trim(),
    consent: channels.length === 0 ? null : { channels: [...channels], textVersion: CONSENT_TEXT },
  }
}
