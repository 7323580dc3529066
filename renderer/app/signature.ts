import { useMemo } from 'react'
import type { PersonFact } from '../../shared/contract/intelligence.ts'
import { useIntelligence, useVerdict } from '../cache/index.ts'
import type { RecordPanelProps } from '../record/index.ts'

/** What the signature of a mail says of its sender, for the form to add them; nothing while it is not read. */
export function useSignature(id: number | null): RecordPanelProps['signature'] {
  const { enrichment } = useIntelligence()
  const verdict = useVerdict(enrichment ? id : null)
  return useMemo(() => {
    if (!verdict || verdict.person.length === 0) return undefined
    const of = (field: PersonFact['field'], limit = 200): string | undefined =>
      verdict.person
        .find((fact) => fact.field === field && fact.kind !== 'fax' && fact.confidence >= 0.8)
        ?.value.slice(0, limit)
    const [name, title, company, phone] = [of('name'), of('title'), of('company'), of('phone', 60)]
    return {
      ...(name && { name }),
      ...(title && { title }),
      ...(company && { company }),
      ...(phone && { phone })
    }
  }, [verdict])
}
