// The browser's back button undoes: each movement of a slider becomes one entry of the history.
// Streamlit keeps the address up to date by replacing the current entry; for a slider it is made to add one instead.

const TOGETHER = 1000 // key presses on one slider no further apart (ms) are one movement

export class Entries {
  movement = null // {name, at, kept}: kept once the movement has its entry
  #replaced = null

  install() {
    if (this.#replaced) return
    const entries = this
    const own = Object.hasOwn(history, "replaceState")
    const former = history.replaceState
    const ours = function (state, unused, url) {
      return entries.#adds(url) ? history.pushState(state, unused, url) : former.call(history, state, unused, url)
    }
    history.replaceState = ours
    this.#replaced = () => {
      if (history.replaceState !== ours) return
      if (own) history.replaceState = former
      else delete history.replaceState
    }
    addEventListener("popstate", this.forget)
  }

  remove() {
    this.#replaced?.()
    this.#replaced = null
    removeEventListener("popstate", this.forget)
    this.forget()
  }

  // A slider is moved: by the pointer a new movement each time, by keys one for all that follow closely.
  moved(name, byKey, now = performance.now()) {
    const same = byKey && this.movement?.byKey && this.movement.name === name && now - this.movement.at < TOGETHER
    if (same) this.movement.at = now
    else this.movement = { name, byKey, at: now, kept: false }
  }

  // Something else is done, or the reader goes back: what the address does now is not a slider's doing.
  forget = () => {
    this.movement = null
  }

  #adds(url) {
    if (!this.movement || this.movement.kept || url === undefined || url === null) return false
    const next = new URL(url, location.href)
    if (next.pathname !== location.pathname || next.search === location.search) return false
    this.movement.kept = true
    return true
  }
}
