/** The path of a field in the page's form: the chain's own lie below `extra`. */
export const placeOf = (field: string): string[] =>
  field.startsWith('extra.') ? ['extra', field.slice('extra.'.length)] : [field]
