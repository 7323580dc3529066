export default function Setup({ first }: { first: boolean }) {
  return <main>{String(first)}</main>
}
