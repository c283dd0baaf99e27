export const voucher = {
  title: 'Pay from your card',
  why:
    'Till {{till}} has no connection, but your phone has. Say what you want to pay; the code you get is ' +
    'shown to the till.',
  card: 'Card number',
  pin: 'PIN',
  amount: 'From stored value',
  points: 'In points',
  missing: 'Please fill this in.',
  something: 'Say how much you want to pay.',
  send: 'Get the code',
  held: 'The amount is set aside for this till alone. What is not used comes back to your card.',
  show: 'Show this to the till',
  somePoints_one: '{{count}} point',
  somePoints_other: '{{count}} points',
  code: 'Code for the till',
  until: 'Good once, until {{time}}.',
  unused: 'If you change your mind, do nothing: what is not used comes back by itself.',
  again: 'Start over',
}
