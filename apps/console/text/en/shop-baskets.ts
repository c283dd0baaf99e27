/** Questions about what goes together, a part of the shop's questions. */
export const shopBaskets = {
  baskets: {
    answer:
      '{{when}}, {{share}} of the bills with {{a}} hold {{b}}, too: {{lift}} times as often as chance would have it.',
    none:
      '{{when}}, nothing is surely bought together more often than by chance: {{bills}} bills, {{pairs}} pairs ' +
      'looked at.',
    little: '{{when}}: {{bills}} bills, too few to tell what goes together. It takes {{least}}.',
    pairs: 'What goes together',
    note: 'Choose a pair to see who has the one and might like the other.',
    newest: 'There are more bills in these days; the newest {{n}} were looked at.',
    level: { product: 'Products', category: 'Categories' },
    label: 'The ten surest pairs by how many times more often than by chance; the numbers are in the table.',
    pair: 'Pair',
    lift: 'Times as often as by chance',
    least: 'At least',
    together: 'Bills with both',
    aToB: 'First → second',
    bToA: 'Second → first',
    noPairs: 'No pair that is sure',
    noPairsWords: 'Look at more days, or at categories instead of products.',
    breadth: {
      product: 'How many different products members buy',
      category: 'How many different categories members buy',
      note: 'From two on they buy across.',
      kinds: 'Different ones',
    },
    how: {
      method:
        'A pair counts when both are on one bill, in at least twenty bills. How many times more often than by ' +
        'chance is the share of bills with both against what the two would have if they had nothing to do with ' +
        'each other; pairs are ordered by the lower end of its 95% interval, because rare pairs always look ' +
        'strongest. Of all pairs shown at most one in twenty may be a find by chance.',
      limits:
        'It says what goes together, not that one sells the other: test an offer with a control group before you ' +
        'believe it. Products of no category are left out among categories. Below {{least}} bills nothing is said; ' +
        'of very many the newest 50,000 are looked at.',
    },
  },
  next: {
    answer:
      '{{when}}, there is something to offer {{offered}} of {{n}} members; most often {{name}}, to {{most}} of them.',
    none: '{{when}}, there is nothing to offer with confidence: no pair is surely bought together.',
    offers: 'What to offer',
    note: 'Choose an offer to see to whom.',
    label: 'Members by what to offer them; the numbers are in the table.',
    list: 'Whom to offer it',
    offer: 'Offer',
    because: 'Because of',
    chance: 'Chance',
    chosen: 'Offer: {{name}}',
    nobody: 'Nobody to offer it to',
    nobodyWords: 'Look at more days, or at categories instead of products.',
    how: {
      method:
        'For each member: of everything that is surely bought together with something the member bought in these ' +
        'days, and that the member did not buy, the one with the largest chance. The chance is the share of bills ' +
        'with the one that hold the other.',
      limits:
        'Only these days are looked at: what was bought earlier may be offered again. The chance is that of a bill, ' +
        'not of an answer to an offer; below {{least}} bills nothing is offered. Whether someone may be written to ' +
        'is a question of consent.',
    },
  },
}
