// Runs before anything else, on whatever Node there is: keep the syntax old.
const wanted = [20, 19]
const found = process.versions.node.split('.').map(Number)
if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error(
    'SalesInbox needs Node ' +
      wanted.join('.') +
      ' or newer; this is Node ' +
      process.versions.node +
      '. Install a newer one from nodejs.org.'
  )
  process.exit(1)
}
