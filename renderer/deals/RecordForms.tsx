import { Modal } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { runCommand, useCommands } from '../app/commands.ts'
import { ui } from '../words/en/ui.ts'
import { deals as words } from '../words/en/deals.ts'
import { FileDialog } from './FileDialog.tsx'
import { closeForm, openNew, useForm } from './form-store.ts'
import { RecordForm } from './RecordForm.tsx'

/** The form for a new record or an edit, over whatever is shown; mounted once in the window. */
export function RecordForms() {
  const open = useForm((state) => state.open)
  const [filing, setFiling] = useState<number[] | null>(null)
  useCommands([
    {
      id: 'record.create',
      words: words.newOne.contact,
      group: 'record',
      icon: IconUserPlus,
      run(given) {
        const kind = given?.kind ?? 'contact'
        const person = given?.address ? { addresses: [given.address] } : {}
        openNew(kind, { ...person, ...(given?.name ? { name: given.name } : {}) })
      }
    },
    {
      id: 'record.file',
      words: words.file.title(1),
      group: 'record',
      hidden: true,
      run: (given) => given && setFiling(given.ids)
    }
  ])
  return (
    <>
      {filing && <FileDialog key={filing.join()} ids={filing} onClose={() => setFiling(null)} />}
      <Modal
        opened={open !== null}
        onClose={closeForm}
        size="40rem"
        title={open ? (open.record ? words.edit(open.record.name) : words.newOne[open.kind]) : ''}
        closeButtonProps={{ 'aria-label': ui.close }}
        closeOnClickOutside={false}
      >
        {open && (
          <RecordForm
            key={open.record?.id ?? `new ${open.kind}`}
            form={open}
            onDone={(record) => {
              closeForm()
              if (!open.record) runCommand('record.open', { kind: record.kind, id: record.id })
            }}
            onCancel={closeForm}
          />
        )}
      </Modal>
    </>
  )
}
