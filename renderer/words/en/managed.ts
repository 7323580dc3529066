/** What the rep reads of the file by which an organisation fixes settings. */
export const managed = {
  title: 'Organisation’s settings',
  text: 'A file on this computer in which your organisation fixes settings for everybody.',
  parts: {
    accounts: 'mail servers',
    sharing: 'sharing',
    intelligence: 'email intelligence',
    updates: 'updates'
  },
  fixes: (parts: string[]) => `It fixes: ${parts.join(', ')}.`,
  nothing: 'It fixes nothing.',
  wrong: 'A part of it is wrong, and does not hold',
  wrongWhole: 'It cannot be read, and none of it holds',
  problem: (line: number | null, where: string, expected: string) =>
    `${[line === null ? '' : `line ${line}`, where].filter(Boolean).join(', ') || 'the file'}: ${expected}`,
  tell: 'Tell who looks after SalesInbox where you work. It is read again when SalesInbox starts.',
  loose: 'Others than its owner may change this file',
  looseText: 'What is right in it holds all the same. An administrator should take that right away.'
}
