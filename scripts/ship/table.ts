/** A check that went well has a figure; one that did not says what is wrong; one that cannot be made here says why. */
export type Outcome = { ok: string } | { wrong: string[] } | { notHere: string }
export interface Check {
  name: string
  outcome: Outcome
}

/** Faults make a check fail; without any it has the figure. */
export const judged = (faults: string[], figure: string): Outcome =>
  faults.length > 0 ? { wrong: faults } : { ok: figure }

/** Runs one check, and takes what it throws for a fault. */
export async function check(name: string, run: () => Outcome | Promise<Outcome>): Promise<Check> {
  console.error(`${name} …`)
  try {
    return { name, outcome: await run() }
  } catch (error) {
    return { name, outcome: { wrong: [error instanceof Error ? error.message : String(error)] } }
  }
}

/** The table as lines: check, result, figure; then what could not be shown. */
export function tableOf(checks: Check[]): string[] {
  const rows = checks.map(({ name, outcome }): [string, string, string[]] => {
    if ('ok' in outcome) return [name, 'ok', [outcome.ok]]
    if ('wrong' in outcome) return [name, 'FAILED', outcome.wrong.flatMap((fault) => fault.split('\n'))]
    return [name, 'not here', [outcome.notHere]]
  })
  const wide = Math.max(...rows.map(([name]) => name.length))
  return rows.flatMap(([name, result, words]) => [
    `${name.padEnd(wide)}  ${result.padEnd(8)}  ${words[0] ?? ''}`.trimEnd(),
    ...words.slice(1, 20).map((line) => `${' '.repeat(wide + 12)}${line}`)
  ])
}

export const failed = (checks: Check[]): number => checks.filter(({ outcome }) => 'wrong' in outcome).length
