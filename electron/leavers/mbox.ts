const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (number: number): string => String(number).padStart(2, '0')

/** As asctime writes it, in UTC: what stands in the line between two mails. */
function moment(ms: number): string {
  const at = new Date(ms)
  const day = `${days[at.getUTCDay()]} ${months[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)}`
  return `${day} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} ${at.getUTCFullYear()}`
}

/**
 * One message of an mbox file, in its mboxrd form: a line that begins with "From ", after any number of `>`, gets one
 * `>` more, so that it can be taken away again. Lines end as on Unix.
 */
export function mboxEntry(message: Buffer, sender: string, sent: number): Buffer {
  // by octet, as the message may be in any charset
  const lines = message
    .toString('latin1')
    .replace(/\r\n?/g, '\n')
    .replace(/^(>*From )/gm, '>$1')
  const from = /^[!-~]+@[!-~]+$/.test(sender) ? sender : 'MAILER-DAEMON'
  return Buffer.from(`From ${from} ${moment(sent)}\n${lines}${lines.endsWith('\n') ? '' : '\n'}\n`, 'latin1')
}
