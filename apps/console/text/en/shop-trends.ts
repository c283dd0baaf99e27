/** Trends of branches, products and members, a part of the shop's questions. */
export const shopTrends = {
  trends: {
    answer:
      'In {{n}} months up to {{month}}, of {{all}} clearly falling: {{falling}}, clearly rising: {{rising}}, ' +
      'not known: {{unsure}}.',
    steepest:
      ' “{{name}}” falls most: {{slope}} less a month (between {{low}} and {{high}}), {{share}} of its mean.',
    little:
      'Too little to tell: of {{all}} none has {{least}} whole months with sales up to {{month}} yet. Choose a ' +
      'longer span, or come back later.',
    nothing: 'Nothing was sold in these months.',
    of: { branch: 'Branches', product: 'Products' },
    choice: 'Trends of',
    picture: 'Change a month, as a share of the own mean',
    note: 'The bar is the interval: what crosses the zero line may be nothing. Choose a row for its months.',
    label: 'Change a month of each with its interval; the numbers are in the table.',
    range: '{{middle}} (between {{low}} and {{high}})',
    tooLittle_one: '{{n}} more has too few whole months to say anything.',
    tooLittle_other: '{{n}} more have too few whole months to say anything.',
    branch: 'Branch',
    product: 'Product',
    direction: 'Direction',
    directions: { rising: '▲ rises', falling: '▼ falls', unsure: '? not known', flat: '= flat' },
    slope: 'A month',
    interval: 'Interval (95%)',
    share: 'Of the mean',
    next: 'Next month by the line',
    months: 'Whole months',
    how: {
      method:
        'A straight line (least squares) through the whole months of each from its first sale on, with an interval ' +
        'that allows for months resembling their neighbours (Newey–West); with two years the season is taken out. ' +
        '“Rises” and “falls” are said only where the interval leaves zero out.',
      many:
        'One flat branch in twenty looks like a trend by chance. So it must also be among those that remain when at ' +
        'most one in ten may be a false find (Kendall’s test, Benjamini–Hochberg); some bars that do not touch zero ' +
        'are therefore “not known”.',
      limits:
        'It takes {{least}} whole months. Products are the {{products}} that brought most. A line knows no holidays, ' +
        'no price changes and no competitor: next month’s number is where it points, not a forecast.',
    },
  },
  memberTrend: {
    rising:
      'Spending rises: about {{slope}} more a month (between {{low}} and {{high}}), over {{n}} whole months.',
    falling:
      'Spending falls: about {{slope}} less a month (between {{low}} and {{high}}), over {{n}} whole months.',
    unsure:
      'No clear direction in {{n}} whole months: the change a month may lie anywhere between {{low}} and {{high}}.',
    sparse: 'In most of {{n}} whole months there was no purchase, so a trend says nothing.',
    little:
      'Too little to tell a trend: it takes {{months}} whole months after the first one and {{purchases}} purchase ' +
      'days; so far there are {{n}} and {{days}}.',
    how:
      'The median of the slopes between all pairs of months (Theil–Sen), from the month after the first purchase up ' +
      'to {{day}}; months without a purchase count as zero.',
  },
}
