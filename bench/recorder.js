// Watches one chart in the page, the same way for every peer. A MutationObserver notices that something under the
// chart changed; the next animation frame confirms that its lines really have another shape and notes the time.
(chartSelector) => {
  const LINES = '.scatterlayer path.js-line';
  let node = null, last = '', dirty = true, from = null, armed = null, lastPaint = performance.now();
  let drag = null, outcome = null, settle = null;

  // Panel's widgets and panes live in shadow roots, which a plain querySelector does not enter.
  const deep = (root, selector) => {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const each of root.querySelectorAll('*')) {
      const inside = each.shadowRoot && deep(each.shadowRoot, selector);
      if (inside) return inside;
    }
    return null;
  };
  const observer = new MutationObserver(() => { dirty = true; });
  const watch = (root) =>
    observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ['d'] });
  const chart = () => {
    if (node && node.isConnected) return node;
    for (const selector of chartSelector) {
      node = deep(document, selector);
      if (node) break;
    }
    if (node) watch(node.getRootNode());
    return node;
  };
  const shape = () => {
    const here = chart();
    return here ? Array.from(here.querySelectorAll(LINES), (line) => line.getAttribute('d')).join('|') : '';
  };

  const painted = (now) => {
    lastPaint = now;
    if (drag && drag.start !== null && now - drag.start <= drag.length) drag.redraws += 1;
    if (from === null) return;
    settle(now - from);
    from = null;
  };
  const frame = () => {
    if (dirty) {
      dirty = false;
      const now = shape();
      if (now !== '' && now !== last) {
        if (last !== '') painted(performance.now());
        last = now;
      }
    }
    requestAnimationFrame(frame);
  };

  const noticed = (event) => {
    if (armed === event.type) {
      from = performance.now();
      armed = null;
    }
    if (drag && event.type === 'pointermove') {
      drag.start ??= performance.now();
      if (performance.now() - drag.start <= drag.length) drag.moves += 1;
    }
  };
  for (const type of ['keydown', 'pointermove']) window.addEventListener(type, noticed, { capture: true });

  watch(document);
  requestAnimationFrame(frame);
  window.recorder = {
    // How many lines the watched chart has: 0 while there is none.
    lines: () => (chart() ? chart().querySelectorAll(LINES).length : 0),
    // The next event of this type starts the clock.
    arm: (type) => {
      armed = type;
      from = null;
      outcome = new Promise((resolve) => { settle = resolve; });
    },
    // Milliseconds from the armed event to the first repaint after it; null when none comes in time.
    took: (longest) => Promise.race([outcome, new Promise((resolve) => { setTimeout(() => resolve(null), longest); })]),
    // Wait until nothing has been repainted for so long.
    quiet: (still, longest) => new Promise((resolve) => {
      const began = performance.now();
      const look = () => {
        const now = performance.now();
        if (now - Math.max(lastPaint, began) >= still || now - began >= longest) resolve(now - lastPaint >= still);
        else setTimeout(look, 20);
      };
      look();
    }),
    startDrag: (length) => { drag = { start: null, length, moves: 0, redraws: 0 }; },
    endDrag: () => { const ended = drag; drag = null; return ended; },
  };
}
