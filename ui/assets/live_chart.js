// One chart on the page: which parts of Plotly's drawing are ours to paint, and painting them.
// Plotly's own redraw takes 10-20 ms a chart; so its SVG is written directly, with its own axes, and it is asked to redraw
// only when the value axis must change.

const finite = (values) => Array.from(values ?? []).filter((value) => typeof value === "number" && Number.isFinite(value))
const lowest = (values, start) => values.reduce((least, value) => Math.min(least, value), start)
const highest = (values, start) => values.reduce((most, value) => Math.max(most, value), start)

// How far Plotly shifts words from their place on the axes; kept, because painting writes over it.
const homes = new WeakMap()
const translation = (box) => (/translate\(([^,]+),([^)]+)\)/.exec(box.getAttribute("transform")) ?? [0, 0, 0]).slice(1).map(Number)

class View {
  constructor(graph, message) {
    this.graph = graph
    this.message = message
    this.layout = graph._fullLayout
    this.data = graph._fullData
    this.lines = new Map()
    this.labels = []
    this.bands = []
    this.fixed = [0, 0] // the reach of everything that stays
    this.touched = false // painted since Plotly drew it
    this.data.forEach((trace, index) => trace.visible === true && this.#take(trace, index))
  }

  // Whether Plotly has not drawn anew since.
  get fresh() {
    if (this.layout !== this.graph._fullLayout || this.data !== this.graph._fullData) return false
    const parts = [this.graph, ...[...this.lines.values()].map((line) => line.path), ...this.labels.map((label) => label.last)]
    return parts.every((part) => !part || part.isConnected)
  }

  #take(trace, index) {
    const group = this.graph.querySelector(`.scatterlayer .trace${CSS.escape(trace.uid)}`)
    const [kind, name] = String(trace.meta ?? "").split(":")
    if (!group || !trace.y) return
    if (trace.mode === "text") this.#label(trace, group, kind === "label" ? name : null)
    else if (kind === "live" || kind === "part") this.#line(kind, name, group, this.graph.calcdata[index])
    else if (kind === "band") this.bands.push({ name, group, opacity: trace.opacity ?? 1, values: finite(trace.y) })
    else this.fixed = [lowest(finite(trace.y), this.fixed[0]), highest(finite(trace.y), this.fixed[1])]
  }

  #line(kind, name, group, points) {
    const line = this.lines.get(name) ?? { path: null, marks: [], at: [], rest: [], drawn: [] }
    this.lines.set(name, line)
    const x = (point) => this.layout.xaxis.c2p(point.x)
    if (kind === "live") {
      line.path = group.querySelector("path.js-line")
      line.at = points.map(x)
      line.rest = points.map((point) => (Number.isFinite(point.y) ? point.y : undefined))
    }
    line.drawn.push(...finite(points.map((point) => point.y)))
    for (const mark of group.querySelectorAll(".points path.point")) {
      const index = mark.__data__?.i
      if (index !== undefined && points.length === this.message.periods) line.marks.push([mark, index, x(points[index])])
    }
  }

  #label(trace, group, name) {
    const box = group.querySelector(".textpoint")
    const lines = [...group.querySelectorAll("tspan.line")]
    const last = lines.at(-1) ?? group.querySelector("text") // one line has no parts
    if (!last || trace.y.length !== 1) return
    if (!homes.has(box)) homes.set(box, translation(box))
    const [x, y] = homes.get(box)
    const value = trace.customdata?.[0] // where its line ends, which is not always where the words stand
    const stands = this.layout.yaxis.c2p(trace.y[0])
    this.labels.push({
      name, box, last, height: Math.max(lines.length, 1), at: trace.x[0], x, y: y - stands,
      value: Number.isFinite(value) ? value : trace.y[0],
    })
  }

  // The value axis that holds the curves as painted. Bands follow on release; until then they are taken to move in
  // proportion, so that the axis seldom changes again when they do.
  reach(curves) {
    let [low, high] = this.fixed
    for (const [name, values] of curves) {
      low = lowest(values, low)
      high = highest(values, high)
      const size = highest(this.lines.get(name).drawn.map(Math.abs), 0)
      const times = size ? highest(values.map(Math.abs), 0) / size : 1
      for (const band of this.bands.filter((one) => one.name === name)) {
        low = Math.min(low, times * lowest(band.values, 0))
        high = Math.max(high, times * highest(band.values, 0))
      }
    }
    for (const [name, line] of this.lines) {
      if (curves.has(name)) continue
      low = lowest(line.drawn, low)
      high = highest(line.drawn, high)
    }
    return span(low, high, this.message.axis)
  }

  // Whether Plotly has drawn these very curves: their ends to the last bits, the rest as exactly as it is painted.
  shows(curves, ends) {
    if (this.touched) return false
    return [...curves].every(([name, values]) => {
      const { rest } = this.lines.get(name)
      const end = ends.get(name)
      const last = rest.findLast((value) => value !== undefined) ?? end
      const least = highest(values.map(Math.abs), 0) / 2000
      const near = (value, index) => value === undefined || Math.abs(value - values[index]) <= least
      return Math.abs(last - end) <= 1e-9 * Math.abs(end) && rest.every(near)
    })
  }

  paint(curves, ends, form) {
    this.touched = true
    const pixel = (value) => this.layout.yaxis.c2p(value)
    for (const [name, values] of curves) {
      const line = this.lines.get(name)
      const corners = values.flatMap((value, index) =>
        line.rest[index] === undefined ? [] : [`${line.at[index].toFixed(2)},${pixel(value).toFixed(2)}`],
      )
      line.path?.setAttribute("d", `M${corners.join("L")}`)
      for (const [mark, index, x] of line.marks) mark.setAttribute("transform", `translate(${x},${pixel(values[index])})`)
      for (const band of this.bands) if (band.name === name) band.group.style.opacity = 0.25
    }
    this.#paintLabels(ends, form)
  }

  // Nothing is live any more: bands in full, and the exact curves where Plotly has not drawn them since.
  release(restore) {
    for (const band of this.bands) band.group.style.opacity = band.opacity
    if (restore && this.touched && this.fresh) window.Plotly.redraw(this.graph)
  }

  #paintLabels(ends, form) {
    const { axis, words } = this.message
    for (const label of this.labels) {
      if (!ends.has(label.name)) continue
      label.value = ends.get(label.name)
      const text = label.last.textContent.match(/^\s*/)[0] + amount(label.value, form, words)
      if (label.last.textContent !== text) label.last.textContent = text
    }
    for (const moving of this.labels.filter((label) => ends.has(label.name))) {
      const beside = this.labels.filter((label) => label.at === moving.at)
      const placed = apart(beside.map((label) => [label.value, label.height]), this.layout.yaxis.range, axis)
      beside.forEach((label, index) => {
        label.box.setAttribute("transform", `translate(${label.x},${label.y + this.layout.yaxis.c2p(placed[index])})`)
        label.box.removeAttribute("display")
      })
    }
  }
}

// The chart in a container that Streamlit means to show: an old one may still be there, marked stale and hidden.
function graphIn(container) {
  const graphs = [...(container?.querySelectorAll(".stPlotlyChart .js-plotly-plot") ?? [])]
  return graphs.find((graph) => graph.closest("[data-stale]")?.dataset.stale === "false") ?? graphs[0]
}

// Streamlit puts a new chart in the place of the old one, and hides it for some frames until it knows its size. Until then
// a picture of the old one stands there, so that nothing flashes.
const PATIENCE = 3000 // ms for a successor to come

class Cover {
  box = null

  constructor(container) {
    this.container = container
    // An observer is told of a removal when Plotly has wiped the old chart already, so the container tells it before.
    const leaves = (child) => child.getClientRects?.().length && this.#put(child.querySelector(".js-plotly-plot"))
    container.removeChild = function (child) {
      leaves(child)
      return Node.prototype.removeChild.call(this, child)
    }
    // More often the old chart stays a little, hidden, behind the new one.
    this.comes = new MutationObserver((records) => this.#come(records.flatMap(({ addedNodes }) => [...addedNodes])))
    this.comes.observe(container, { childList: true })
  }

  #come(added) {
    const graphs = [...this.container.querySelectorAll(".js-plotly-plot")]
    const old = graphs.filter((graph) => !added.some((node) => node.contains(graph)))
    if (added.some((node) => node !== this.box)) this.#put(old.includes(this.shown) ? this.shown : old[0])
  }

  #put(graph) {
    const drawing = graph?.querySelector(".svg-container")
    if (!drawing?.querySelector(".main-svg .trace")) return
    this.lift()
    const picture = drawing.cloneNode(true)
    picture.querySelector(".modebar-container")?.remove()
    this.box = document.createElement("div")
    this.box.ariaHidden = "true"
    this.box.className = "corridor-cover"
    this.box.append(picture)
    this.container.append(this.box)
    this.container.style.minHeight = picture.style.height
    this.#wait(performance.now() + PATIENCE, 0)
  }

  // Take the picture away when the successor has been in sight for two frames, or when none is to come.
  #wait(until, frames) {
    this.frame = requestAnimationFrame(() => {
      const graph = graphIn(this.container)
      const seen = graph?.querySelector(".cartesianlayer .trace") && graph.style.visibility !== "hidden"
      if (seen) this.shown = graph // the one to take a picture of, should another come now
      if (frames === 2 || !graph || performance.now() > until) this.lift()
      else this.#wait(until, seen ? frames + 1 : 0)
    })
  }

  lift() {
    cancelAnimationFrame(this.frame)
    this.box?.remove()
    this.box = null
    this.container.style.minHeight = ""
  }

  end() {
    this.comes.disconnect()
    this.lift()
    delete this.container.removeChild
  }
}
