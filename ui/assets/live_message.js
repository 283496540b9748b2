// What the server sent (ui/live_message.py): what every position of every slider would show.

class Message {
  constructor(bytes) {
    const raw = bytes.slice() // its own buffer, so that arrays are aligned
    const length = new DataView(raw.buffer).getUint32(0, true)
    Object.assign(this, JSON.parse(new TextDecoder().decode(raw.subarray(4, 4 + length))))
    this.buffer = raw.buffer
    this.start = 4 + length
    this.named = new Map(this.tracks.map((track) => [track.name, track]))
  }

  #array(kind, offset, length) {
    return new kind(this.buffer, this.start + offset, length)
  }

  // The values of a line by period at a position; undefined when the slider does not move it.
  curve(track, name, position) {
    const found = track.lines.find(([line]) => line === name)
    if (!found) return undefined
    const [, rank, offset] = found
    const values = new Array(this.periods).fill(0)
    if (rank === 0) {
      const scale = this.#array(Float32Array, offset, track.count)[position] / 32767
      const shares = this.#array(Int16Array, offset + 4 * track.count, track.count * this.periods)
      return values.map((_zero, period) => shares[position * this.periods + period] * scale)
    }
    const columns = this.#array(Float32Array, offset, track.count * rank)
    const rows = this.#array(Float32Array, offset + 4 * track.count * rank, rank * this.periods)
    for (let product = 0; product < rank; product++) {
      const times = columns[position * rank + product]
      for (let period = 0; period < this.periods; period++) values[period] += times * rows[product * this.periods + period]
    }
    return values
  }

  // One number, to the last bit; undefined when the slider does not move it.
  number(list, track, name, position) {
    const found = list.find(([one]) => one === name)
    if (!found) return undefined
    const [, offset, size, first, slope, unit] = found
    if (size === undefined) return this.#array(Float64Array, offset, track.count)[position]
    const steps = this.#array(size === 1 ? Int8Array : Int16Array, offset, track.count)
    return first + slope * position + steps[position] * unit
  }

  // A key figure where the sliders stood when this was worked out.
  settled(name) {
    const track = this.tracks.find((one) => one.figures.some(([figure]) => figure === name))
    return track && this.number(track.figures, track, name, track.position)
  }
}
