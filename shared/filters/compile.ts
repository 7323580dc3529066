import { type FilterMail, look, singleFields } from './mail.ts'
import type { Rule } from './model.ts'
import { createNeedles } from './needles.ts'
import { addTo, noOutcome, type Outcome } from './outcome.ts'
import { type Test, testOf } from './tests.ts'

/** A list of rules made ready: made once, then asked for each mail. */
export interface Compiled {
  /** Some rule looks at the text of mails. */
  needsBody: boolean
  /**
   * What all rules together want done. `waits`: a rule that counts asks for the text, which is not here yet; nothing
   * is to be done until it is.
   */
  outcomeOf(mail: FilterMail, now: number): { outcome: Outcome; waits: boolean }
  /** Places in the list of the rules that fit, each asked for itself. */
  matching(mail: FilterMail, now: number): number[]
}

export function compile(rules: readonly Rule[]): Compiled {
  const tests: Test[] = rules.map(testOf)
  const needles = new Map(singleFields.map((field) => [field, createNeedles()] as const))
  /** field -> number of the text -> places of the rules that ask for it */
  const byNeedle = new Map(singleFields.map((field) => [field, [] as number[][]] as const))
  const always: number[] = []
  tests.forEach(({ keys }, place) => {
    if (keys === null) return always.push(place)
    for (const { fields, text } of keys)
      for (const field of fields) {
        const number = needles.get(field)!.add(text)
        ;(byNeedle.get(field)![number] ??= []).push(place)
      }
    return place
  })
  const used = singleFields.filter((field) => byNeedle.get(field)!.length > 0)
  /** The turn in which a rule was met last: each is a candidate once a mail. */
  const met = new Uint32Array(rules.length)
  let turn = 0

  function candidates(looked: ReturnType<typeof look>): number[] {
    turn++
    const found = [...always]
    for (const field of used) {
      const places = byNeedle.get(field)!
      needles.get(field)!.find(looked.single(field), (needle) => {
        for (const place of places[needle]!) {
          if (met[place] === turn) continue
          met[place] = turn
          found.push(place)
        }
      })
    }
    return found.sort((a, b) => a - b)
  }

  return {
    needsBody: tests.some((test) => test.needsBody),
    outcomeOf(mail, now) {
      const looked = look(mail, now)
      const outcome = noOutcome()
      for (const place of candidates(looked)) {
        const answer = tests[place]!.ask(looked)
        if (answer === null && mail.body === null && tests[place]!.needsBody) return { outcome, waits: true }
        if (answer && addTo(outcome, rules[place]!)) break
      }
      return { outcome, waits: false }
    },
    matching(mail, now) {
      const looked = look(mail, now)
      return candidates(looked).filter((place) => tests[place]!.ask(looked) === true)
    }
  }
}
