import type { en } from './en';

/** The shape of a language's texts: every key of English. Only plural forms that a language lacks (`_one`) may be absent. */
type Shape<T> = {
  [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string
    ? string
    : Shape<T[K]>;
};

export type Messages = Shape<typeof en>;
