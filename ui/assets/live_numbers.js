// Numbers as presentation/numbers.py writes them and axes as charts/kit/axis.py ends them: the same rules in the reader's browser.
// tests/browser/test_live_numbers.py holds the two against each other. What words and signs are is told by the server.

// Exact decimal digits of a positive number: [digits, exponent of the first]. 60 more digits show every tie there is.
function digitsOf(value) {
  const [mantissa, exponent] = value.toExponential(60).split("e")
  return [mantissa.replace(".", ""), Number(exponent)]
}

// As Python's round(value, places): correctly rounded, ties to the even digit; places may be negative.
export function rounded(value, places) {
  if (!Number.isFinite(value) || value === 0) return value
  const [digits, exponent] = digitsOf(Math.abs(value))
  const kept = exponent + 1 + places
  if (kept > 17) return value
  if (kept < 0) return 0
  const rest = digits.slice(kept)
  const half = `5${"0".repeat(rest.length - 1)}`
  const head = BigInt(digits.slice(0, kept) || "0")
  const up = rest > half || (rest === half && head % 2n === 1n)
  return Math.sign(value) * Number(`${head + (up ? 1n : 0n)}e${-places}`)
}

const magnitude = (value) => Number(value.toExponential(20).split("e")[1])

// At most so many significant digits, as a number.
export function significant(value, digits) {
  if (!Number.isFinite(value) || value === 0) return value
  return rounded(value, digits - 1 - magnitude(Math.abs(value)))
}

// Every digit up to so many decimals, with the language's separators.
export function exact(value, decimals, words) {
  if (!Number.isFinite(value)) return `${value < 0 ? words.minus : ""}∞`
  const used = rounded(value, decimals)
  const plain = Math.abs(used) >= 1e21 ? BigInt(Math.abs(used)).toString() : decimal(Math.abs(used))
  const [whole, part] = plain.split(".")
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, words.group)
  return `${used < 0 ? words.minus : ""}${grouped}${part ? words.decimal + part : ""}`
}

// A number without an exponent: JavaScript writes small ones as 1e-7.
function decimal(value) {
  const [mantissa, exponent] = String(value).split("e-")
  if (exponent === undefined) return mantissa
  return `0.${"0".repeat(Number(exponent) - 1)}${mantissa.replace(".", "")}`
}

export function short(value, digits, words) {
  if (Number.isNaN(value)) return words.missing
  const used = significant(value, digits)
  if (!Number.isFinite(used)) return exact(used, 0, words)
  for (const [size, form] of words.sizes)
    if (Math.abs(used) >= size) return form.replace("{n}", exact(used / size, 6, words))
  return exact(used, used ? Math.max(0, digits - 1 - magnitude(Math.abs(used))) : 0, words)
}

export function percent(share, digits, words) {
  if (Number.isNaN(share)) return words.missing
  const value = share * 100
  const whole = Number.isFinite(value) ? BigInt(Math.trunc(Math.abs(value))).toString().length : 1
  return words.percent.replace("{n}", exact(significant(value, Math.max(digits, whole)), 12, words))
}

// A value in a form that ui/live_preview/live_preview.py describes: its words around the number, the minus before them or inside.
export function amount(value, form, words) {
  const scaled = value * form.scale
  if (form.kind === "percent") return form.words.replace("{n}", percent(scaled, form.digits, words))
  if (!form.outside) return form.words.replace("{n}", short(scaled, form.digits, words))
  const sign = significant(value, form.digits) < 0 ? words.minus : ""
  return sign + form.words.replace("{n}", short(Math.abs(scaled), form.digits, words))
}

// How far a figure is from the baseline's, as the metric under it says.
export function difference(value, { baseline, change }, words) {
  const gap = value - baseline
  if (Math.abs(gap) <= 1e-9 * Math.abs(baseline)) return words.same
  const sign = gap > 0 ? "+" : words.minus
  const share = baseline ? sign + percent(Math.abs(gap / baseline), 2, words) : words.missing
  const said = sign + amount(Math.abs(gap), change, words)
  return words.difference.replace("{difference}", said).replace("{share}", share)
}

// Axes --------------------------------------------------------------------------------------------------------------

export function top(value, rules) {
  if (!(value > 0 && Number.isFinite(value))) return 1
  const wanted = value * rules.headroom
  const power = magnitude(value) - 1
  for (let more = 0; more < 4; more++)
    for (const step of rules.steps) {
      const end = Number(`${step}e${power + more}`)
      if (end >= wanted) return end
    }
  return wanted
}

export function span(low, high, rules) {
  const below = low < 0 ? -top(-low, rules) : 0
  const above = high > 0 ? top(high, rules) : 0
  return above > below ? [below, above] : [0, 1]
}

// Where words at line ends stand: `ends` are [value, lines of words]; the answer is a value for each.
export function apart(ends, [low, high], rules) {
  const pixel = (high - low) / Math.max(rules.height - rules.around, 1)
  const half = ends.map(([, lines]) => rules.half_line * lines * pixel)
  const placed = ends.map(([value]) => value)
  const order = ends.map((_end, index) => index).sort((a, b) => ends[a][0] - ends[b][0] || a - b)
  let free = -Infinity
  for (const index of order) {
    placed[index] = Math.max(placed[index], free + half[index])
    free = placed[index] + half[index]
  }
  let roof = high + rules.half_line * pixel
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index], roof - half[index])
    roof = placed[index] - half[index]
  }
  return placed
}
