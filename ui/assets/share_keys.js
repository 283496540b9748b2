// Owner keys in this browser's own storage: {id: {key, title, saved_at}}. Storage may be forbidden, full or foreign.

const NAME = /^[a-z2-7]{26}$/

function read(place) {
  try {
    const found = JSON.parse(localStorage.getItem(place) ?? "{}")
    return Object.fromEntries(Object.entries(found ?? {}).filter(([id, one]) => NAME.test(id) && NAME.test(one?.key)))
  } catch {
    return {}
  }
}

function write(place, views, most) {
  const newest = Object.entries(views).sort(([, a], [, b]) => String(b.saved_at).localeCompare(String(a.saved_at)))
  try {
    localStorage.setItem(place, JSON.stringify(Object.fromEntries(newest.slice(0, most))))
    return true
  } catch {
    return false
  }
}

function kept(data) {
  const { id, ...one } = data.keep
  const views = read(data.place)
  return views[id]?.key === one.key || write(data.place, { ...views, [id]: one }, data.most)
}

function mine(data) {
  const views = read(data.place)
  const gone = (data.forget ?? []).filter((id) => id in views)
  gone.forEach((id) => delete views[id])
  if (gone.length) write(data.place, views, data.most)
  return Object.entries(views)
    .sort(([, a], [, b]) => String(b.saved_at).localeCompare(String(a.saved_at)))
    .slice(0, data.most)
    .map(([id, { key, title }]) => ({ id, key, title: String(title ?? "") }))
}

const told = new WeakMap() // what each element told last, so that an answer is sent once

export default function (component) {
  const { data, parentElement, setStateValue } = component
  if (data.keep) parentElement.querySelector("[role=status]").textContent = kept(data) ? data.kept : data.not_kept
  if (!data.tell) return
  const found = mine(data)
  const written = JSON.stringify(found)
  if (told.get(parentElement) === written) return
  told.set(parentElement, written)
  setStateValue("mine", found)
}
