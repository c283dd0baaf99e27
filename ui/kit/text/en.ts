/** Words of the kit; an app puts them into its catalogue under `kit`. */
export const kit = {
  colon: ': ',
  /** The name of the house, in both scripts in every language. */
  house: { han: '知己', latin: 'Zhiji', full: '知己 Zhiji' },
  language: 'Language',
  lighting: { title: 'Light or dark', system: 'As the device', light: 'Paper (light)', dark: 'Night (dark)' },
  error: {
    unreachable: 'Zhiji does not answer. Check that it is running and that this device is connected.',
    unexpected: 'Something went wrong ({{status}}). Nothing was changed.',
    again: 'Try again',
    request: 'Tell support this number: {{id}}',
  },
  list: {
    search: 'Search',
    total_one: '{{n}} row',
    total_other: '{{n}} rows',
    columns: 'Columns',
    export: 'Export',
    nothing: 'Nothing matches.',
    clear: 'Clear search and filters',
  },
  filter: {
    add: 'Filter',
    field: 'Field',
    condition: 'Condition',
    value: 'Value',
    apply: 'Apply',
    op: {
      is: 'is',
      not: 'is not',
      contains: 'contains',
      starts: 'starts with',
      ends: 'ends with',
      from: 'from',
      to: 'up to',
      empty: 'is empty',
      filled: 'is filled in',
    },
  },
  progress: {
    done: '{{done}} {{unit}}',
    of: '{{done}} of {{whole}} {{unit}}',
    rate: '{{n}} {{unit}} a second',
    left: 'about {{span}} left',
  },
}
