import { createInterface } from 'node:readline'
import MiniSearch from 'minisearch'

const depth = 10
let index
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const message = JSON.parse(line)
  let places = []
  if (index) {
    places = index.search(message).slice(0, depth).map(hit => hit.id)
  } else {
    index = new MiniSearch({ fields: ['text'], searchOptions: { fuzzy: 0.2, prefix: true } })
    index.addAll(message.map((text, id) => ({ id, text })))
  }
  process.stdout.write(JSON.stringify(places) + '\n')
}
