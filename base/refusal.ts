/**
 * Our no: expected, listed in the contract, rolls the work back. The host turns the code into a status and a text.
 * With `kept: true` in its details the refusal is itself a recorded fact, and the work that recorded it commits (X3).
 */
export class Refusal extends Error {
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}
