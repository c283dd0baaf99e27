/** The version this was built from. */
declare const __TILL_VERSION__: string
