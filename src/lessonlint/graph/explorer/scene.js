// Scenes: maps and modules as Graphviz placed them, with what lies over them.

const LINE = 13.2;
const READABLE = 0.7;
const stage = document.getElementById("stage");
let camera = null;

/** The class that gives a box its colours. */
function lookOf(kind, depth, load) {
  if (kind === "concept") return `depth-${depth}`;
  if (kind === "bundle") return "bundle";
  return load >= 0 ? `load-${load}` : "unit";
}

function shapeOf(look, x, y, w, h) {
  const [shape, style, rings] = facts.shapes[look];
  const extra = style.includes("dashed") ? { "stroke-dasharray": "4 3" } : {};
  const outline = (inset) => outlineOf(shape, style, x + inset, y + inset, w - 2 * inset, h - 2 * inset, extra);
  return Array.from({ length: rings }, (_, ring) => outline(4 * ring));
}

function outlineOf(shape, style, x, y, w, h, extra) {
  const attributes = { class: "shape", ...extra };
  if (shape === "ellipse") {
    return make("svg:ellipse", { ...attributes, cx: x + w / 2, cy: y + h / 2, rx: w / 2, ry: h / 2 });
  }
  if (shape === "hexagon") {
    const cut = Math.min(12, w / 4);
    const points = [[x + cut, y], [x + w - cut, y], [x + w, y + h / 2], [x + w - cut, y + h], [x + cut, y + h], [x, y + h / 2]];
    return make("svg:polygon", { ...attributes, points: points.join(" ") });
  }
  if (shape === "note") {
    const d = `M${x} ${y}H${x + w - 8}l8 8V${y + h}H${x}ZM${x + w - 8} ${y}v8h8`;
    return make("svg:path", { ...attributes, d });
  }
  return make("svg:rect", { ...attributes, x, y, width: w, height: h, rx: style.includes("rounded") ? 6 : 0 });
}

function drawBox([key, kind, x, y, w, h, depth, load, lines, heads], number) {
  const look = lookOf(kind, depth, load);
  const box = make("svg:g", { class: `box ${kind} ${look}`, "data-key": key, "data-box": number, tabindex: 0, role: "button" },
    make("svg:title", {}, tipOf(key, lines)), ...shapeOf(look, x, y, w, h),
    ...labelIn(kind, x, y, w, h, lines, heads));
  box.append(...badges(key, x + w, y));
  return box;
}

/** The label of a box: its name, and below what is in it; in a bundle that is a list. */
function labelIn(kind, x, y, w, h, lines, heads) {
  const line = Math.min(LINE, (h - 5) / lines.length);
  const top = y + h / 2 - ((lines.length - 1) * line) / 2 + 3.8;
  return lines.map((each, at) => {
    const isList = kind === "bundle" && at >= heads;
    const place = { x: isList ? x + 7 : x + w / 2, y: top + at * line, "text-anchor": isList ? "start" : "middle" };
    return make("svg:text", { ...place, class: at < heads && kind !== "concept" ? "head-line" : undefined }, each);
  });
}

/** What a box says when you point at it: its name as it was written, and its findings. */
function tipOf(key, lines) {
  const thing = things.get(targetOf(key));
  const name = thing && !/^(from|to|rest|recalls):/.test(key) ? thing.name : lines.join("\n");
  return [name, ...(thing ? findingsOf(thing) : []).slice(0, 12)].join("\n");
}

/** Small signs at the upper right: how many findings, misconceptions and models are inside. */
function badges(key, right, top) {
  const thing = things.get(key);
  if (!thing) return [];
  const inside = lessonsOf(thing);
  const sum = (name) => inside.reduce((total, lesson) => total + lesson[name].length, 0);
  const told = [["models", "◆", sum("models")], ["misconceptions", "?", sum("beliefs")], ["findings", "✗", findingsOf(thing).length]];
  const shown = told.filter(([layer, , count]) => count && app.layers.has(layer));
  return shown.map(([layer, sign, count], at) => {
    const x = right - 12 - (shown.length - 1 - at) * 32;
    return make("svg:g", { class: `badge ${layer}` },
      make("svg:rect", { x: x - 14, y: top - 13, width: 30, height: 15, rx: 7.5 }),
      make("svg:text", { x: x + 1, y: top - 1.8, "text-anchor": "middle" }, `${sign} ${count}`));
  });
}

/** The thing a box stands for: bundles stand for the module or lesson that they tell of. */
function targetOf(key) {
  const [kind, rest] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
  if (kind === "concept") return key.split("@")[0];
  if (kind === "from" || kind === "to") return `module:${rest}`;
  if (kind === "rest" || kind === "recalls") return `lesson:${rest}`;
  return key;
}

const placeOf = ([source, target, kind]) => ({ class: `arrow ${classOf(kind)}`, "data-from": source, "data-to": target });
const pathOf = ([source, target, , , , curve], boxes) => (curve.length ? curved(curve) : straight(boxes[source], boxes[target]));

function drawArrow(arrow, boxes, implied) {
  const [, , kind, label, names] = arrow;
  const path = pathOf(arrow, boxes);
  const drawn = make("svg:g", placeOf(arrow),
    make("svg:title", {}, [label, ...names].filter(Boolean).join("\n")),
    make("svg:path", { class: "reach", d: path.d }), make("svg:path", { class: "stroke", d: path.d }));
  if (kind !== "precedes") drawn.append(headOf(path, kind));
  drawn.classList.toggle("implied", implied);
  return drawn;
}

/** The labels of some arrows, which stand above all boxes. */
const drawLabels = (arrows, boxes) => arrows.filter(([, , , label]) => label).map((arrow) =>
  make("svg:g", placeOf(arrow), labelOf(arrow[3], arrow[6].length ? arrow[6] : pathOf(arrow, boxes).middle)));

/** A label on an arrow, in short lines. */
function labelOf(label, [x, y]) {
  const lines = [];
  for (const word of label.split(" ")) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + word.length < 26) lines[last] += ` ${word}`;
    else lines.push(word.slice(0, 26));
  }
  const shown = lines.length > 3 ? [...lines.slice(0, 2), `${lines[2]}…`] : lines;
  const top = y - ((shown.length - 1) * 10.8) / 2 + 3;
  const spans = shown.map((line, at) => make("svg:tspan", { x, y: top + at * 10.8 }, line));
  return make("svg:text", { class: "label", "text-anchor": "middle" }, ...spans);
}

function curved(points) {
  const pairs = [];
  for (let at = 0; at < points.length; at += 2) pairs.push([points[at], points[at + 1]]);
  const tip = pairs.length % 3 === 2 ? pairs.pop() : pairs[pairs.length - 1];
  const end = pairs[pairs.length - 1];
  const from = tip === end ? pairs[pairs.length - 2] : end;
  return { d: `M${pairs[0]}C${pairs.slice(1).join(" ")}`, tip, from, middle: pairs[pairs.length >> 1] };
}

/** A curve between two boxes that nobody placed: to the next column, to another row, or around what is between. */
function straight([, , x1, y1, w1, h1], [, , x2, y2, w2, h2]) {
  const sameRow = y1 < y2 + h2 && y2 < y1 + h1;
  const near = x2 - x1 - w1;
  if (sameRow && !(near >= 0 && near < 60)) {
    const [ax, bx, ay, by] = [x1 + w1 / 2, x2 + w2 / 2, y1 + h1, y2 + h2];
    return bent([ax, ay], [ax, ay + 34], [bx, by + 34], [bx, by]);
  }
  if (sameRow || near >= 60) {
    const [ax, ay, bx, by] = [x1 + w1, y1 + h1 / 2, x2, y2 + h2 / 2];
    return bent([ax, ay], [(ax + bx) / 2, ay], [(ax + bx) / 2, by], [bx, by]);
  }
  const [ax, bx] = [x1 + w1 / 2, x2 + w2 / 2];
  const [ay, by] = y2 > y1 ? [y1 + h1, y2] : [y1, y2 + h2];
  return bent([ax, ay], [ax, (ay + by) / 2], [bx, (ay + by) / 2], [bx, by]);
}

function bent(start, one, other, tip) {
  return { d: `M${start}C${one} ${other} ${tip}`, tip, from: other, middle: [start[0] + (tip[0] - start[0]) * 0.6, start[1] + (tip[1] - start[1]) * 0.6] };
}

function headOf({ tip: [x, y], from }, kind) {
  const angle = (Math.atan2(y - from[1], x - from[0]) * 180) / Math.PI;
  const blocked = isProblem(kind);
  const d = blocked ? "M0-5V5" : kind === "deferred" ? "M-8-4L0 0L-8 4" : "M0 0L-8-3.2V3.2Z";
  const open = blocked || kind === "deferred";
  return make("svg:path", { class: open ? "head open" : "head", d, transform: `translate(${x} ${y}) rotate(${angle})` });
}

/** An arrow of a kind alone, for the legend. */
const signOf = (kind) => make("svg:svg", { class: "sign", width: 36, height: 12, "aria-hidden": "true" },
  make("svg:g", { class: `arrow ${classOf(kind)}` }, make("svg:path", { class: "stroke", d: "M1 6H32" }),
    headOf({ tip: [34, 6], from: [1, 6] }, kind)));

/** A label without a place of its own is drawn only where its arrow is chosen. */
const isPlaced = (arrow) => arrow[6].length > 0;

function drawScene(scene) {
  const arrows = scene.arrows.map((arrow) => drawArrow(arrow, scene.boxes, false));
  const frames = scene.frames.map(([x, y, w, h]) => make("svg:rect", { class: "frame", x, y, width: w, height: h, rx: 8 }));
  const names = scene.frames.map(([, , , , x, y, w, h, lines]) => make("svg:text", { class: "frame-name", "text-anchor": "middle" },
    ...lines.map((line, at) => make("svg:tspan", { x: x + w / 2, y: y + (at + 0.75) * (h / lines.length) }, line))));
  const svg = make("svg:svg", { class: "scene", role: "group" }, ...frames, make("svg:g", { class: "beneath" }), ...arrows,
    ...names, ...scene.boxes.map((box, number) => drawBox(box, number)),
    ...drawLabels(scene.arrows.filter(isPlaced), scene.boxes), make("svg:g", { class: "above" }));
  startAt(svg, scene.size);
  return svg;
}

/** Everything in view; of a scene too wide to be read that way its beginning, as near as its height allows. */
function startAt(svg, size) {
  fit(svg, size);
  const near = Math.min(1, stage.clientHeight / (size[1] + 24));
  if (scale() > READABLE || near < scale() * 1.2) return;
  const [w, h] = [stage.clientWidth / near, stage.clientHeight / near];
  aimAt({ x: -12, y: (size[1] - h) / 2, w, h });
}

/** Everything in view, and small scenes not blown up. */
function fit(svg, [width, height]) {
  const [w, h] = [Math.max(width + 24, stage.clientWidth / 1.5), Math.max(height + 24, stage.clientHeight / 1.5)];
  camera = { svg, x: (width - w) / 2, y: (height - h) / 2, w, h, size: [width, height] };
  aim();
}

function aimAt({ x, y, w, h }) {
  Object.assign(camera, { x, y, w, h });
  aim();
}

const aim = () => camera.svg.setAttribute("viewBox", `${camera.x} ${camera.y} ${camera.w} ${camera.h}`);
const scale = () => Math.min(stage.clientWidth / camera.w, stage.clientHeight / camera.h);

/** Nearer or farther around a point of the screen. */
function zoom(factor, px, py) {
  const near = new DOMPoint(px, py).matrixTransform(camera.svg.getScreenCTM().inverse());
  camera.x = near.x - (near.x - camera.x) * factor;
  camera.y = near.y - (near.y - camera.y) * factor;
  camera.w *= factor;
  camera.h *= factor;
  aim();
}

function pan(dx, dy) {
  camera.x -= dx / scale();
  camera.y -= dy / scale();
  aim();
}

/** Moves the picture so that a box stands in it. */
function bring(box) {
  const [view, at] = [stage.getBoundingClientRect(), box.getBoundingClientRect()];
  const [dx, dy] = [view.x + view.width / 2 - at.x - at.width / 2, view.y + view.height / 2 - at.y - at.height / 2];
  if (Math.abs(dx) > view.width / 2 || Math.abs(dy) > view.height / 2) pan(dx, dy);
}

/** The boxes within so many arrows (0: all) of one, before or after it. A lesson stands before what it teaches. */
function reached(scene, start, direction, steps) {
  const links = [...scene.arrows, ...scene.implied].filter((arrow) => arrow[2] !== "precedes").map((arrow) => arrow.slice(0, 2));
  const number = new Map(scene.boxes.map((box, at) => [box[0], at]));
  for (const [key] of scene.boxes) {
    const home = key.startsWith("concept:") ? number.get(`lesson:${key.split("@")[1]}`) : undefined;
    if (home !== undefined) links.push([home, number.get(key)]);
  }
  const near = new Map();
  for (const [from, to] of links) {
    const [one, other] = direction === "up" ? [to, from] : [from, to];
    near.set(one, [...(near.get(one) ?? []), other]);
  }
  const seen = new Set(start);
  let edge = [...start];
  for (let step = 0; edge.length && (!steps || step < steps); step += 1) {
    edge = edge.flatMap((at) => near.get(at) ?? []).filter((at) => !seen.has(at));
    edge.forEach((at) => seen.add(at));
    edge = [...new Set(edge)];
  }
  return seen;
}

/** What is chosen, what is in focus, and where students are, as classes of boxes and arrows. */
function mark(svg, scene) {
  const chosen = scene.boxes.flatMap(([key], at) => (key === app.chosen ? [at] : []));
  const kept = app.focus && chosen.length ? reached(scene, chosen, app.focus, app.steps) : null;
  const isTouched = ([from, to]) => chosen.includes(from) || chosen.includes(to);
  const implied = scene.implied.filter(isTouched);
  const told = [...scene.arrows.filter((arrow) => isTouched(arrow) && !isPlaced(arrow)), ...(scene.crowded ? implied : [])];
  svg.querySelector(".beneath").replaceChildren(...implied.map((arrow) => drawArrow(arrow, scene.boxes, true)));
  svg.querySelector(".above").replaceChildren(...drawLabels(told, scene.boxes));
  for (const box of svg.querySelectorAll(".box")) {
    const at = Number(box.dataset.box);
    const inside = lessonsOf(things.get(targetOf(box.dataset.key)) ?? {}).map((lesson) => lesson.at);
    const from = box.dataset.key.startsWith("concept:") ? Number(box.dataset.key.split("@")[1]) : inside[0];
    box.classList.toggle("chosen", chosen.includes(at));
    box.classList.toggle("dim", kept !== null && !kept.has(at));
    box.classList.toggle("future", from >= app.at && !(from === app.at && !box.classList.contains("concept")));
    box.classList.toggle("here", app.at < lessons.length && inside.includes(app.at) && !box.classList.contains("bundle"));
  }
  for (const arrow of svg.querySelectorAll(".arrow")) {
    const [from, to] = [Number(arrow.dataset.from), Number(arrow.dataset.to)];
    arrow.classList.toggle("dim", kept !== null && !(kept.has(from) && kept.has(to)));
    arrow.classList.toggle("touched", chosen.includes(from) || chosen.includes(to));
  }
}
