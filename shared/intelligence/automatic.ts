const senders =
  /^(?:no[._-]?reply|do[._-]?not[._-]?reply|mailer[._-]?daemon|postmaster|bounces?|notifications?|notify|alerts?|newsletter|news|updates?|mailing|automated?|system|calendar-notification)(?:[+._-].*)?@/u
const subjects =
  /^\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|undeliver(?:able|ed)|delivery (?:status notification|has failed|failure)|mail delivery failed|returned mail|read:|accepted:|declined:|tentative:|abwesenheit\w*|automatische antwort|abwesend|unzustellbar|zugesagt:|abgelehnt:|réponse automatique|absence du bureau|non remis|respuesta automática|fuera de (?:la )?oficina|autosvar)/iu

/**
 * A mail that nobody sat down to write: notices of a machine, newsletters, absences, answers to invitations. By its
 * sender and subject, which a colleague's mail shows too, and by the header fields of a list where they are here.
 */
export function isAutomatic(mail: {
  from: string
  subject: string
  listId?: string
  unsubscribe?: string
}): boolean {
  if (mail.listId || mail.unsubscribe) return true
  return senders.test(mail.from.trim().toLowerCase()) || subjects.test(mail.subject)
}
