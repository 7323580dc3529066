export const gmailNamespace = 'http://schemas.google.com/apps/2006'
export const atomNamespace = 'http://www.w3.org/2005/Atom'
/** Gmail's filters have no names; all entries have this one. */
export const defaultTitle = 'Mail Filter'

export const sizeUnits: readonly (readonly [unit: string, bytes: number])[] = [
  ['s_smb', 1_048_576],
  ['s_skb', 1024],
  ['s_sb', 1]
]

/** Gmail's categories, and the label that each is here. */
export const categories: readonly (readonly [smart: string, label: string])[] = [
  ['^smartlabel_personal', 'Personal'],
  ['^smartlabel_social', 'Social'],
  ['^smartlabel_promo', 'Promotions'],
  ['^smartlabel_group', 'Forums'],
  ['^smartlabel_notification', 'Updates'],
  ['^smartlabel_receipt', 'Receipts']
]
