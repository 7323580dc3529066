export default function Settings({ section, id }: { section: string; id: string | null }) {
  return (
    <main>
      {section} {id}
    </main>
  )
}
