import type { Reason } from '../../../shared/context/reason.ts'

/** Why a mail stands in its SalesInbox folder, in a sentence. */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'deal': {
      const more =
        reason.moreDeals > 0
          ? ` and ${reason.moreDeals} more open ${reason.moreDeals === 1 ? 'deal' : 'deals'}`
          : ''
      const who = reason.name || reason.address
      return reason.role
        ? `${who} is ${lowerFirst(reason.role)} on ${reason.dealName}${more}`
        : `${who} is in the deal ${reason.dealName}${more}`
    }
    case 'contact':
      return reason.accountName
        ? `${reason.name || reason.address} is a contact at ${reason.accountName}`
        : `${reason.name || reason.address} is a contact`
    case 'lead':
      return reason.accountName
        ? `${reason.name || reason.address} is a lead at ${reason.accountName}`
        : `${reason.name || reason.address} is a lead`
    case 'colleague':
      return reason.by === 'user'
        ? `${reason.name || reason.address} is a colleague`
        : `${reason.address} is at your organisation`
    case 'knownDomain':
      return `${reason.address} is not in the CRM, but ${reason.accountName} is at ${reason.domain}`
    case 'unknown':
      return reason.address ? `${reason.address} is not in the CRM` : 'Nobody in this mail is in the CRM'
    case 'onlyYou':
      return 'Nobody but you is in this mail'
  }
}

/** "Technical buyer" reads "technical buyer" in a sentence; "CEO" stays. */
function lowerFirst(text: string): string {
  const [first = '', second = ''] = text
  return second !== '' && second === second.toLowerCase() ? first.toLowerCase() + text.slice(1) : text
}
