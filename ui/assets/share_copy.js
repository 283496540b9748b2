// A read-only text with a copy button; where the device can hand texts to other apps, a button for that too.

async function copied(field) {
  field.select()
  if (navigator.clipboard) return navigator.clipboard.writeText(field.value)
  // Pages that are not served over https have no clipboard; the older way still works there.
  if (!document.execCommand("copy")) throw new Error("copying is not allowed")
}

export default function (component) {
  const { data, parentElement } = component
  const part = (selector) => parentElement.querySelector(selector)
  const field = part("textarea")
  const copy = part(".copy")
  const send = part(".send")
  const status = part("[role=status]")
  field.id = "text"
  part("label").htmlFor = "text"
  part("label").textContent = data.label
  if (field.value !== data.text) {
    field.value = data.text
    status.textContent = ""
  }
  part(".hint").textContent = data.hint
  if (data.hint) field.setAttribute("aria-describedby", "hint")
  field.rows = data.lines
  field.classList.toggle("line", data.lines === 1)
  field.onfocus = () => field.select()
  copy.textContent = data.words.copy
  copy.setAttribute("aria-label", `${data.words.copy}: ${data.label}`)
  copy.onclick = () =>
    copied(field).then(
      () => (status.textContent = data.words.copied),
      () => (status.textContent = data.words.refused),
    )
  send.hidden = !data.send || !navigator.share
  send.textContent = data.words.send
  // A reader who closes the device's own dialog has decided; there is nothing to say about it.
  send.onclick = () => navigator.share({ title: data.send, text: data.text }).catch(() => {})
}
