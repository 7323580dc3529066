/**
 * How mail programs say that what follows is quoted. Gathered from what Gmail, Apple Mail, Outlook, Thunderbird,
 * Yahoo and others write in some thirty languages.
 */

const wrote =
  /(?:\bwrote|\bwrites|schrieb|\bschreef|écrit|ha scritto|\bscrisse|escribi[óo]|escreveu|napisała?(?:\(a\))?|\bskrev|kirjoitti|написала?(?:\(а\))?|пишет|писала?|пише|написав|napsala?(?:\(a\))?|írta|a scris|yazdı|έγραψε|写道|寫道|書きました|のメール|작성|כתבה?|كتبت?|đã viết|menulis|\brašė|napísala?|je napisa[ol]a?|\brakstīja|\bkirjutas|написа|skrifaði|va escriure|idatzi du)/i
const dated = /\d{1,4}[./ -]|\d{1,2}:\d{2}/
const ends = /[:：]\s*$|\bwrote\s*-*\s*$/i

/** "On 3 May 2026, Dana wrote:" and its like, on one line (a wrapped one is joined before). */
export function isAttribution(line: string): boolean {
  if (line.length > 400) return false
  const text = line.replace(/^[\s>﻿]+/, '').trim()
  if (text.length < 8 || text.length > 300 || !ends.test(text)) return false
  if (wrote.test(text)) return dated.test(text) || text.includes('@') || text.length < 80
  return /@[\w.-]+[>)»"]*\s*[:：]$/.test(text) && dated.test(text)
}

const fromWords =
  'From|Von|De|Da|Van|Från|Fra|Lähettäjä|Od|Pošiljatelj|От|Від|Подател|差出人|送信者|发件人|寄件者|보낸 사람|Kimden|Gönderen|Από|Feladó|De la|Expediteur|Expéditeur|Remitente|Mittente|Saatja|No|Nuo|מאת|من|Dari|Từ'
const otherWords =
  'Sent|Date|To|Subject|Cc|Gesendet|Datum|An|Betreff|Envoyé|À|A|Objet|Enviado|Enviada(?: em)?|Fecha|Para|Asunto|Assunto|Data|Inviato|Oggetto|Verzonden|Aan|Onderwerp|Skickat|Till|Ämne|Sendt|Dato|Til|Emne|Lähetetty|Päivämäärä|Vastaanottaja|Aihe|Wysłano|Do|Temat|Odesláno|Komu|Předmět|Predmet|Отправлено|Дата|Кому|Тема|Надіслано|送信日時|日時|日付|宛先|件名|发送时间|日期|收件人|主题|主旨|收件者|보낸 날짜|받는 사람|제목|Gönderildi|Tarih|Kime|Konu|Στάλθηκε|Ημερομηνία|Προς|Θέμα|Elküldve|Dátum|Címzett|Tárgy|Trimis|Către|Subiect|תאריך|נשלח|אל|נושא|تاريخ|إلى|الموضوع'
const fromLine = new RegExp(`^[\\s*_>]*(?:${fromWords})\\s*\\*?\\s*[:：]`, 'i')
const otherLine = new RegExp(`^[\\s*_>]*(?:${otherWords})\\s*\\*?\\s*[:：]`, 'i')

/** "From: ... Sent: ... To: ... Subject: ...", as Outlook puts over what it quotes. */
export function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!fromLine.test(lines[at] ?? '')) return false
  let others = 0
  for (let i = at + 1; i < Math.min(lines.length, at + 9); i++) if (otherLine.test(lines[i]!)) others++
  return others >= 2
}

const originalWords =
  "Original Message|Original Appointment|Ursprüngliche Nachricht|Originalnachricht|Message d[’']origine|Message original|Mensaje original|Mensagem original|Messaggio originale|Oorspronkelijk bericht|Ursprungligt meddelande|Originalmeddelande|Oprindelig meddelelse|Oprindelig besked|Opprinnelig melding|Alkuperäinen viesti|Wiadomość oryginalna|Oryginalna wiadomość|Původní zpráva|Исходное сообщение|Original-Nachricht|元のメッセージ|原始邮件|原始郵件|원본 메시지|Orijinal Mesaj|Eredeti üzenet|Mesaj original"
const originalLine = new RegExp(`^[\\s>]*[-_]{2,}\\s*(?:${originalWords})\\s*[-_]{2,}`, 'i')
export function isOriginalMark(line: string): boolean {
  return originalLine.test(line)
}

const forwarded =
  /^[\s>﻿]*(?:[-_]{2,}\s*)?(?:Begin forwarded message|Forwarded [Mm]essage|Fwd\. ?Msg|Weitergeleitete Nachricht|Anfang der weitergeleiteten|Message transféré|Début du message (?:réexpédié|transféré)|Mensaje reenviado|Inicio del mensaje reenviado|Mensagem encaminhada|Início da mensagem|Messaggio inoltrato|Inizio messaggio inoltrato|Doorgestuurd bericht|Begin doorgestuurd|Vidarebefordrat|Videresendt|Start på videresendt|Välitetty viesti|Edelleenlähetetty|Przekazana wiadomość|Początek przekazywanej|Přeposlaná zpráva|Začátek přeposílané|Začiatok preposlanej|Пересылаемое|Начало перес|Початок листа|Továbbított üzenet|Începe mesajul|Mesaj redirecționat|Započni proslijeđenu|メッセージを転送|転送されたメッセージ|转发的邮件|轉寄的郵件|전달된 메시지|İletilen mesaj)/i
/** What follows such a line is what the mail is about: it is never folded. */
export function isForwardMark(line: string): boolean {
  return forwarded.test(line)
}
