// Pictures and links of one chart card, made by the reader's own browser: the server needs no Chrome.
// The chart is Plotly's own element on the page; its camera button is run with our title and source line on it.

const chartOf = (key) => document.querySelector(`.st-key-figure_${CSS.escape(key)} .js-plotly-plot`)

const cameraOf = (chart) =>
  (chart?._fullLayout?._modeBar?.buttons ?? []).flat().find((button) => button.name === "toImage")

function picture(data, format) {
  const chart = chartOf(data.key)
  const camera = cameraOf(chart)
  if (!camera) return false
  const layout = chart.layout
  const style = getComputedStyle(document.querySelector(".stApp"))
  const words = (text, y, yanchor, size, shift) => ({
    text, x: 0, xref: "paper", xanchor: "left", xshift: -(chart._fullLayout._size?.l ?? 0) + 8, y, yref: "paper", yanchor,
    yshift: shift, showarrow: false, align: "left", font: { size, color: style.color },
  })
  const margin = layout.margin ?? {}
  const above = chart._fullLayout.showlegend ? 26 : 0
  const kept = { annotations: layout.annotations, margin: layout.margin, paper: layout.paper_bgcolor, height: layout.height }
  layout.annotations = [
    ...(layout.annotations ?? []),
    words(`<b>${data.title}</b>`, 1, "bottom", 18, 34 + above),
    words(data.subtitle, 1, "bottom", 13, 14 + above),
    words(data.credit, 0, "top", 11, -52),
  ]
  layout.margin = { ...margin, t: (margin.t ?? 12) + 70, b: 84 }
  layout.paper_bgcolor = style.backgroundColor
  layout.height = (chart._fullLayout.height ?? 360) + 120
  chart._context.toImageButtonOptions = {
    format, filename: data.file, scale: format === "png" ? 2 : 1, width: Math.max(chart._fullLayout.width, 900), height: layout.height,
  }
  // Plotly copies the layout before it draws, so it can be put back at once and the page never shows the change.
  try {
    camera.click(chart)
  } finally {
    layout.annotations = kept.annotations
    layout.margin = kept.margin
    layout.paper_bgcolor = kept.paper
    layout.height = kept.height
  }
  return true
}

// The address with every setting, as the server knows the page; the address bar leaves out what stands at its start.
async function copyLink(data) {
  await navigator.clipboard.writeText(data.link || window.location.href)
}

export default function (component) {
  const { data, parentElement } = component
  const say = (text) => (parentElement.querySelector("[role=status]").textContent = text)
  for (const [action, label] of Object.entries(data.labels)) {
    const button = parentElement.querySelector(`[data-action="${action}"]`)
    if (button) button.textContent = label
  }
  parentElement.querySelector('[data-action="png"]').onclick = () => picture(data, "png") || say(data.closed)
  parentElement.querySelector('[data-action="svg"]').onclick = () => picture(data, "svg") || say(data.closed)
  parentElement.querySelector('[data-action="link"]').onclick = () =>
    copyLink(data).then(() => say(data.copied), () => say(data.refused))
}
