import { at, someTime, workingDay } from './dates.ts'
import { emptyLetter, type Letter } from './letter.ts'
import type { Person } from './people.ts'
import { hash, random } from './random.ts'
import { escape } from './render.ts'

/** A regular mailing, issue by issue out of its own stock of articles. */
export interface Newsletter {
  /** Key of its sender. */
  from: string
  listId: string
  /** 1 Monday ... 5 Friday */
  weekday: number
  time: string
  everyWeeks: number
  colour: string
  lang: string
  intro: string[]
  articles: [title: string, text: string][]
  more: string
  unsubscribe: string
  /** Some go where the rep's filter put them. */
  folder?: string
}

function html(
  newsletter: Newsletter,
  sender: Person,
  issue: number,
  intro: string,
  articles: [string, string][]
): string {
  const domain = sender.address.split('@')[1]
  const story = (
    [title, text]: [string, string],
    i: number
  ) => `<tr><td style="padding:16px 24px;border-top:1px solid #e4e6ec">
<img src="https://cdn.${domain}/issue/${issue}/story-${i + 1}.jpg" alt="" width="552" style="display:block;width:100%;max-width:552px;border:0">
<h2 style="font:600 18px/24px Helvetica,Arial,sans-serif;margin:12px 0 6px;color:#1c1f26">${escape(title)}</h2>
<p style="font:14px/21px Helvetica,Arial,sans-serif;margin:0;color:#3c414d">${escape(text)}</p>
<p style="margin:10px 0 0"><a href="https://www.${domain}/read/${issue}-${i + 1}" style="font:600 13px Helvetica,Arial,sans-serif;color:${newsletter.colour}">${escape(newsletter.more)}</a></p></td></tr>`
  return `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>${escape(articles[0]?.[0] ?? sender.name)}</title></head>
<body style="margin:0;background:#f2f3f6"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:20px 8px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff">
<tr><td style="padding:20px 24px;background:${newsletter.colour}"><img src="https://cdn.${domain}/logo.png" alt="${escape(sender.name)}" width="160" height="36" style="border:0;color:#ffffff;font:600 20px Helvetica,Arial,sans-serif"></td></tr>
<tr><td style="padding:18px 24px;font:15px/22px Helvetica,Arial,sans-serif;color:#1c1f26">${escape(intro)}</td></tr>
${articles.map(story).join('\n')}
<tr><td style="padding:18px 24px;font:12px/18px Helvetica,Arial,sans-serif;color:#767c8a">${escape(sender.company)} · <a href="https://www.${domain}/unsubscribe/${issue}" style="color:#767c8a">${escape(newsletter.unsubscribe)}</a></td></tr>
</table></td></tr></table><img src="https://track.${domain}/open/${issue}.gif" alt="" width="1" height="1"></body></html>`
}

/** Its issues of the last half year, the newest first. */
export function issues(
  newsletter: Newsletter,
  sender: Person,
  reader: Person,
  now: number,
  count: number
): Letter[] {
  const letters: Letter[] = []
  const numbers = random(newsletter.listId)
  // The newest issue opens with the first article; all others are shuffled.
  let deck = [...newsletter.articles].reverse()
  const today = workingDay(now, 0)
  const [hours = '7', minutes = '0'] = newsletter.time.split(':')
  for (let n = 0; letters.length < count; n++) {
    const day = new Date(today)
    day.setDate(
      day.getDate() - ((today.getDay() - newsletter.weekday + 7) % 7) - n * newsletter.everyWeeks * 7
    )
    const time = at(day, Number(hours) * 60 + Number(minutes)) + numbers.between(0, 90) * 1000
    if (time > now - 60_000) continue
    const issue = 100 + (hash(newsletter.listId) % 400) - n
    const articles: [string, string][] = []
    const wanted = Math.min(3, newsletter.articles.length)
    while (articles.length < wanted) {
      if (!deck.length) deck = numbers.shuffle(newsletter.articles)
      const next = deck.pop() as [string, string]
      if (!articles.includes(next)) articles.push(next)
    }
    const letter = emptyLetter(
      `${newsletter.listId}/${issue}`,
      sender,
      [reader],
      articles[0]?.[0] ?? sender.name,
      time
    )
    const intro = n ? numbers.pick(newsletter.intro) : (newsletter.intro[0] ?? '')
    const domain = sender.address.split('@')[1]
    letter.html = true
    letter.body.text = `${sender.name} · ${issue}\n\n${intro}\n\n${articles
      .map(
        ([title, text], i) =>
          `${title}\n${text}\n${newsletter.more}: https://www.${domain}/read/${issue}-${i + 1}`
      )
      .join('\n\n')}\n\n${newsletter.unsubscribe}: https://www.${domain}/unsubscribe/${issue}`
    letter.document = html(newsletter, sender, issue, intro, articles)
    letter.headers.push(
      ['List-Id', `${sender.name.replace(/[^\w ]/g, '')} <${newsletter.listId}>`],
      [
        'List-Unsubscribe',
        `<https://www.${domain}/unsubscribe/${issue}>,\r\n <mailto:leave-${issue}@${domain}>`
      ],
      ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
      ['Precedence', 'bulk']
    )
    letter.folder = newsletter.folder ?? 'INBOX'
    letter.flags.add('\\Seen')
    letters.push(letter)
  }
  return letters
}

/** Unwanted mail: one letter of each text, scattered over the last weeks (servers empty Junk after a while). */
export function junk(
  texts: { from: Person; subject: string; text: string }[],
  reader: Person,
  now: number
): Letter[] {
  const numbers = random('junk')
  return texts.map(({ from, subject, text }, i) => {
    const time =
      someTime(now, 1 + Math.floor((i * 24) / texts.length), numbers) - numbers.between(0, 300) * 1000
    const letter = emptyLetter(`junk/${i}`, from, [reader], subject, time)
    const domain = from.address.split('@')[1]
    letter.html = true
    letter.body = {
      text: `${text}\n\nhttps://www.${domain}/go/${i}`,
      html: `<div style="font-family:Verdana,sans-serif"><p>${escape(text)}</p><p><a href="https://www.${domain}/go/${i}"><img src="https://img.${domain}/b/${i}.gif" alt="${escape(subject)}" width="320" height="90"></a></p></div>`
    }
    letter.folder = 'Junk'
    if (i % 3) letter.flags.add('\\Seen')
    letter.flags.add('$Junk')
    return letter
  })
}
