import { z } from 'zod'

/**
 * One call of the contract: what goes in and what comes out.
 * `leased`: only the keeper that holds the present lease may make it; its input has a `lease`.
 * `bulk`: the answer is made by main itself and is checked in development and tests only.
 */
export interface CallSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly in: I
  readonly out: O
  readonly leased?: boolean
  readonly bulk?: boolean
}

export interface Area<
  C extends Record<string, CallSpec> = Record<string, CallSpec>,
  E extends Record<string, z.ZodType> = Record<string, z.ZodType>
> {
  readonly calls: C
  readonly events: E
}

export function call<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  options: { leased?: boolean; bulk?: boolean } = {}
): CallSpec<I, O> {
  return { in: input, out: output, ...options }
}

export function area<C extends Record<string, CallSpec>, E extends Record<string, z.ZodType>>(
  calls: C,
  events: E
): Area<C, E> {
  return { calls, events }
}

type Patch<S extends z.ZodRawShape> = {
  [K in keyof S]: z.ZodOptional<S[K] extends z.ZodDefault<infer Of> ? Of : S[K]>
}

/** Some fields of an object; a missing one stays missing, where `partial()` would fill in its default and undo what was chosen. */
export function patchOf<S extends z.ZodRawShape>({ shape }: z.ZodObject<S>): z.ZodObject<Patch<S>> {
  const fields = Object.entries(shape).map(([name, field]) => [
    name,
    z.optional(field instanceof z.ZodDefault ? field.unwrap() : field)
  ])
  return z.object(Object.fromEntries(fields)) as z.ZodObject<Patch<S>>
}

/** Joins areas; throws when two of them list a call or an event of one name. */
export function join<A extends readonly Area[]>(...areas: A): Joined<A> {
  const calls: Record<string, CallSpec> = {}
  const events: Record<string, z.ZodType> = {}
  for (const one of areas) {
    for (const [name, spec] of Object.entries(one.calls)) {
      if (name in calls) throw new Error(`The contract lists the call ${name} twice`)
      calls[name] = spec
    }
    for (const [name, schema] of Object.entries(one.events)) {
      if (name in events) throw new Error(`The contract lists the event ${name} twice`)
      events[name] = schema
    }
  }
  return { calls, events } as unknown as Joined<A>
}

type UnionToIntersection<U> = (U extends unknown ? (x: U) => void : never) extends (x: infer I) => void
  ? I
  : never
export type Joined<A extends readonly Area[]> = {
  calls: UnionToIntersection<A[number]['calls']>
  events: UnionToIntersection<A[number]['events']>
}

/** Bytes cross both transports as they are. */
export const bytes = z.custom<Uint8Array<ArrayBuffer>>(
  (value) => value instanceof Uint8Array,
  'bytes expected'
)
export const nothing = z.object({}).strict()
