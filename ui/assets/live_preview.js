// While a slider's thumb moves, curves and key figures are repainted from numbers the model worked out on the server for
// every position (ui/live_preview/live_preview.py, ui/live_preview/live_message.py). Nothing is computed here but pixels and words.
// On release Streamlit draws the exact result.

const KEYS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"])
const DRAWN = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["d"] }
const element = (key) => document.querySelector(`.st-key-${CSS.escape(key)}`)
const running = () => document.querySelector(".stApp")?.getAttribute("data-test-script-state") === "running"
const leverOf = (target) => /st-key-lever_(\S+)/.exec(target.closest?.('[class*="st-key-lever_"]')?.className)?.[1]
const sliderOf = (target) => (target.matches?.("input[type=range]") ? leverOf(target) : undefined)

function write(box, text) {
  const words = box?.querySelector("p")?.firstChild
  if (words?.nodeType === Node.TEXT_NODE && words.nodeValue !== text) words.nodeValue = text
}

class Preview {
  moving = null // the slider that is moved, from the first touch until the exact result stands
  pressed = false
  views = new Map()
  busy = false // something was painted in this frame
  again = false // and must be painted once more in the next
  later = 0
  entries = new Entries()
  sliders = new MutationObserver((records) => this.#slid(records))
  // Streamlit or Plotly has drawn something: a result of an earlier release, perhaps, that the thumb has left behind.
  drawn = new MutationObserver(() => this.moving && this.#paint())
  covers = new Map() // by container of a chart
  unseen = new Set() // containers of charts that are not in view
  seen = new IntersectionObserver((entries) => this.#seen(entries))
  listening = new AbortController()

  constructor(message) {
    this.message = message
    const options = { capture: true, passive: true, signal: this.listening.signal }
    const on = (event, act) => document.addEventListener(event, act, options)
    on("pointerdown", (event) => this.#down(event))
    on("pointerup", () => this.#up())
    on("pointercancel", () => this.#up())
    on("keydown", (event) => this.#key(event))
    on("input", (event) => this.#begin(sliderOf(event.target), true, event.timeStamp))
    this.sliders.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["value", "aria-valuetext"] })
    this.entries.install()
  }

  stop() {
    this.listening.abort()
    for (const observer of [this.sliders, this.drawn, this.seen]) observer.disconnect()
    for (const cover of this.covers.values()) cover.end()
    this.entries.remove()
    this.#finish(false)
  }

  // New numbers: the exact result of a release is on the page, or about to be.
  take(message) {
    this.message = message
    this.#watch()
    if (!this.moving) return
    if (!message.named.has(this.moving)) this.#finish(false)
    else if (this.#position() !== message.named.get(this.moving).position) this.#paint()
    this.#settle()
  }

  #down(event) {
    const name = event.target.closest?.('[data-testid="stSlider"]') && leverOf(event.target)
    if (name) this.#begin(name, false, event.timeStamp)
    else this.entries.forget()
    this.pressed = Boolean(name)
  }

  #up() {
    if (!this.pressed) return
    this.pressed = false
    this.#settle()
  }

  #key(event) {
    const name = sliderOf(event.target)
    if (!name) this.entries.forget()
    else if (KEYS.has(event.key)) this.#begin(name, true, event.timeStamp)
  }

  #begin(name, byKey, at) {
    if (!name || !this.message.named.has(name)) return
    this.entries.moved(name, byKey, at)
    this.moving = name
    this.#mark()
    if (byKey) this.#settle(400) // a key at the end of the range moves nothing
  }

  #mark() {
    const stage = element(this.message.stage)
    if (stage) stage.dataset.live = this.moving
  }

  // What is on the page now: Streamlit may have put new containers in the place of old ones.
  #watch() {
    const charts = this.message.charts.map((chart) => element(chart.container)).filter(Boolean)
    for (const box of [element(this.message.figures_in), ...charts]) if (box) this.drawn.observe(box, DRAWN)
    this.seen.disconnect()
    this.unseen.clear()
    for (const box of charts) {
      this.seen.observe(box)
      if (!this.covers.has(box)) this.covers.set(box, new Cover(box))
    }
    for (const box of this.covers.keys()) if (!box.isConnected) this.covers.delete(box)
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) this.unseen[isIntersecting ? "delete" : "add"](target)
    if (this.moving) this.#paint()
  }

  #position() {
    const input = document.querySelector(`.st-key-lever_${CSS.escape(this.moving)} input[type=range]`)
    return input ? Math.round((Number(input.value) - Number(input.min)) / Number(input.step)) : NaN
  }

  #slid(records) {
    if (!this.moving || !records.some((record) => sliderOf(record.target) === this.moving)) return
    if (this.busy) this.again = true
    else this.#paintNow()
  }

  // At once, and at most once a frame.
  #paintNow() {
    this.#paint()
    this.busy = true
    requestAnimationFrame(() => {
      this.busy = false
      if (this.again && this.moving) this.#paintNow()
      this.again = false
    })
  }

  #paint() {
    const position = this.#position()
    const track = this.message.named.get(this.moving)
    if (!track || !(position >= 0 && position < track.count)) return
    this.#mark()
    for (const chart of this.message.charts) this.#paintChart(chart, track, position)
    const said = (figure) => this.message.figure(track, figure.name, position)
    this.#write(said)
    this.drawn.takeRecords()
  }

  #paintChart(chart, track, position) {
    const message = this.message
    const names = chart.lines.filter((name) => track.lines[name])
    const box = element(chart.container)
    const graph = names.length && !this.unseen.has(box) ? graphIn(box) : null
    if (!graph?._fullLayout?.yaxis || !graph.calcdata) return
    let view = this.#view(chart, graph)
    const drawn = names.filter((name) => view.lines.has(name))
    if (!drawn.length) return
    const curves = new Map(drawn.map((name) => [name, message.curve(track, name, position)]))
    const ends = new Map(drawn.map((name) => [name, message.end(track, name, position)]))
    if (view.shows(curves, ends)) return
    const reach = view.reach(curves)
    if (reach.some((end, side) => Math.abs(end - view.layout.yaxis.range[side]) > 1e-9 * (reach[1] - reach[0]))) {
      window.Plotly.relayout(graph, { "yaxis.range": reach })
      view = this.#view(chart, graph)
    }
    view.paint(curves, ends, chart.form)
  }

  #view(chart, graph) {
    const kept = this.views.get(chart.container)
    if (kept?.graph === graph && kept.fresh) return kept
    const made = new View(graph, this.message)
    this.views.set(chart.container, made)
    return made
  }

  // Key figures as `said` gives them; undefined leaves one as it is.
  #write(said) {
    const { figures, figures_in, words } = this.message
    const metrics = element(figures_in)?.querySelectorAll('[data-testid="stMetric"]') ?? []
    figures.forEach((figure, index) => {
      const value = metrics[index] ? said(figure) : undefined
      if (value === undefined) return
      write(metrics[index].querySelector('[data-testid="stMetricValue"]'), amount(value, figure.form, words))
      write(metrics[index].querySelector('[data-testid="stMetricDelta"]'), difference(value, figure, words))
    })
  }

  // The thumb is free and the exact result is for where it stands: once the script has ended, nothing is live.
  #settle(wait = 0) {
    clearTimeout(this.later)
    if (!this.moving || this.pressed) return
    if (wait) this.later = setTimeout(() => this.#settle(), wait)
    else if (this.#position() !== this.message.named.get(this.moving).position) return
    else if (running()) this.#settle(40)
    else this.#finish(true)
  }

  // What was painted and not drawn anew by Streamlit (the thumb came back to where it was) is drawn as it was.
  #finish(restore) {
    clearTimeout(this.later)
    this.moving = null
    this.pressed = false
    delete element(this.message.stage)?.dataset.live
    for (const view of this.views.values()) view.release(restore)
    this.views.clear()
    if (restore) this.#write((figure) => this.message.settled(figure.name))
  }
}

// One preview for the page, however often the component is run or mounted anew.
const mounts = new Map() // by element: the message, and the bytes it is read from
let preview = null

export default function ({ data, parentElement }) {
  if (!window.DecompressionStream) return undefined // a browser of 2022 or before: the page works on release
  mounts.set(parentElement, { ...mounts.get(parentElement), data })
  Message.read(data).then((message) => {
    const mount = mounts.get(parentElement)
    if (mount?.data !== data) return // newer numbers have come, or the page is gone
    mount.message = message
    preview ??= new Preview(message)
    preview.take(message)
  })
  return () => {
    mounts.delete(parentElement)
    const rest = [...mounts.values()].findLast((mount) => mount.message)
    if (rest) preview?.take(rest.message)
    else preview = preview?.stop() ?? null
  }
}
