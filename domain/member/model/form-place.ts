/** A place of a form by one code, `form/tag`, as an audience asks for it: neither part may hold a stroke. */
export const placeCode = (of: Readonly<{ formCode: string; tag: string }>): string =>
  `${of.formCode}/${of.tag}`
