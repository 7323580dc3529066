/**
 * How words are kept: one object for each feature in `en/<feature>.ts`. A sentence is a string, or a function of
 * what it speaks of, so that a wrong key or a missing fact is a type error. Another language is an object of the
 * same type: `typeof reader`.
 */
export * from './format.ts'
export { errorText, type ErrorText } from './errors.ts'
export { plural } from './plural.ts'
