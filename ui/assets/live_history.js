// The browser's back button undoes: each movement of a slider becomes one entry of the history.
// Streamlit keeps the address up to date by replacing the current entry; for a slider it is made to add one instead.
// What the server sets at once (a preset moves every slider) it adds one by one: all of it, up to the reader's next
// action, becomes one entry.

const ACTIONS = ["pointerdown", "keydown"]
const TOGETHER = 1000 // key presses on one slider no further apart (ms) are one movement

// Put a function in the place of one of the history's own; what is returned puts the former back.
function stand(name, ours) {
  const own = Object.hasOwn(history, name)
  const former = history[name]
  history[name] = ours
  return () => {
    if (history[name] !== ours) return
    if (own) history[name] = former
    else delete history[name]
  }
}

export class Entries {
  movement = null // {name, at, kept}: kept once the movement has its entry
  #replaced = null
  #added = false // whether an entry was added since the reader last did something

  install() {
    if (this.#replaced) return
    const entries = this
    const { pushState: push, replaceState: replace } = history
    const back = [
      stand("replaceState", (state, unused, url) => (entries.#adds(url) ? push : replace).call(history, state, unused, url)),
      stand("pushState", (state, unused, url) => (entries.#joins(url) ? replace : push).call(history, state, unused, url)),
    ]
    this.#replaced = () => back.forEach((put) => put())
    addEventListener("popstate", this.forget)
    for (const action of ACTIONS) addEventListener(action, this.#acted, true)
  }

  remove() {
    this.#replaced?.()
    this.#replaced = null
    removeEventListener("popstate", this.forget)
    for (const action of ACTIONS) removeEventListener(action, this.#acted, true)
    this.forget()
  }

  // A slider is moved: by the pointer a new movement each time, by keys one for all that follow closely. `at` is when the
  // reader did it, which on a busy device is well before anything is heard of it.
  moved(name, byKey, at) {
    const same = byKey && this.movement?.byKey && this.movement.name === name && at - this.movement.at < TOGETHER
    if (same) this.movement.at = at
    else this.movement = { name, byKey, at, kept: false }
  }

  // Something else is done, or the reader goes back: what the address does now is not a slider's doing.
  forget = () => {
    this.movement = null
    this.#added = false
  }

  #acted = () => {
    this.#added = false
  }

  // Whether what is to be added belongs to what was added just before.
  #joins(url) {
    const more = this.#added
    this.#added = true
    return more && url !== undefined && url !== null && new URL(url, location.href).pathname === location.pathname
  }

  #adds(url) {
    if (!this.movement || this.movement.kept || url === undefined || url === null) return false
    const next = new URL(url, location.href)
    if (next.pathname !== location.pathname || next.search === location.search) return false
    this.movement.kept = true
    return true
  }
}
