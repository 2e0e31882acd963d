/** Does this value of an element satisfy what was asked for? */
export type ValueTest = (value: unknown) => boolean
