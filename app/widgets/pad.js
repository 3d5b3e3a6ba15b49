// Samples drawn by hand: a press adds one, a drag moves it, Delete takes it away. By keyboard arrows move the cursor, Enter
// adds a sample there or takes up the one beneath it, 1 to 4 choose the class. Or they come as a text, from a file, too,
// which is read here and sent to nobody but the kernel.
const MARKS = ["●", "▲", "■", "◆"], STEP = 0.05, NEAR = 0.09, LARGEST = 200000;
const SVG = "http://www.w3.org/2000/svg";
let count = 0;
const tidy = v => Number(Math.max(-1, Math.min(1, v)).toFixed(2));

export default {
  render({ model, el }) {
    const id = `bl-pad-${count++}-${Math.random().toString(36).slice(2)}`;
    el.classList.add("bl-pad");
    el.innerHTML = `<b></b><br><label for="${id}-class">Class of the next sample</label>
      <select id="${id}-class">${MARKS.map((m, i) => `<option value="${i}">${m} class ${i}</option>`).join("")}</select>
      <svg viewBox="-1.1 -1.1 2.2 2.2" tabindex="0" role="application"><line class="axis" x1="-1" x2="1"/><line class="axis" y1="-1" y2="1"/>
      <g></g><circle class="cursor" r="0.07" visibility="hidden"/></svg><div class="bl-pad-said"></div>
      <label for="${id}-text">Or paste rows: x₁, x₂, class</label><textarea id="${id}-text" spellcheck="false"></textarea>
      <button type="button">Take these rows</button><br><label for="${id}-file">Or a CSV file (it stays in this session)</label>
      <input id="${id}-file" type="file" accept=".csv,.txt,.tsv,text/csv,text/plain">`;
    const [title, kind, svg, group, cursor, said, area, take, file] = ["b", "select", "svg", "g", ".cursor", ".bl-pad-said", "textarea", "button", "input"].map(s => el.querySelector(s));
    let points = [], chosen = -1, held = false, at = { x: 0, y: 0 };

    const send = text => { model.set("value", text); model.save_changes(); };
    const keep = () => { draw(); send(points.map(p => `${p.x},${p.y},${p.c}`).join(" ")); };
    // Seen here, and heard by the panel's one voice (voice.js).
    const say = words => {
      said.textContent = words;
      el.dispatchEvent(new CustomEvent("bl-said", { bubbles: true, detail: words }));
    };
    const about = i => `Sample ${i + 1} of ${points.length}: x₁ ${points[i].x}, x₂ ${points[i].y}, class ${points[i].c}. Delete takes it away.`.replaceAll("-", "−");
    const near = p => points.reduce((best, q, i) => {
      const far = Math.hypot(q.x - p.x, q.y - p.y);
      return far < best.far ? { i, far } : best;
    }, { i: -1, far: NEAR }).i;

    function draw() {
      group.replaceChildren(...points.map((p, i) => {
        const mark = document.createElementNS(SVG, "text");
        mark.textContent = MARKS[p.c];
        mark.setAttribute("x", p.x);
        mark.setAttribute("y", -p.y);
        mark.setAttribute("class", `c${p.c}${i === chosen ? " chosen" : ""}`);
        return mark;
      }));
      cursor.setAttribute("cx", at.x);
      cursor.setAttribute("cy", -at.y);
      svg.setAttribute("aria-label", `${points.length} samples. Arrow keys move the cursor, Enter adds one or takes one up, Delete takes it away, 1 to 4 choose a class.`);
    }
    const place = event => {
      const { left, top, width, height } = svg.getBoundingClientRect();
      return { x: tidy(-1.1 + 2.2 * (event.clientX - left) / width), y: tidy(1.1 - 2.2 * (event.clientY - top) / height) };
    };
    const add = p => { points.push({ ...p, c: +kind.value }); chosen = points.length - 1; };
    const drop = () => {
      if (chosen < 0) return;
      points.splice(chosen, 1);
      chosen = -1;
      held = false;
      say("Taken away.");
      keep();
    };
    svg.addEventListener("pointerdown", event => {
      svg.setPointerCapture(event.pointerId);
      at = place(event);
      chosen = near(at);
      if (chosen < 0) add(at);
      held = "pointer";
      draw();
      say(about(chosen));
    });
    svg.addEventListener("pointermove", event => {
      if (held !== "pointer") return;
      at = place(event);
      Object.assign(points[chosen], at);
      draw();
    });
    for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => {
      if (held === "pointer") { held = false; say(about(chosen)); keep(); }
    });
    svg.addEventListener("focus", () => cursor.setAttribute("visibility", "visible"));
    svg.addEventListener("blur", () => cursor.setAttribute("visibility", "hidden"));
    svg.addEventListener("keydown", event => {
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (event.key !== "Tab") event.stopPropagation();  // a notebook has keys of its own
      if (step) {
        at = { x: tidy(at.x + STEP * step[0]), y: tidy(at.y + STEP * step[1]) };
        if (held === "keys") Object.assign(points[chosen], at);
        else chosen = near(at);
        draw();
        say(chosen < 0 ? `x₁ ${at.x}, x₂ ${at.y}: no sample.`.replaceAll("-", "−") : about(chosen));
      } else if (event.key === "Enter" || event.key === " ") {
        if (held === "keys") { held = false; say("Put down."); keep(); }
        else if (chosen >= 0) { held = "keys"; say(`${about(chosen)} Taken up: arrows move it, Enter puts it down.`); }
        else { add(at); say(about(chosen)); keep(); }
      } else if (event.key === "Delete" || event.key === "Backspace") drop();
      else if ("1234".includes(event.key)) kind.value = +event.key - 1;
      else return;
      event.preventDefault();
    });
    for (const field of [area, kind]) field.addEventListener("keydown", event => event.stopPropagation());
    take.addEventListener("click", () => send(area.value.slice(0, LARGEST + 1)));
    file.addEventListener("change", async () => {
      const [chosenFile] = file.files;
      if (chosenFile) send((await chosenFile.slice(0, 4 * LARGEST).text()).slice(0, LARGEST + 1));
    });

    // What is kept is what the kernel answers; a text that it refused is answered by the old points.
    const show = () => {
      el.hidden = model.get("disabled");
      title.textContent = model.get("label");
      if (held) return;
      points = model.get("value").split(" ").map(row => row.split(",").map(Number)).filter(row => row.length === 3 && row.every(Number.isFinite))
        .map(([x, y, c]) => ({ x, y, c }));
      if (chosen >= points.length) chosen = -1;
      draw();
    };
    model.on("change:value change:disabled change:label", show);
    show();
    return () => model.off("change:value change:disabled change:label", show);
  },
};
