/** A catalogue with the keys of the English one. Chinese has one plural form, so it has no keys in `_one`. */
export type Words<T> = {
  [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Words<T[K]>
}
