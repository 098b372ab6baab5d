/// The page's scripts: plain, without a library; the page reads without them too.
enum PageScript {
  /// What both kinds of figure need: numbers, ticks, prefixes and elements.
  static let common: StaticString = #"""
    "use strict";
    const larmor = {
      numbers(text) { return text ? text.split(" ").map(Number) : []; },

      // The prefix of the SI that leaves one to three digits before the point.
      prefix(largest) {
        const symbols = ["a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P"];
        const place = Math.floor(Math.log10(largest * 1.000001) / 3) + 6;
        const index = largest > 0 ? Math.min(Math.max(place, 0), symbols.length - 1) : 6;
        return { symbol: symbols[index], factor: Math.pow(1000, index - 6) };
      },

      engineering(value, unit) {
        if (!Number.isFinite(value)) return "–";
        const prefix = larmor.prefix(Math.abs(value));
        const text = Number((value / prefix.factor).toPrecision(4)).toString();
        return text.replace("-", "−") + " " + prefix.symbol + unit;
      },

      // Multiples of 1, 2 or 5 times a power of ten.
      ticks(low, high, count) {
        const rough = (high - low) / count;
        const magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
        const multiple = [1, 2, 5].find((m) => m * magnitude >= rough * 0.999) || 10;
        const step = multiple * magnitude;
        const decimals = Math.min(Math.max(0, -Math.floor(Math.log10(step * 1.001))), 20);
        const values = [];
        const last = Math.floor(high / step + 1e-6);
        for (let i = Math.ceil(low / step - 1e-6); i <= last; i += 1) values.push(i * step);
        return { values, text: (v) => v.toFixed(decimals).replace(/^-(?=0*\.?0*$)/, "").replace("-", "−") };
      },

      // An element of a drawing; the name space is that of the page's own drawings.
      shape(name, attributes, text) {
        const space = document.querySelector("svg").namespaceURI;
        const made = document.createElementNS(space, name);
        for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
        if (text !== undefined) made.textContent = text;
        return made;
      },
    };
    """#

  /// Transients that zoom: drag, wheel, keys and buttons; traces that hide; values under the pointer.
  static let waveforms: StaticString = #"""
    larmor.waveform = function (figure) {
      const time = larmor.numbers(figure.dataset.time);
      const full = [time[0], time[time.length - 1]];
      if (!(full[0] < full[1])) return;
      const reading = figure.querySelector("output");
      const traces = Array.from(figure.querySelectorAll(".toggle"), (button) => ({
        button, data: button.dataset, values: larmor.numbers(button.dataset.values),
        name: button.textContent.trim(), shown: true,
      }));
      const panels = Array.from(figure.querySelectorAll("svg.chart"));
      const edge = { left: 64, right: 14, top: 28, bottom: 44, height: 320 };
      let view = full;
      let dragged = null;

      const width = (svg) => Math.max(svg.getBoundingClientRect().width, 200);
      const placeX = (svg, t) =>
        edge.left + (t - view[0]) / (view[1] - view[0]) * (width(svg) - edge.left - edge.right);
      const timeAt = (svg, event) => {
        const x = event.clientX - svg.getBoundingClientRect().left;
        const share = (x - edge.left) / (width(svg) - edge.left - edge.right);
        return view[0] + Math.min(Math.max(share, 0), 1) * (view[1] - view[0]);
      };

      // The range of y that the visible traces take in the view, with a margin.
      function rangeOf(shown) {
        let low = Infinity, high = -Infinity;
        const first = Math.max(time.findIndex((t) => t >= view[0]) - 1, 0);
        for (let i = first; i < time.length; i += 1) {
          for (const trace of shown) {
            const value = trace.values[i];
            if (Number.isFinite(value)) { low = Math.min(low, value); high = Math.max(high, value); }
          }
          if (time[i] > view[1]) break;
        }
        if (!(low <= high)) return [0, 1];
        const margin = high > low ? 0.06 * (high - low) : Math.abs(low) * 0.05 || 1;
        return [low - margin, high + margin];
      }

      function draw(svg, index) {
        const shown = traces.filter((t) => t.shown && Number(t.data.panel) === index);
        const any = traces.find((t) => Number(t.data.panel) === index);
        const unit = any ? any.data.unit : "";
        const right = width(svg) - edge.right, bottom = edge.height - edge.bottom;
        const range = rangeOf(shown);
        const placeY = (v) => bottom - (v - range[0]) / (range[1] - range[0]) * (bottom - edge.top);
        svg.setAttribute("viewBox", "0 0 " + width(svg) + " " + edge.height);
        svg.style.height = edge.height + "px";
        svg.replaceChildren();
        const add = (name, attributes, text) => svg.append(larmor.shape(name, attributes, text));
        const px = larmor.prefix(Math.max(Math.abs(view[0]), Math.abs(view[1])));
        const py = larmor.prefix(Math.max(Math.abs(range[0]), Math.abs(range[1])));
        const tx = larmor.ticks(view[0] / px.factor, view[1] / px.factor, width(svg) / 110);
        const ty = larmor.ticks(range[0] / py.factor, range[1] / py.factor, 6);
        for (const value of ty.values) {
          const y = placeY(value * py.factor);
          add("path", { class: "grid", d: "M" + edge.left + " " + y + "H" + right });
          add("text", { class: "label", x: edge.left - 8, y: y + 4, "text-anchor": "end" },
            ty.text(value));
        }
        for (const value of tx.values) {
          const x = placeX(svg, value * px.factor);
          add("path", { class: "tick", d: "M" + x + " " + bottom + "v4" });
          add("text", { class: "label", x, y: bottom + 18, "text-anchor": "middle" },
            tx.text(value));
        }
        add("path", { class: "base", d: "M" + edge.left + " " + bottom + "H" + right });
        const kind = unit === "A" ? "current" : unit === "V" ? "voltage" : "value";
        add("text", { class: "heading", x: 2, y: 14 }, kind + " (" + py.symbol + unit + ")");
        add("text", { class: "heading", x: (edge.left + right) / 2, y: edge.height - 6,
          "text-anchor": "middle" }, "time (" + px.symbol + "s)");
        // A drawing within the drawing cuts the lines at the edges.
        const area = larmor.shape("svg", { x: edge.left, y: edge.top, width: right - edge.left,
          height: bottom - edge.top, overflow: "hidden" });
        for (const trace of shown) {
          let path = "", open = false;
          trace.values.forEach((value, i) => {
            if (!Number.isFinite(value)) { open = false; return; }
            const x = placeX(svg, time[i]) - edge.left, y = placeY(value) - edge.top;
            path += (open ? "L" : "M") + x.toFixed(2) + " " + y.toFixed(2);
            open = true;
          });
          area.append(larmor.shape("path", { class: "line " + trace.data.colour, d: path,
            "stroke-dasharray": trace.data.dash || "none" }));
        }
        svg.append(area);
        svg.append(larmor.shape("path", { class: "hair", d: "" }));
        svg.append(larmor.shape("path", { class: "span", d: "" }));
      }

      const redraw = () => panels.forEach(draw);
      const box = (svg, a, b) => "M" + placeX(svg, a) + " " + edge.top + "H" + placeX(svg, b) + "V"
        + (edge.height - edge.bottom) + "H" + placeX(svg, a) + "Z";

      // Shows a span of time within the data, no narrower than a ten-thousandth of it.
      function show(low, high) {
        const whole = full[1] - full[0];
        const span = Math.min(Math.max(high - low, whole * 1e-4), whole);
        const start = Math.min(Math.max((low + high) / 2 - span / 2, full[0]), full[1] - span);
        view = span >= whole ? full : [start, start + span];
        redraw();
      }
      function zoom(factor, centre) {
        show(centre - (centre - view[0]) * factor, centre + (view[1] - centre) * factor);
      }
      const middle = () => (view[0] + view[1]) / 2;
      const actions = {
        in: () => zoom(0.5, middle()), out: () => zoom(2, middle()), reset: () => show(...full),
        left: () => show(view[0] - (view[1] - view[0]) / 5, view[1] - (view[1] - view[0]) / 5),
        right: () => show(view[0] + (view[1] - view[0]) / 5, view[1] + (view[1] - view[0]) / 5),
      };
      const keys = { "+": "in", "=": "in", "-": "out", "−": "out", "0": "reset",
        ArrowLeft: "left", ArrowRight: "right" };

      function read(t) {
        let i = time.findIndex((value) => value >= t);
        if (i > 0 && t - time[i - 1] < time[i] - t) i -= 1;
        if (i < 0) i = time.length - 1;
        reading.textContent = "t = " + larmor.engineering(time[i], "s") + ": " + traces
          .filter((trace) => trace.shown)
          .map((trace) => trace.name + " " + larmor.engineering(trace.values[i], trace.data.unit))
          .join(", ");
        for (const svg of panels) {
          svg.querySelector(".hair").setAttribute("d", "M" + placeX(svg, time[i]) + " " + edge.top
            + "V" + (edge.height - edge.bottom));
        }
      }

      for (const svg of panels) {
        svg.classList.add("live");
        svg.tabIndex = 0;
        svg.setAttribute("aria-keyshortcuts", "+ - 0 ArrowLeft ArrowRight");
        svg.addEventListener("pointerdown", (event) => {
          if (event.button !== 0) return;
          svg.focus({ preventScroll: true });
          svg.setPointerCapture(event.pointerId);
          dragged = { from: timeAt(svg, event), x: event.clientX };
        });
        svg.addEventListener("pointermove", (event) => {
          const t = timeAt(svg, event);
          read(t);
          if (dragged) svg.querySelector(".span").setAttribute("d", box(svg, dragged.from, t));
        });
        svg.addEventListener("pointerup", (event) => {
          const from = dragged;
          dragged = null;
          svg.querySelector(".span").setAttribute("d", "");
          if (!from || Math.abs(event.clientX - from.x) < 6) return;
          const to = timeAt(svg, event);
          show(Math.min(from.from, to), Math.max(from.from, to));
        });
        svg.addEventListener("pointercancel", () => { dragged = null; redraw(); });
        svg.addEventListener("dblclick", actions.reset);
        // Only a chart in focus takes the wheel, so that the page still scrolls.
        svg.addEventListener("wheel", (event) => {
          if (document.activeElement !== svg || event.deltaY === 0) return;
          event.preventDefault();
          zoom(event.deltaY < 0 ? 0.8 : 1.25, timeAt(svg, event));
        }, { passive: false });
        svg.addEventListener("keydown", (event) => {
          const action = event.ctrlKey || event.metaKey || event.altKey ? null : keys[event.key];
          if (!action) return;
          event.preventDefault();
          actions[action]();
        });
      }
      for (const trace of traces) {
        trace.button.disabled = false;
        trace.button.addEventListener("click", () => {
          trace.shown = !trace.shown;
          trace.button.setAttribute("aria-pressed", String(trace.shown));
          redraw();
        });
      }
      const controls = figure.querySelector(".controls");
      controls.hidden = false;
      for (const button of controls.querySelectorAll("button")) {
        button.addEventListener("click", () => actions[button.dataset.action]());
      }
      window.addEventListener("resize", redraw);
      redraw();
    };
    document.querySelectorAll("figure.waveform").forEach(larmor.waveform);
    """#

  /// Maps of an array: one cursor in all of them, moved by pointer or arrow keys.
  static let maps: StaticString = #"""
    larmor.maps = function (group) {
      const rows = Number(group.dataset.rows), columns = Number(group.dataset.columns);
      const inputs = group.dataset.inputs.split(" ");
      const reading = group.querySelector("output");
      const layers = Array.from(group.querySelectorAll("figure.map"), (figure) => {
        const svg = figure.querySelector("svg");
        const halo = larmor.shape("path", { class: "halo", d: "" });
        const cursor = larmor.shape("path", { class: "cursor", d: "" });
        svg.append(halo, cursor);
        return { svg, marks: [halo, cursor], title: figure.dataset.title.replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase()),
          unit: figure.dataset.unit, values: figure.dataset.values.split(" "),
          names: figure.dataset.names ? figure.dataset.names.split("|") : [],
          left: Number(svg.dataset.left), top: Number(svg.dataset.top),
          cell: Number(svg.dataset.cell) };
      });
      const at = { row: 0, column: 0 };

      function show(row, column) {
        at.row = Math.min(Math.max(row, 0), rows - 1);
        at.column = Math.min(Math.max(column, 0), columns - 1);
        const parts = layers.map((layer) => {
          const x = layer.left + at.column * layer.cell, y = layer.top + at.row * layer.cell;
          const side = layer.cell > 8 ? layer.cell - 1 : layer.cell;
          const path = "M" + x + " " + y + "h" + side + "v" + side + "h-" + side + "z";
          layer.marks.forEach((mark) => mark.setAttribute("d", path));
          const value = layer.values[at.row * columns + at.column];
          const text = layer.names[Number(value)] || value.replace("-", "−") + " " + layer.unit;
          return layer.title + " " + text;
        });
        reading.textContent = "word line " + at.row + " (" + inputs[at.row].replace("-", "−")
          + " mV), bit line " + at.column + ": " + parts.join(", ");
      }

      const keys = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
      for (const layer of layers) {
        layer.svg.tabIndex = 0;
        layer.svg.setAttribute("aria-keyshortcuts", Object.keys(keys).join(" "));
        layer.svg.addEventListener("focus", () => show(at.row, at.column));
        layer.svg.addEventListener("pointermove", (event) => {
          const bounds = layer.svg.getBoundingClientRect();
          const scale = layer.svg.viewBox.baseVal.width / bounds.width;
          const row = Math.floor(((event.clientY - bounds.top) * scale - layer.top) / layer.cell);
          const column = Math.floor(((event.clientX - bounds.left) * scale - layer.left) / layer.cell);
          if (row >= 0 && row < rows && column >= 0 && column < columns) show(row, column);
        });
        layer.svg.addEventListener("keydown", (event) => {
          const step = keys[event.key];
          if (!step) return;
          event.preventDefault();
          show(at.row + step[0], at.column + step[1]);
        });
      }
    };
    document.querySelectorAll(".maps").forEach(larmor.maps);
    """#
}
