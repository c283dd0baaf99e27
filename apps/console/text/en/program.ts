export const program = {
  title: 'Points rule',
  answer: 'Members get {{points}} per {{money}} spent; {{expiry}}.',
  points_one: '{{n}} point',
  points_other: '{{n}} points',
  never: 'points do not expire',
  after_one: 'points expire after {{n}} day',
  after_other: 'points expire after {{n}} days',
  change: 'Publish a new version',
  changeNote:
    'Sales already made keep the version they were judged by. A return gives back exactly what its sale gave.',
  form: {
    points: 'Points',
    per: 'for every full',
    expires: 'Expire after days',
    expiresHint: 'Leave empty: never.',
    publish: 'Publish',
    published: 'Version {{version}} is live.',
    example: 'A sale of {{money}} will give {{points}}.',
  },
  versions: 'Versions',
  column: { version: 'Version', rule: 'Rule', published: 'Published', by: 'By' },
  live: 'live',
}
