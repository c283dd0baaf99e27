import { expect, test } from 'vitest'
import { enrolmentBody } from '#domain/device/model/bodies'
import { enrolmentOf, faultOf, NO_ANSWERS, type Answers } from './enrolment.ts'

const naming = {
  id: '01890000-0000-7000-8000-000000000001',
  number: 'A01-000001-2',
  branchId: '01890000-0000-7000-8000-000000000002',
}
const bodyOf = (answers: Answers) =>
  enrolmentBody.parse({
    enrolment: enrolmentOf(answers, naming),
    cashier: { id: '01890000-0000-7000-8000-000000000003', name: '伯牙' },
  })

test('nobody agrees by not answering', () => {
  expect(NO_ANSWERS.channels).toEqual([])
  expect(bodyOf({ ...NO_ANSWERS, name: '钟子期' }).enrolment.consent).toBeNull()
})

test('what was agreed to is kept with the words it was agreed to', () => {
  const { consent } = bodyOf({ ...NO_ANSWERS, mobile: '13800138000', channels: ['sms'] }).enrolment
  expect(consent).toEqual({ channels: ['sms'], textVersion: 'till-1' })
})

test('what head office takes has the number, the store and a plain mobile number', () => {
  const { enrolment } = bodyOf({
    ...NO_ANSWERS,
    name: ' 钟子期 ',
    mobile: '+86 138-0013-8000',
    birthOn: '1990-02-03',
  })
  expect(enrolment).toMatchObject({
    number: naming.number,
    branchId: naming.branchId,
    name: '钟子期',
    mobile: '13800138000',
    birthOn: '1990-02-03',
    source: 'terminal',
  })
})

test.each([
  [{}, 'needsName'],
  [{ mobile: '123' }, 'badMobile'],
  [{ name: 'A', channels: ['sms'] }, 'badMobile'],
  [{ name: 'A', channels: ['email'], email: 'a@b' }, 'badEmail'],
  [{ name: 'A' }, null],
  [{ mobile: '13800138000', channels: ['sms'] }, null],
] as const)('%o: %s', (part, fault) => {
  expect(faultOf({ ...NO_ANSWERS, ...part })).toBe(fault)
})
