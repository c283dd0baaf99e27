import { expect, test } from 'vitest'
import { eReceiptUrl, RECEIPT_SECRET } from './e-receipt.ts'

const SECRET = 'AbCdEfGhIjKlMnOpQrStU_'

test.each([
  ['https://club.example.com', `https://club.example.com/receipt#${SECRET}`],
  ['https://club.example.com/', `https://club.example.com/receipt#${SECRET}`],
  ['http://192.168.1.5:8080/till/', `http://192.168.1.5:8080/receipt#${SECRET}`],
  ['http://localhost:8080', null],
  ['http://127.0.0.1:8080', null],
  ['http://[::1]:8080', null],
  ['', null],
  ['ftp://club.example.com', null],
])('a phone that stands at %s opens %s', (base, url) => {
  expect(RECEIPT_SECRET.test(SECRET)).toBe(true)
  expect(eReceiptUrl(base, SECRET)).toBe(url)
})
