export const learn = {
  title: 'What can we learn?',
  go: 'Plan the campaign',
  link: 'What can we learn from it?',
  choices: 'What is planned',
  segment: 'Segment',
  named_one: '{{name}} ({{n}} member)',
  named_other: '{{name}} ({{n}} members)',
  none: {
    title: 'No segment yet',
    words: 'Save a segment first: what its members do by themselves tells what a campaign to them can show.',
  },
  answer: {
    least:
      'With {{treated}} written to and {{control}} held back, the least that shows is {{lift}} more buyers: ' +
      'from {{base}} to {{top}} in {{days}} days.',
    alone: 'That is enough to judge this campaign by itself.',
    together_one: 'One mailing is enough.',
    together_other:
      'This mailing alone may stay undecided: {{n}} like it, added up, would show a fifth more buyers.',
    never: 'Such a list cannot show a fifth more buyers; choose a larger one or a longer window.',
    few: 'Too few to plan by: {{treated}} written to and {{control}} held back; each side takes a hundred.',
    quiet:
      'Too little to plan by: in {{days}} days either nobody or everybody of this segment bought, so there is ' +
      'nothing to compare with.',
  },
  base: 'Buyers without a campaign',
  baseNote: '{{from}} – {{to}}',
  members: 'Written to',
  held: '{{n}} held back',
  money: 'Least change in money a member',
  moneyNote: 'What they spent before explains {{share}} of the spread',
  chances: 'The chance to see it',
  chancesNote: 'If the campaign really brings so many more buyers.',
  label:
    'The chance to see each true lift, and the line of four chances in five; the numbers are in the table.',
  chance: 'Chance to see it',
  good: 'four chances in five',
  more: '{{share}} more buyers',
  lift: 'True effect',
  buyers: 'Share of buyers',
  fromTo: '{{from}} → {{to}}',
  byHeld: 'If more or fewer are held back',
  heldBack: 'Held back',
  leastLift: 'Least that shows',
  sizes: 'How many members it takes',
  takes: 'Members',
  how: {
    method:
      'The share of buyers and the spread of their money come from the same number of days just before, without ' +
      'any campaign. The least that shows is a true difference that would be found with four chances in five, ' +
      'wrongly claimed in one of twenty where there is none; all who are written to are compared with all who ' +
      'are held back.',
    looks:
      'You may look at the result every day: of the five in a hundred false alarms one is spent on all early ' +
      'looks together and four on the planned end, which costs almost nothing.',
    limits:
      'It is a plan, not a promise: a season, a holiday or a weaker list changes the base. Money varies more than ' +
      'the number of buyers, so buyers show an effect sooner. Campaigns that run at the same time disturb one ' +
      'another.',
  },
}
