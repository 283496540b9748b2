// What the server sent (ui/live_preview/live_message.py): what every position of every slider would show.

class Message {
  static async read(bytes) {
    const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))
    return new Message(await new Response(inflated).arrayBuffer())
  }

  constructor(buffer) {
    const length = new DataView(buffer).getUint32(0, true)
    Object.assign(this, JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))))
    this.buffer = buffer
    this.start = 4 + length
    this.named = new Map(this.tracks.map((track) => [track.name, track]))
  }

  #array(kind, offset, length) {
    return new kind(this.buffer, this.start + offset, length)
  }

  // The values of a line by period at a position; undefined when the slider does not move it.
  curve(track, name, position) {
    const found = track.lines[name]
    if (!found) return undefined
    const [offset, scale] = found
    const steps = this.#array(Int16Array, offset, track.count * this.periods)
    const unit = this.exact(scale, track.count, position) / this.whole
    let share = 0
    return Array.from({ length: this.periods }, (_none, period) => (share += steps[position * this.periods + period]) * unit)
  }

  // One of `count` exact numbers; undefined when there are none.
  exact(found, count, position) {
    if (!found) return undefined
    const [offset, size, first, slope, unit] = found
    if (size === undefined) return this.#array(Float64Array, offset, count)[position]
    return first + slope * position + this.#array(size === 1 ? Int8Array : Int16Array, offset, count)[position] * unit
  }

  end(track, name, position) {
    return this.exact(track.ends[name], track.count, position)
  }

  figure(track, name, position) {
    return this.exact(track.figures[name], track.count, position)
  }

  // A key figure where the sliders stood when this was worked out.
  settled(name) {
    const track = this.tracks.find((one) => one.figures[name])
    return track && this.figure(track, name, track.position)
  }
}
