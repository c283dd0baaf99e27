export const sync = {
  title: 'Sync',
  answer: {
    sent: 'Everything this till wrote down has been answered by head office.',
    pending_one: '{{n}} record waits to be sent. Nothing is lost by waiting.',
    pending_other: '{{n}} records wait to be sent. Nothing is lost by waiting.',
  },
  now: 'Sync now',
  busy: 'Syncing …',
  line: 'Network',
  lastAnswer: 'Last answer',
  nextTry: 'Next try by itself',
  never: 'Never',
  trouble: {
    unreachable: 'Head office does not answer. The till tries again by itself.',
    refused: 'Head office said no ({{code}}).',
    answer_signature_wrong: 'An answer came that head office did not sign. It was not believed.',
    answer_unreadable: 'An answer came that this version cannot read.',
    signed_out: 'Head office no longer knows this till’s key.',
  },
  conservation: {
    title: 'Where every record is',
    how:
      'Made = booked + known already + put aside + refused + waiting. If a row does not add up, ' +
      'something is wrong.',
    records: 'Records',
    money: 'Money',
    points: 'Points',
    created: 'Made here',
    applied: 'Booked',
    duplicate: 'Known already',
    quarantined: 'Put aside for people',
    refused: 'Refused',
    pending: 'Waiting',
    balanced: 'It adds up.',
    forgotten: '{{n}} of the booked ones are no longer on this till: they were booked over 30 days ago.',
    unbalanced: 'It does not add up. Call support and change nothing.',
  },
  stick: {
    title: 'Without a network: USB stick',
    how:
      'Save what waits to a stick, import it at any branch or head office, bring the answer back. ' +
      'Importing twice does no harm.',
    save: 'Save to stick',
    read: 'Read answer from stick',
    saved_one: '{{n}} record saved as {{name}}.',
    saved_other: '{{n}} records saved as {{name}}.',
    nothing: 'Nothing waits to be sent.',
    taken_one: 'Answer taken: {{n}} record answered.',
    taken_other: 'Answer taken: {{n}} records answered.',
    fault: {
      unreadable: 'This file is no answer from head office, or it is damaged.',
      elsewhere: 'This answer is for another till.',
      signature: 'This answer is not signed by head office.',
    },
  },
  aside: {
    title: 'Put aside or refused',
    how: 'Head office keeps these with their amounts, and people there decide.',
    kind: {
      enrolment: 'Enrolment',
      sale: 'Sale',
      top_up: 'Top-up',
      gift: 'Gift',
      shift: 'Shift',
      mark: 'Till',
    },
  },
}
