// Draws the page's charts for paper: Plotly's own data and layout, on white with dark words whatever the theme.
// One after another, so that the page stays alive; then all of them go to the server in one message.

const INK = "#0c1116"
const QUIET = "#505a66"
const GRID = "#dfe2de"
const PAPER = "#ffffff"
// Words in a line's colour need more contrast than the line (as on the page; see style.css).
const DARKER = { "#8c8f92": "#6f7275", "#6079d0": "#506ccb", "#9a6809": "#916208" }
const LEAST_HEIGHT = 360 // a chart squeezed into a phone's screen gets its room back
const MOST_HEIGHT = 1400

const containerOf = (key) => document.querySelector(`.st-key-figure_${CSS.escape(key)}`)
const chartOf = (key) => containerOf(key)?.querySelector(".js-plotly-plot")
const pause = (ms) => new Promise((done) => setTimeout(done, ms))

// Streamlit puts the theme's colours into the layout's template; there they become those of paper.
export function onPaper(layout) {
  const made = structuredClone(layout)
  const base = ((made.template ??= {}).layout ??= {})
  base.paper_bgcolor = base.plot_bgcolor = PAPER
  base.font = { ...base.font, color: INK }
  base.legend = { ...base.legend, font: { ...base.legend?.font, color: INK } }
  for (const axis of ["xaxis", "yaxis"]) {
    const former = base[axis] ?? {}
    base[axis] = {
      ...former, gridcolor: GRID, zerolinecolor: GRID, tickcolor: GRID,
      tickfont: { ...former.tickfont, color: QUIET }, title: { ...former.title, font: { ...former.title?.font, color: QUIET } },
    }
  }
  const bar = base.coloraxis?.colorbar
  if (bar) bar.tickfont = { ...bar.tickfont, color: QUIET }
  made.paper_bgcolor = made.plot_bgcolor = PAPER
  delete made.width
  delete made.height
  return made
}

export function inInk(data) {
  return data.map((trace) => {
    const colour = trace.textfont?.color
    return typeof colour === "string" && DARKER[colour.toLowerCase()]
      ? { ...trace, textfont: { ...trace.textfont, color: DARKER[colour.toLowerCase()] } }
      : trace
  })
}

async function picture(chart, data) {
  const height = Math.min(Math.max(chart.layout.height ?? 0, LEAST_HEIGHT), MOST_HEIGHT)
  const size = { format: "png", width: data.width, height, scale: data.scale }
  const url = await window.Plotly.toImage({ data: inInk(chart.data), layout: onPaper(chart.layout), config: { staticPlot: true } }, size)
  return url.slice(url.indexOf(",") + 1)
}

// A chart that is on the page but not drawn yet is waited for; one in a closed tab is not there.
async function drawnChart(key, until) {
  while (containerOf(key) && !chartOf(key)?.querySelector(".main-svg") && performance.now() < until) await pause(100)
  return chartOf(key)?.querySelector(".main-svg") && window.Plotly ? chartOf(key) : null
}

async function drawAll(data, say) {
  const pictures = {}
  const until = performance.now() + data.patience
  let room = data.most
  for (const [at, key] of data.keys.entries()) {
    if (performance.now() > until) break
    say(data.drawing.replace("{n}", at + 1).replace("{total}", data.keys.length))
    await pause(0)
    try {
      const chart = await drawnChart(key, until)
      const made = chart && (await Promise.race([picture(chart, data), pause(until - performance.now())]))
      if (made && made.length <= room) {
        pictures[key] = made
        room -= made.length
      }
    } catch {
      // This one is given in words.
    }
  }
  say("")
  return pictures
}

const queues = new WeakMap() // what has been asked for, and the drawing that runs, by element

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const status = parentElement.querySelector("[role=status]")
  const queue = queues.get(parentElement) ?? { asked: new Set(), last: Promise.resolve() }
  queues.set(parentElement, queue)
  const keys = data.keys.filter((key) => !queue.asked.has(key))
  if (!keys.length) return
  keys.forEach((key) => queue.asked.add(key))
  queue.last = queue.last
    .then(() => drawAll({ ...data, keys }, (words) => (status.textContent = words)))
    .then((pictures) => setTriggerValue("drawn", { asked: keys, pictures }))
}
