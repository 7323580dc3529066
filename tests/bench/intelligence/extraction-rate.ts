// A process of its own, for a peak of memory is a process's: prints mails/s, and MB over what it had before.
const before = process.memoryUsage.rss()
const { readLeavers } = await import('../../../electron/intelligence/left.ts')
const { readOwnText } = await import('../../../electron/intelligence/own-text.ts')
const { readPerson } = await import('../../../electron/intelligence/person.ts')
const { salesMails } = await import('../../../training/signature-sets.ts')

const mails = salesMails('train')
function pass(): void {
  for (const { body, from, language } of mails) {
    const own = readOwnText(body, { from })
    readPerson(own, { from, language })
    readLeavers(own, body, { from })
  }
}
pass()
const start = performance.now()
const rounds = 5
for (let round = 0; round < rounds; round++) pass()
const seconds = (performance.now() - start) / 1000
const peak = process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ rate: (mails.length * rounds) / seconds, megabytes: (peak - before) / 1e6 }))

export {}
