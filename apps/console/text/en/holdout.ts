/** What all campaigns and journeys bring together, measured by those who are told nothing. */
export const holdout = {
  title: 'All campaigns together',
  answer: {
    on:
      '{{share}} of all members are held out of everything, {{n}} at this moment; ' +
      'others take their place on {{day}}.',
    off: 'Off by choice since {{day}}: what all campaigns bring together is not measured.',
    undecided: 'Not begun: it begins by itself with 20,000 members.',
    small:
      'With {{n}} members a hold-out of everything would show nothing; it needs {{needed}}. Each ' +
      'campaign’s own control ' +
      'group goes on measuring.',
  },
  nothing: 'Nothing measured yet',
  nothingWords:
    'A small share of all members, drawn by lot, gets nothing of any campaign or journey and no care task for three ' +
    'months. What all the others buy more is what everything together brought. Receipts, tier news, complaints and ' +
    'the like go on for everybody.',
  period: 'Period',
  periodOf: '{{from}} to {{to}}, {{share}} held out',
  stopped: 'Measured up to {{day}}, when it was switched off by choice. Since then nothing is measured.',
  caused: 'Sales brought by everything together',
  total: 'For all who were told, after cost',
  buyers: 'Share of buyers',
  cost: 'Cost of messages',
  sent: 'Messages',
  sentNote_one: 'of {{n}} campaign or message of a journey',
  sentNote_other: 'of {{n}} campaigns and messages of journeys',
  compare: 'Difference made',
  table: 'Told against held out',
  row: {
    members: 'Members',
    reached: 'Got a message',
    buyers: 'Bought',
    purchases: 'Purchases',
    spendMinor: 'Spend',
    spendBeforeMinor: 'Spend in the 90 days before',
  },
  head: { what: 'What', told: 'Told', held: 'Held out' },
  resting_one: '{{n}} member was held out the time before and stands in neither group.',
  resting_other: '{{n}} members were held out the time before and stand in neither group.',
  detectable: 'A difference of {{money}} per member would probably show.',
  change: 'Change',
  set: 'Hold-out of everything',
  means:
    'Counts from the very next message. The share is measured anew from today on; who is held already ' +
    'stays so, as far ' +
    'as the share holds as many.',
  measure: 'Measure everything together',
  measureHint: 'Without it, what all campaigns bring together is not known, and this page says so.',
  share: 'Share of all members, 2 to 10 %',
  shareHint: '5 % is usual.',
  redraw: 'Draw others now',
  redrawHint: 'Otherwise others are drawn after three months.',
  saved: 'Saved. It holds from the next message on.',
  how: {
    draw:
      'Whoever is held is found by a salted hash of the member number: nobody chooses, and it stays the ' +
      'same for three ' +
      'months. Then others take their place, and nobody is held twice running.',
    itt:
      'Everybody counts, reached or not, also members who joined or left in the time. Only who was held ' +
      'the time before ' +
      'is left out of both groups, because they were told nothing then.',
    limits: 'What sales staff say to members, and what hangs in the shop, reaches both groups alike.',
  },
}
